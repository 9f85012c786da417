import Budgets

/// The times in which most requests of the suite failed: a function of the intervals.
///
/// One begins with the first interval in which more than half failed, once ten requests did or three
/// such intervals follow each other, and ends when it was less for three intervals with requests.
struct OutageState {
  /// Failures, or intervals, that make an outage of what may be a mishap.
  private static let leastFailed: UInt64 = 10
  private static let leastIntervals = 3
  /// Intervals in a row after which it is over.
  private static let holding = 3
  /// The most that are kept.
  private static let limit = 100

  /// Those so far; the last one may still grow.
  private(set) var all: [Outage] = []
  /// Intervals in which most failed, not enough of them yet.
  private var candidate: Outage?
  private var candidateIntervals = 0
  private var calmIntervals = 0
  private var errors: [ErrorKind: UInt64] = [:]
  private let intervalNanoseconds: Int64

  init(intervalNanoseconds: Int64) { self.intervalNanoseconds = intervalNanoseconds }

  /// Takes in what the suite did in an interval; returns an outage that begins or is over with it.
  mutating func append(_ record: IntervalRecord, _ suite: SubjectInterval) -> Outage? {
    let events = suite.events
    guard events.count > 0 else { return nil }
    let isDown = events.failed > events.count - events.failed
    if let current = all.last, !current.isOver {
      return grow(current, isDown, record, suite)
    }
    guard isDown else {
      candidate = nil
      return nil
    }
    if candidate == nil { (errors, candidateIntervals) = ([:], 0) }
    candidateIntervals += 1
    let outage = grown(
      candidate
        ?? Outage(
          fromNanoseconds: record.startNanoseconds,
          toNanoseconds: record.endNanoseconds,
          failed: 0,
          errors: []
        ),
      suite
    )
    candidate = outage
    candidate?.toNanoseconds = record.endNanoseconds
    guard outage.failed >= Self.leastFailed || candidateIntervals >= Self.leastIntervals,
      let begun = candidate
    else { return nil }
    candidate = nil
    calmIntervals = 0
    all.append(begun)
    if all.count > Self.limit { all.removeFirst() }
    return begun
  }

  private mutating func grow(
    _ current: Outage,
    _ isDown: Bool,
    _ record: IntervalRecord,
    _ suite: SubjectInterval
  ) -> Outage? {
    var outage = grown(current, suite)
    if isDown {
      outage.toNanoseconds = record.endNanoseconds
      calmIntervals = 0
    } else {
      calmIntervals += 1
    }
    let isOver = calmIntervals >= Self.holding
    if isOver {
      // Windows of 10 s are under their budgets again some intervals after the last of it has left them.
      outage.untilNanoseconds =
        outage.toNanoseconds + 10_000_000_000 + 4 * intervalNanoseconds
    }
    all[all.count - 1] = outage
    return isOver ? outage : nil
  }

  /// With the failures of an interval.
  private mutating func grown(_ outage: Outage, _ suite: SubjectInterval) -> Outage {
    var outage = outage
    outage.failed += suite.events.failed
    for (kind, count) in suite.errors { errors[kind, default: 0] += count }
    outage.errors = ErrorCount.sorted(errors)
    return outage
  }
}
