import Budgets
import Measurements

/// All that is known of one subject: a benchmark, a watched process, or the suite as a whole.
struct SubjectState {
  var totals = Totals()
  var recent: RecentIntervals
  /// The same in batches; stays empty where samples do not depend on each other.
  var batches = BatchMeans()
  /// Whether its samples do not depend on each other, as those of commands and functions.
  let isIndependent: Bool
  /// How sure a verdict on it must be while the session goes on; nil if it has no planned end.
  let confidenceSoFar: Confidence?
  var errors: [ErrorKind: UInt64] = [:]
  var reasons: [ErrorReason: UInt64] = [:]
  var warmup: UInt64 = 0
  /// Requests that the end of the run interrupted, which count against nobody.
  var interrupted: UInt64 = 0
  var clamped: UInt64 = 0
  /// Why it can't be run here; nil if it can.
  var skipped: String?
  /// p95 per interval, ns; of a watched process its CPU use in cores.
  var history = History()
  /// Failed share per interval; of a watched process its resident memory, bytes.
  var failedHistory = History()

  init(
    intervalNanoseconds: Int64,
    isIndependent: Bool = false,
    confidenceSoFar: Confidence? = nil
  ) {
    recent = RecentIntervals(intervalNanoseconds: intervalNanoseconds)
    self.isIndependent = isIndependent
    self.confidenceSoFar = confidenceSoFar
  }

  /// The number of intervals that span `seconds`, at least 1.
  static func intervals(in seconds: Int64, of intervalNanoseconds: Int64) -> Int {
    Int(max(1, (seconds * 1_000_000_000 + intervalNanoseconds - 1) / max(intervalNanoseconds, 1)))
  }

  /// What the 95 % ranges of its metrics follow from.
  var certainty: Certainty { isIndependent ? .independent : .batches(batches) }

  /// Takes in a measured interval.
  mutating func append(_ interval: SubjectInterval) {
    guard interval.isActive else {
      history.append(nil)
      failedHistory.append(nil)
      return
    }
    totals.add(interval)
    recent.append(interval)
    if !isIndependent {
      batches.append(
        interval.good,
        unplaced: interval.good.isEmpty ? interval.events.succeeded : 0,
        failed: interval.events.failed,
        unanswered: interval.events.dropped + interval.events.cutOff,
        activeNanoseconds: interval.events.activeNanoseconds
      )
    }
    for (kind, count) in interval.errors { errors[kind, default: 0] += count }
    ErrorReason.add(interval.reasons, to: &reasons)
    interrupted += interval.interrupted
    clamped += interval.clamped
    if let process = interval.process {
      history.append(process.cpu)
      failedHistory.append(Double(process.residentBytes))
    } else {
      history.append(interval.p95)
      failedHistory.append(interval.value(of: .errorRate))
    }
  }

  /// The figures of a stretch.
  func status(
    of totals: Totals,
    errors: [ErrorKind: UInt64],
    reasons: [ErrorReason: UInt64] = [:],
    withSamples: Bool
  ) -> WindowStatus {
    var status = WindowStatus()
    status.count = totals.events.count
    status.failed = totals.events.failed
    status.dropped = totals.events.dropped
    status.rate = totals.seconds > 0 ? Double(totals.events.count) / totals.seconds : 0
    status.errors = ErrorCount.sorted(errors, reasons: reasons)
    status.latency = totals.timing
    if withSamples { status.samples = totals.latency }
    return status
  }
}
