import Budgets
import Measurements

/// What a subject did in its last minute, interval by interval.
///
/// The last 10 s are counted as they go; samples are added up when they are asked for: that is once
/// an interval at most, and never while a long session is gone through.
struct RecentIntervals {
  /// Intervals in 1 s, in 10 s and in 60 s.
  private let second: Int
  private let tenSeconds: Int
  private let minute: Int
  /// A ring of the last intervals; the oldest stands at `oldest` when it is full.
  private var ring: [SubjectInterval] = []
  private var oldest = 0
  /// What happened in the last 10 s, counted.
  private(set) var lastTen = EventCounts()

  /// No intervals of so many ns yet.
  init(intervalNanoseconds: Int64) {
    second = SubjectState.intervals(in: 1, of: intervalNanoseconds)
    tenSeconds = SubjectState.intervals(in: 10, of: intervalNanoseconds)
    minute = SubjectState.intervals(in: 60, of: intervalNanoseconds)
  }

  private init(second: Int, tenSeconds: Int, minute: Int) {
    self.second = second
    self.tenSeconds = tenSeconds
    self.minute = minute
  }

  /// What its intervals take, roughly.
  var bytes: Int {
    ring.reduce(0) { bytes, interval in
      bytes + MemoryLayout<SubjectInterval>.stride + 32
        + interval.good.entries.count * MemoryLayout<SparseCounts.Entry>.stride
    }
  }

  /// The same without intervals.
  var emptied: RecentIntervals {
    RecentIntervals(second: second, tenSeconds: tenSeconds, minute: minute)
  }

  /// Whether there was no interval yet.
  var isEmpty: Bool { ring.isEmpty }

  mutating func append(_ interval: SubjectInterval) {
    if ring.count >= tenSeconds { lastTen -= ring[place(ofAge: tenSeconds - 1)].events }
    lastTen += interval.events
    if ring.count < minute {
      ring.append(interval)
    } else {
      ring[oldest] = interval
      oldest = oldest + 1 < minute ? oldest + 1 : 0
    }
  }

  /// Where the interval of an age lies, 0 for the newest.
  private func place(ofAge age: Int) -> Int {
    let place = oldest + ring.count - 1 - age
    return place < ring.count ? place : place - ring.count
  }

  private func last(_ count: Int) -> some Sequence<SubjectInterval> {
    (0..<min(count, ring.count)).lazy.map { ring[place(ofAge: $0)] }
  }

  /// The intervals of the last 10 s, the oldest first.
  var ten: some Sequence<SubjectInterval> {
    (0..<min(tenSeconds, ring.count)).reversed().lazy.map { ring[place(ofAge: $0)] }
  }

  /// The figures of the last 10 s.
  ///
  /// O(buckets of all its intervals), as the others here.
  var totalsOfTen: Totals { totals(last(tenSeconds)) }

  /// The figures of the last 60 s.
  var totalsOfMinute: Totals { totals(last(minute)) }

  /// What happened in the last second, counted.
  var eventsOfSecond: EventCounts { last(second).reduce(into: EventCounts()) { $0 += $1.events } }

  /// The failures of the last second by kind.
  var errorsOfSecond: [ErrorKind: UInt64] { errors(last(second)) }

  /// The failures of the last 10 s by kind.
  var errorsOfTen: [ErrorKind: UInt64] { errors(last(tenSeconds)) }

  /// The reasons of the failures of the last second, where they are known.
  var reasonsOfSecond: [ErrorReason: UInt64] {
    reasons(last(second))
  }

  /// The reasons of the failures of the last 10 s, where they are known.
  var reasonsOfTen: [ErrorReason: UInt64] { reasons(last(tenSeconds)) }

  private func reasons(
    _ intervals: some Sequence<SubjectInterval>
  ) -> [ErrorReason: UInt64] {
    intervals.reversed().reduce(into: [:]) { ErrorReason.add($1.reasons, to: &$0) }
  }

  /// The failures of the last 60 s by kind.
  var errorsOfMinute: [ErrorKind: UInt64] { errors(last(minute)) }

  private func totals(_ intervals: some Sequence<SubjectInterval>) -> Totals {
    var totals = Totals()
    for interval in intervals { totals.add(interval) }
    return totals
  }

  private func errors(_ intervals: some Sequence<SubjectInterval>) -> [ErrorKind: UInt64] {
    intervals.reduce(into: [:]) { $0.merge($1.errors, uniquingKeysWith: +) }
  }
}
