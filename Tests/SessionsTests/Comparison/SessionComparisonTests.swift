import Budgets
import Measurements
import Sessions
import Testing

@Suite("A comparison of two sessions") struct SessionComparisonTests {
  private func session(
    _ benchmarks: [String: Double],
    seconds: Int = 20,
    stages: [LoadProfile.Stage] = [.init(from: 10, to: 10, nanoseconds: 60_000_000_000)],
    end: SessionEnd = .completed,
    change: (inout SessionHead) -> Void = { _ in }
  ) -> SessionFigures {
    var script = Script()
    let names = benchmarks.keys.sorted()
    let loads = names.map { name in
      Script.Load(benchmark: name, good: 50, milliseconds: benchmarks[name] ?? 0)
    }
    for _ in 0..<seconds { script.seconds(1, loads) }
    script.end(end)
    var head = SessionHead(suite: "notes", profile: "stress", startedNanoseconds: 1)
    head.suiteText = "benchmarks: {}"
    head.host.cpus = 2
    change(&head)
    var state = SessionState(head: head, suite: suite([], benchmarks: names, stages: stages))
    for input in script.inputs { _ = state.apply(input) }
    return state.figures()
  }

  private func compare(_ base: SessionFigures, _ current: SessionFigures) -> SessionComparison {
    SessionComparison(base: ("a.hlog", base), current: ("b.hlog", current))
  }

  @Test("puts first what needs attention most, and names what only one side has")
  func order() {
    let comparison = compare(
      session(["get": 10, "list": 10, "old": 10]),
      session(["get": 11, "list": 20, "new": 10])
    )
    #expect(comparison.subjects.map(\.name).first == "list")
    #expect(comparison.claims.first?.subject == "list")
    #expect(comparison.isRegression)
    #expect(comparison.verdict == .worse)
    #expect(comparison.onlyInBase == ["old"])
    #expect(comparison.onlyInCurrent == ["new"])
    #expect(comparison.subjects.contains { $0.name == "suite" })
  }

  @Test("of one benchmark says nothing of the suite beside it")
  func single() {
    let comparison = compare(session(["list": 10]), session(["list": 10]))
    #expect(comparison.subjects.map(\.name) == ["list"])
    #expect(comparison.subjects[0].change(of: .mean)?.finding == .noDifference)
    #expect(!comparison.isRegression)
  }

  @Test("of short sessions says that it can't tell")
  func short() {
    let comparison = compare(session(["list": 10], seconds: 5), session(["list": 20], seconds: 5))
    #expect(comparison.verdict == .tooFew)
    #expect(comparison.claims.isEmpty)
  }

  @Test("says first what makes it void, then what may explain a difference")
  func circumstances() {
    let other = session(
      ["list": 10],
      stages: [.init(from: 50, to: 50, nanoseconds: 60_000_000_000)],
      end: .stopped
    ) { head in
      head.host.cpus = 8
      head.commit = "abcdef0123"
      head.isDirty = true
      head.startedNanoseconds = 2
    }
    let found = compare(session(["list": 10]), other).circumstances
    #expect(found.map(\.name) == ["load", "CPUs", "ended", "commit"])
    #expect(found.map(\.weight) == [.voids, .mayExplain, .note, .note])
    #expect(found[0].base == "10 users for 60s")
    #expect(found[0].current == "50 users for 60s")
    #expect(found[3].base == nil)
    #expect(found[3].current == "abcdef0+changes")
  }

  @Test("of a session with itself, or of a later one with an earlier, says so")
  func sameSession() {
    let one = session(["list": 10])
    #expect(compare(one, one).circumstances.map(\.name) == ["session"])
    let later = session(["list": 10]) { $0.startedNanoseconds = 9 }
    #expect(compare(later, one).circumstances.map(\.name) == ["order"])
  }
}
