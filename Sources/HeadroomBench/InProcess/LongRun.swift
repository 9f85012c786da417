import Budgets
import Measurements
import Recordings
import Sessions
import SimulatedSessions

/// A run of eight hours, the same in every run of this program: 20 benchmarks of 50 requests a
/// second, one of which gets slow now and then.
struct LongRun {
  static let intervalCount = 8 * 3600
  static let benchmarkCount = 20
  private static let samples = 50
  private static let second: Int64 = 1_000_000_000

  /// What it is judged by: two objectives of each benchmark, and two of the whole.
  static let suiteText: String = {
    var text = """
      suite: long
      target: http://127.0.0.1:8080
      profiles: { endurance: { users: 100, duration: 8h } }
      budget: { availability: 99.9%, throughput: ">= 500/s" }
      benchmarks:

      """
    for number in 0..<benchmarkCount {
      text += """
          benchmark-\(number):
            http: GET /\(number)
            budget: { p95: \(40 + number * 10)ms, p99: 1s }

        """
    }
    return text
  }()

  /// The suite of a recording of it.
  static func suite() throws -> Suite {
    var request = SuiteRequest()
    request.purpose = .recorded
    return try SuiteReader.read(text: suiteText, file: "long.yaml", request: request)
  }

  /// Writes its recording.
  static func write(to path: String, intervals: Int = intervalCount) throws {
    var head = SessionHead(
      suite: "long",
      profile: "endurance",
      startedNanoseconds: 1_795_266_000 * second
    )
    head.program = "headroom"
    head.suiteText = suiteText
    var state = SessionState(head: head, suite: try suite())
    let writer = try RecordingWriter.create(path: path, head: head)
    var latencies = Latencies(seed: 8)
    let recorder = Recorder()
    for number in 0..<intervals {
      var events: [SessionEvent] = []
      if number == 0 {
        let change = LoadChange(from: 0, to: 100, stage: 0)
        events.append(SessionEvent(atNanoseconds: 0, kind: .load(change)))
      }
      let record = interval(number, &latencies, recorder)
      for event in events { _ = state.apply(.event(event)) }
      try writer.write(record, events: events + state.apply(.interval(record)))
    }
    _ = state.apply(.end(.completed))
    try writer.finish(state.summary(), end: .completed)
  }

  private static func interval(
    _ number: Int,
    _ latencies: inout Latencies,
    _ recorder: Recorder
  ) -> IntervalRecord {
    let start = Int64(number) * second
    var record = IntervalRecord(
      number: number,
      startNanoseconds: start,
      endNanoseconds: start + second,
      phase: .measured
    )
    record.load.level = 100
    record.load.inFlight = 100
    record.load.connections = 100
    record.generator.sends = UInt64(samples * benchmarkCount)
    for benchmark in 0..<benchmarkCount {
      let isSlow = benchmark == 7 && number % 3600 > 3300
      let median = Double(15 + benchmark * 4) * 1e6 * (isSlow ? 3 : 1)
      for _ in 0..<samples { recorder.record(latencies.draw(median: median)) }
      record.series.append(
        SeriesCounts(id: SeriesID("benchmark-\(benchmark)"), counts: recorder.drain().counts)
      )
    }
    return record
  }
}
