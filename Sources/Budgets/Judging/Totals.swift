package import Measurements

/// What happened to a subject over a stretch of time: all that a verdict depends on.
package struct Totals: Sendable {
  /// Latency of what succeeded, as far as anybody asks for it.
  package var latency = Histogram()
  /// Requests that succeeded and whose latency nobody asks for.
  package var unplaced: UInt64 = 0
  /// Requests that failed.
  package var failed: UInt64 = 0
  /// Requests that were due and never sent, unless the user had paused.
  package var dropped: UInt64 = 0
  /// Requests that were sent and not answered when the run ended.
  package var cutOff: UInt64 = 0
  /// How long the load was on, ns.
  package var activeNanoseconds: Int64 = 0

  /// What the runs of a command took besides time; nil for anything else.
  package var runs: RunTotals?
  /// What a watched process took; nil for anything else.
  package var process: ProcessTotals?

  /// Nothing happened yet.
  package init() {}

  /// Requests that succeeded.
  package var succeeded: UInt64 { latency.count + unplaced }
  /// Requests that ended, failed ones included.
  package var count: UInt64 { succeeded + failed }
  /// Everything that should have been answered.
  package var due: UInt64 { events.due }
  /// What should have been answered well and was not.
  package var bad: UInt64 { events.bad }
  /// How long the load was on, s.
  package var seconds: Double { Double(activeNanoseconds) / 1e9 }

  /// What happened, counted.
  package var events: EventCounts {
    EventCounts(
      succeeded: succeeded,
      failed: failed,
      dropped: dropped,
      cutOff: cutOff,
      activeNanoseconds: activeNanoseconds
    )
  }

  /// What happened since a moment, whose totals are given.
  package func since(_ base: Totals) -> Totals {
    var totals = self
    totals.latency.subtract(base.latency)
    totals.unplaced -= base.unplaced
    totals.failed -= base.failed
    totals.dropped -= base.dropped
    totals.cutOff -= base.cutOff
    totals.activeNanoseconds -= base.activeNanoseconds
    if let before = base.runs { totals.runs?.subtract(before) }
    return totals
  }

  /// The value of a metric in its unit; nil if nothing can be said.
  package func value(of metric: Metric) -> Double? {
    switch metric {
    case .quantile(let quantile): latency.value(at: quantile).map(Double.init)
    case .minimum: latency.minimum.map(Double.init)
    case .mean: latency.mean
    case .maximum: latency.maximum.map(Double.init)
    case .errorRate, .availability, .throughput: events.value(of: metric)
    case .userTime: runs?.user.mean
    case .systemTime: runs?.system.mean
    case .residentMemory:
      runs.flatMap { $0.resident.maximum.map(Double.init) }
        ?? process.map { Double($0.mostResidentBytes) }
    case .cpu: process.flatMap(\.meanCPU)
    case .threads: process.map { Double($0.mostThreads) }
    case .openFiles: process.flatMap(\.mostOpenFiles).map(Double.init)
    case .contextSwitches: process.flatMap(\.switchesPerSecond)
    }
  }
}
