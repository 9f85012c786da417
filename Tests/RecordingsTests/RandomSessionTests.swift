import Budgets
import Measurements
import Testing

@testable import Recordings
@testable import Sessions

@Suite("A recording of a random session")
struct RandomSessionTests {
  private static let names = ["list", "a:failed", "b/c", "%", "na\u{308}ive, x", "timeout"]

  /// A suite with objectives of every kind on benchmarks, processes and itself.
  private func suite(_ values: inout RandomValues) -> Suite {
    let engine = Benchmark(
      name: "stream",
      workload: .http(HTTPRequest(method: "GET", url: "/"))
    )
    var suite = Suite(
      name: "random",
      profile: LoadProfile(
        name: "default",
        model: .closed,
        stages: [.init(from: 1, to: 5, nanoseconds: 125_000_000_000)]
      ),
      benchmarks: Self.names.map {
        Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/")))
      } + [engine],
      objectives: []
    )
    suite.processes = [WatchedProcess(label: "server", target: .host)]
    for _ in 0..<12 {
      let subject = values.pick(
        [.suite, .process("server")] + Self.names.map { Subject.benchmark($0) }
      )
      var objective = values.objective(subject).objective
      objective.limits = values.pick([VerdictLimits(), .hard])
      objective.errorBudget = values.maybe { _ in 0.05 }
      objective.inEverySeconds = values.maybe { _ in 3 }
      objective.budget = values.pick([0, 0.01, 0.5, 1000, 1e6, 1e9])
      suite.objectives.append(objective)
    }
    suite.alerts = [
      AlertRule(
        severity: .critical,
        benchmark: nil,
        metric: .errorRate,
        comparison: .atMost,
        limit: 0.4
      )
    ]
    return suite
  }

  @Test("leads to the summary and the events of the run", arguments: 1...40)
  func replay(seed: UInt64) throws {
    let scratch = try ScratchDirectory()
    var values = RandomValues(seed: seed)
    values.isPlausible = true
    let suite = suite(&values)
    let head = SessionHead(suite: "random", profile: "default", startedNanoseconds: 1)
    var live = SessionState(head: head, suite: suite)
    let writer = try RecordingWriter.create(path: scratch.path + "/a.hlog", head: head)
    writer.recordsFullURLs = true
    var derived: [SessionEvent] = []
    let count = values.integer(1...60)
    for number in 0..<count {
      let start = Int64(number) * 1_000_000_000
      var told = values.list(1) { values in
        var event = values.event(
          values.pick([.load, .mark, .paused, .resumed, .steered, .notice, .slowest])
        )
        event.atNanoseconds = start + values.integer(0...900_000_000)
        return event
      }
      for event in told { _ = live.apply(.event(event)) }
      var record = values.interval(Self.names + values.list(1) { $0.text() })
      record.number = number
      record.startNanoseconds = start
      record.endNanoseconds = start + 1_000_000_000
      record.pausedNanoseconds = values.pick([0, 0, 0, 400_000_000, 1_000_000_000])
      record.phase = number < 2 ? .warmup : .measured
      if values.bool() { record.processes.append(values.process("server")) }
      let more = live.apply(.interval(record))
      derived += more
      told += more
      try writer.write(record, events: told)
    }
    _ = live.apply(.end(.completed))
    let summary = live.summary()
    try writer.finish(summary, end: .completed, events: [])

    let reader = try RecordingReader(path: writer.path)
    var replayed = SessionState(head: reader.head, suite: suite)
    var again: [SessionEvent] = []
    while let input = try reader.next() { again += replayed.apply(input) }
    #expect(replayed.summary() == summary)
    #expect(reader.summary == summary)
    #expect(again == derived)
    #expect(reader.derivedEvents == derived)
    #expect(
      replayed.snapshot(recording: .off).events == live.snapshot(recording: .off).events
    )
    #expect(reader.warnings == [])
  }
}
