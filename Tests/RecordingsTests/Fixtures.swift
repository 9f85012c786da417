import Budgets
import Foundation
import Measurements
import Sessions
import Testing

@testable import Recordings

/// Numbers that are the same in each run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A directory that is gone after the test.
final class ScratchDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/headroom-recordings-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}

func bytes(of path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

func resource(_ name: String) throws -> String {
  try #require(Bundle.module.path(forResource: "Resources/\(name)", ofType: nil))
}

/// Everything that a reader says.
struct Reading {
  var head: SessionHead
  var intervals: [IntervalRecord] = []
  var events: [SessionEvent] = []
  /// Numbers of intervals and "event", in the order in which they came.
  var order: [String] = []
  var end: SessionEnd?
  var summary: Summary?
  var derived: [SessionEvent] = []
  var warnings: [RecordingWarning] = []
  var isForeign = false

  init(_ path: String) throws(RecordingError) {
    let reader = try RecordingReader(path: path)
    head = reader.head
    while let input = try reader.next() {
      switch input {
      case .interval(let interval):
        intervals.append(interval)
        order.append("\(interval.number)")
      case .event(let event):
        events.append(event)
        order.append("event")
      case .end(let reason): end = reason
      case .preview: Issue.record("a file has no previews")
      }
    }
    summary = reader.summary
    derived = reader.derivedEvents
    warnings = reader.warnings
    isForeign = reader.isForeign
  }
}

/// A session made up of random parts.
struct MadeUpSession {
  var head: SessionHead
  var intervals: [(record: IntervalRecord, events: [SessionEvent])] = []
  var lastEvents: [SessionEvent] = []
  var end: SessionEnd
  var summary: Summary

  init(
    seed: UInt64,
    intervals count: Int,
    samples: Int = 40,
    names: [String] = MadeUpSession.names
  ) throws {
    var numbers = SeededNumbers(seed)
    head = SessionHead(
      suite: "notes, api: 100%",
      profile: "stress",
      startedNanoseconds: 1_795_231_270_123_456_789
    )
    head.program = "headroom 0.1.0"
    head.suiteText = "suite: x\nbenchmarks: {\"a\u{1b}[2J\"}\n"
    head.variables = ["B": "2", "A": "1"]
    head.environment = Bool.random(using: &numbers) ? "staging" : nil
    head.seed = numbers.next()
    head.choice.rate = 12.5
    head.choice.budgets = ["p95<200ms"]
    head.label = "rc\u{2028}4"
    for number in 0..<count {
      intervals.append(
        (
          Self.interval(number, samples, names, &numbers),
          (0..<Int.random(in: 0...2, using: &numbers)).map { _ in
            Self.event(Int64(number) * 1_000_000_000, &numbers)
          }
        )
      )
    }
    lastEvents = [Self.event(Int64(count) * 1_000_000_000, &numbers)]
    end = [.completed, .stopped, .signal(15), .violated].randomElement(using: &numbers) ?? .stopped
    summary = try Self.summary()
  }

  static let names = ["list-notes", "a:b,c%d e", "naïve\u{7}\n\u{2028}", "#"]

  /// The kinds of series of a load.
  static let kinds: [SeriesID.Kind] = [.succeeded, .failed, .service, .warmup, .warmupFailed]

  static func interval(
    _ number: Int,
    _ samples: Int,
    _ names: [String],
    _ numbers: inout SeededNumbers
  ) -> IntervalRecord {
    let start = Int64(number) * 1_000_000_000
    var record = IntervalRecord(
      number: number,
      startNanoseconds: start,
      endNanoseconds: start + 1_000_000_000,
      phase: number == 0 ? .warmup : .measured
    )
    record.pausedNanoseconds = number.isMultiple(of: 3) ? 120_000_000 : 0
    for name in names {
      for kind in Self.kinds where Bool.random(using: &numbers) {
        var histogram = Histogram()
        for _ in 0..<Int.random(in: 1...samples, using: &numbers) {
          let magnitude = Int64.random(in: 0...41, using: &numbers)
          histogram.record(Int64.random(in: 0...(1 << magnitude), using: &numbers))
        }
        record.series.append(
          SeriesCounts(id: SeriesID(name, kind), counts: histogram.sparse)
        )
      }
      var counters = BenchmarkCounters(benchmark: name)
      counters.dropped = UInt64.random(in: 0...5, using: &numbers)
      counters.droppedPaused = UInt64.random(in: 0...1, using: &numbers)
      counters.cutOff = UInt64.random(in: 0...5, using: &numbers)
      counters.clamped = UInt64.random(in: 0...1, using: &numbers)
      counters.retried = UInt64.random(in: 0...5, using: &numbers)
      counters.bytesReceived = UInt64.random(in: 0...(1 << 40), using: &numbers)
      counters.errors = [.timeout: 3, .status(503): 2, .badResponse: 1]
      record.counters.append(counters)
    }
    record.load.level = Double.random(in: 0...500, using: &numbers)
    record.load.inFlight = Int.random(in: 0...500, using: &numbers)
    record.load.connections = Int.random(in: 0...500, using: &numbers)
    record.load.progress = SampleProgress(
      runs: UInt64.random(in: 0...40, using: &numbers),
      plannedRuns: 40,
      nanoseconds: Int64.random(in: 0...20, using: &numbers),
      plannedNanoseconds: 10
    )
    record.generator.busiestLoop = Double.random(in: 0...1, using: &numbers)
    record.generator.processCPU = Double.random(in: 0...2, using: &numbers)
    record.generator.lagNanoseconds = Int64.random(in: 0...1_000_000, using: &numbers)
    record.generator.lateSends = 4
    record.generator.sends = 5000
    record.generator.steal = 0.25
    return record
  }

  static func event(_ at: Int64, _ numbers: inout SeededNumbers) -> SessionEvent {
    let slow = SlowRequest(
      atNanoseconds: at,
      benchmark: "list-notes",
      latencyNanoseconds: 3_200_000_000,
      outcome: "timeout",
      isGood: false,
      request: "GET /api/sync"
    )
    let crossing = WindowCrossing(subject: "suite", metric: "availability", consumption: nil)
    let alert = Alert(
      severity: .critical,
      subject: "a",
      metric: "p95",
      rule: "fast",
      text: "burns 5.2x"
    )
    let kinds: [SessionEvent.Kind] = [
      .load(LoadChange(from: 10, to: 50.5, stage: 1)),
      .load(LoadChange(from: 50, to: 60, stage: nil)),
      .mark("deploy \"4711\"\u{1b}"), .paused, .resumed, .steered("only list-notes"),
      .notice("the target does not answer"), .slowest([slow, slow]),
      .verdict(
        VerdictChange(subject: "a", metric: "p95", from: .pass, to: .drift, consumption: 1.04)
      ),
      .overBudget(crossing), .backUnder(crossing), .alert(alert), .alertOver(alert),
      .trust(TrustChange(isGood: false, text: "generator at 97% of a core")),
    ]
    return SessionEvent(
      atNanoseconds: at,
      kind: kinds.randomElement(using: &numbers) ?? .paused
    )
  }

  static func summary() throws -> Summary {
    try Summary(JSON(parsing: Self.summaryText))
  }

  static let summaryText = """
    {"headroom":1,"suite":"notes-api","profile":"stress","environment":null,"model":"closed",\
    "steered":false,"started":"2026-11-21T03:21:10.123Z","seconds":120.0,"commit":"abc1234",\
    "branch":"main","recording":"recordings/x.hlog","verdict":"drift","status":0,\
    "trust":{"verdict":"good","reasons":[]},"benchmarks":[],"suite_objectives":[],\
    "error_budgets":[],"steps":[],"first_over":null,"comparison":null}
    """

  /// Writes it, and returns where.
  func write(to directory: String) throws -> String {
    let writer = try RecordingWriter.create(directory: directory, head: head)
    for (record, events) in intervals { try writer.write(record, events: events) }
    try writer.finish(summary, end: end, events: lastEvents)
    return writer.path
  }

  /// The events that a replay takes in.
  var inputs: [SessionEvent] {
    (intervals.flatMap(\.events) + lastEvents).filter { !$0.isDerived }
  }
}
