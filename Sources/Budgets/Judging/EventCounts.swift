/// What happened to a subject over a stretch of time, counted.
package struct EventCounts: Sendable, Equatable {
  /// Requests that succeeded.
  package var succeeded: UInt64 = 0
  /// Requests that failed.
  package var failed: UInt64 = 0
  /// Requests that were due and never sent, unless the user had paused.
  package var dropped: UInt64 = 0
  /// Requests that were sent and not answered when the run ended.
  package var cutOff: UInt64 = 0
  /// How long the load was on, ns.
  package var activeNanoseconds: Int64 = 0

  /// Counts, 0 unless given.
  package init(
    succeeded: UInt64 = 0,
    failed: UInt64 = 0,
    dropped: UInt64 = 0,
    cutOff: UInt64 = 0,
    activeNanoseconds: Int64 = 0
  ) {
    self.succeeded = succeeded
    self.failed = failed
    self.dropped = dropped
    self.cutOff = cutOff
    self.activeNanoseconds = activeNanoseconds
  }

  /// Requests that ended, failed ones included.
  package var count: UInt64 { succeeded + failed }
  /// Everything that should have been answered.
  package var due: UInt64 { count + dropped + cutOff }
  /// What should have been answered well and was not.
  package var bad: UInt64 { failed + dropped + cutOff }

  /// The value of a metric that follows from counts, in its unit; nil of any other metric, and if
  /// nothing can be said.
  package func value(of metric: Metric) -> Double? {
    switch metric {
    case .errorRate: count > 0 ? Double(failed) / Double(count) : nil
    case .availability: due > 0 ? Double(succeeded) / Double(due) : nil
    case .throughput:
      activeNanoseconds > 0 ? Double(succeeded) / (Double(activeNanoseconds) / 1e9) : nil
    default: nil
    }
  }

  package static func += (left: inout EventCounts, right: EventCounts) {
    left.succeeded += right.succeeded
    left.failed += right.failed
    left.dropped += right.dropped
    left.cutOff += right.cutOff
    left.activeNanoseconds += right.activeNanoseconds
  }

  package static func -= (left: inout EventCounts, right: EventCounts) {
    left.succeeded -= right.succeeded
    left.failed -= right.failed
    left.dropped -= right.dropped
    left.cutOff -= right.cutOff
    left.activeNanoseconds -= right.activeNanoseconds
  }
}
