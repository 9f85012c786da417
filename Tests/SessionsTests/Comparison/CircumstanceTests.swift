import Budgets
import Sessions
import Testing

/// What differs besides what was measured, as people see it.
@Suite("Between two sessions") struct CircumstanceTests {
  private static let minute: Int64 = 60_000_000_000

  private func session(
    _ text: String,
    seconds: Int = 20,
    end: SessionEnd = .completed,
    change: (inout SessionHead) -> Void = { _ in }
  ) throws -> SessionFigures {
    let suite = try SuiteReader.read(text: text, file: "notes.yaml", request: SuiteRequest())
    var script = Script()
    let names = suite.benchmarks.map(\.name)
    script.seconds(seconds, names.map { Script.Load(benchmark: $0, good: 50) })
    script.end(end)
    var head = SessionHead(suite: suite.name, profile: suite.profile.name, startedNanoseconds: 1)
    head.suiteText = text
    change(&head)
    var state = SessionState(head: head, suite: suite)
    for input in script.inputs { _ = state.apply(input) }
    return state.figures()
  }

  private func compare(_ base: SessionFigures, _ current: SessionFigures) -> SessionComparison {
    SessionComparison(base: ("a.hlog", base), current: ("b.hlog", current))
  }

  private func suite(
    _ profile: String,
    path: String = "http://127.0.0.1:8080/notes",
    more: String = ""
  ) -> String {
    """
    suite: notes
    profiles: { main: { \(profile) } }
    benchmarks:
      list: { http: "\(path)"\(more) }
    """
  }

  @Test("another duration of a load that does not change is no difference")
  func duration() throws {
    for loads in [
      ["users: 10, duration: 20s", "users: 10, duration: 40s"],
      ["rate: 50/s, duration: 20s", "rate: 50/s, duration: 5m"],
      ["users: 10, duration: 40s", "stages: [{ users: 10, for: 15s }, { users: 10, for: 5s }]"],
    ] {
      let sides = try loads.enumerated().map { index, load in
        try session(suite(load), seconds: 20 * (index + 1))
      }
      #expect(compare(sides[0], sides[1]).circumstances.isEmpty, "\(loads)")
    }
  }

  @Test("neither is another layout of the suite file, nor another budget")
  func layout() throws {
    let plain = suite("users: 10, duration: 20s")
    let other = suite("users: 10, duration: 20s", more: ", budget: { p95: 1s }")
    let found = compare(try session(plain), try session("# Notes.\n" + other + "\n"))
    #expect(found.circumstances.isEmpty)
  }

  @Test("another load, or another way of driving it, voids the comparison")
  func load() throws {
    let base = try session(suite("users: 10, duration: 20s"))
    for (load, names) in [
      ("users: 12, duration: 20s", ["load"]), ("rate: 10/s, duration: 20s", ["model"]),
      ("stages: [{ users: 10, over: 10s }, { users: 10, for: 10s }]", ["load"]),
    ] {
      let found = compare(base, try session(suite(load))).circumstances
      #expect(found.filter { $0.weight == .voids }.map(\.name) == names, "\(load)")
    }
  }

  @Test("the same plan in twice the time is the same load, one that was cut short is not")
  func plans() throws {
    let short = suite("stages: [{ users: 10, for: 10s }, { users: 50, for: 10s }]")
    let long = suite("stages: [{ users: 10, for: 20s }, { users: 50, for: 20s }]")
    let base = try session(short)
    #expect(compare(base, try session(long, seconds: 40)).circumstances.isEmpty)
    let cut = compare(base, try session(long, seconds: 15, end: .stopped))
    #expect(cut.voidReason == "ended")
    let flat = suite("users: 10, duration: 40s")
    let stopped = compare(
      try session(flat, seconds: 40),
      try session(flat, seconds: 15, end: .stopped) { $0.seed = 7 }
    )
    #expect(stopped.circumstances.map(\.weight) == [.note])
  }

  @Test("another request voids it if that is all there is, another port does not")
  func requests() throws {
    let base = try session(suite("users: 10, duration: 20s")) {
      $0.target = "http://127.0.0.1:8080"
    }
    let port = try session(
      suite("users: 10, duration: 20s", path: "http://127.0.0.1:9090/notes")
    ) { $0.target = "http://127.0.0.1:9090" }
    #expect(compare(base, port).circumstances.map(\.name) == ["target"])
    #expect(compare(base, port).circumstances.map(\.weight) == [.note])
    let other = try session(
      suite("users: 10, duration: 20s", path: "http://127.0.0.1:8080/users")
    ) { $0.target = "http://127.0.0.1:8080" }
    #expect(compare(base, other).voidReason == "what list does")
  }

  @Test("files of measurements with different names are compared, and their names are notes")
  func imports() throws {
    func imported(
      _ name: String,
      _ change: (inout SessionHead) -> Void = { _ in }
    ) throws
      -> SessionFigures
    {
      let text = StreamSuiteText(name: name, source: .file("/tmp/\(name).json")).write().text
      let suite = try SuiteReader.read(text: text, file: "notes.yaml", request: SuiteRequest())
      var script = Script()
      script.seconds(20, Script.Load(benchmark: name, good: 50))
      script.end()
      var head = SessionHead(suite: name, profile: suite.profile.name, startedNanoseconds: 1)
      head.suiteText = text
      change(&head)
      var state = SessionState(head: head, suite: suite)
      for input in script.inputs { _ = state.apply(input) }
      return state.figures()
    }
    let comparison = compare(try imported("before"), try imported("after"))
    #expect(comparison.subjects.count == 1)
    #expect(comparison.onlyInBase.isEmpty && comparison.onlyInCurrent.isEmpty)
    #expect(comparison.voidReason == nil)
    #expect(comparison.circumstances.map(\.weight) == [.note])
  }

  @Test("what is known of one side only is no difference, what is known of both is")
  func surroundings() throws {
    let text = suite("users: 10, duration: 20s")
    let base = try session(text) { head in
      head.host.cpus = 2
      head.host.name = "build-7"
    }
    #expect(compare(base, try session(text)).circumstances.isEmpty)
    let other = try session(text) { head in
      head.host.cpus = 4
      head.host.name = "build-8"
    }
    #expect(compare(base, other).circumstances.map(\.name) == ["host", "CPUs"])
  }

  @Test("a pair that did not measure the same says so first")
  func void() throws {
    let comparison = compare(
      try session(suite("users: 10, duration: 20s")),
      try session(suite("users: 20, duration: 20s"))
    )
    let headline = ComparisonHeadline(comparison: comparison, glyphs: .unicode)
    #expect(headline.warning == "▲ VOID  the two did not measure the same: load")
    #expect(headline.voidWords == "the two did not measure the same: load")
  }
}
