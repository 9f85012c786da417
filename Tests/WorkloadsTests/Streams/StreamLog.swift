import Measurements
import Sessions
import Testing

@testable import Workloads

/// Everything that a source told, previews left out.
struct StreamLog {
  var records: [IntervalRecord] = []
  var events: [SessionEvent] = []
  var end: SessionEnd?

  /// Runs a source to its end; `whenMeasured` is called once, at the first preview or interval that
  /// has samples, and not before the source has said what `notice` is part of.
  static func of(
    _ source: some SessionSource,
    seconds: Int64 = 180,
    after notice: String = "",
    whenMeasured: () -> Void = {}
  ) throws -> StreamLog {
    let inbox = Inbox()
    try source.start(into: inbox)
    let deadline = SystemClock.monotonic() + seconds * 1_000_000_000
    var log = StreamLog()
    var isTold = false
    var isMeasured = false
    while log.end == nil {
      let inputs = inbox.takeAll(withinNanoseconds: deadline - SystemClock.monotonic())
      try #require(!inputs.isEmpty, "the source does not end: \(log.notices)")
      for input in inputs {
        log.take(input)
        isMeasured = isMeasured || input.hasSamples
        let isSaid = notice.isEmpty || log.notices.contains { $0.contains(notice) }
        guard !isTold, isMeasured, isSaid else { continue }
        isTold = true
        whenMeasured()
      }
    }
    return log
  }

  /// What an inbox holds now.
  static func of(_ inbox: Inbox) -> StreamLog {
    var log = StreamLog()
    for input in inbox.takeAll(withinNanoseconds: 0) { log.take(input) }
    return log
  }

  mutating func take(_ input: SessionInput) {
    switch input {
    case .preview: break
    case .interval(let record): records.append(record)
    case .event(let event): events.append(event)
    case .end(let end): self.end = end
    }
  }

  /// The samples of a series over all intervals.
  func samples(_ name: String, _ kind: SeriesID.Kind = .succeeded) -> Histogram {
    var histogram = Histogram()
    for series in records.flatMap(\.series) where series.id == SeriesID(name, kind) {
      histogram.add(series.counts)
    }
    return histogram
  }

  /// The names that have samples, sorted.
  var names: [String] { Set(records.flatMap(\.series).map(\.id.benchmark)).sorted() }

  /// The counters of a benchmark over all intervals.
  func counters(_ name: String) -> BenchmarkCounters {
    var sum = BenchmarkCounters(benchmark: name)
    for counters in records.flatMap(\.counters) where counters.benchmark == name {
      sum.dropped += counters.dropped
      sum.droppedPaused += counters.droppedPaused
      for (kind, count) in counters.errors { sum.errors[kind, default: 0] += count }
    }
    return sum
  }

  /// What the source said, in words.
  var notices: [String] {
    events.compactMap { if case .notice(let text) = $0.kind { text } else { nil } }
  }

  /// Whether intervals and events follow one another without a gap.
  var isInOrder: Bool {
    var last: Int64 = 0
    for (number, record) in records.enumerated() {
      guard record.number == number, record.startNanoseconds == last,
        record.endNanoseconds > record.startNanoseconds
      else { return false }
      last = record.endNanoseconds
    }
    return !records.isEmpty
  }
}

extension SessionInput {
  fileprivate var hasSamples: Bool {
    switch self {
    case .preview(let record), .interval(let record): !record.series.isEmpty
    case .event, .end: false
    }
  }
}

extension Histogram {
  /// What a histogram knows of one value: the highest of its bucket, ns.
  static func highestEquivalent(_ nanoseconds: Int64) -> Int64 {
    BucketLayout.highest(of: BucketLayout.index(of: nanoseconds))
  }
}
