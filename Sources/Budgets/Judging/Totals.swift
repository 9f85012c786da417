package import Measurements

/// What happened to a subject over a stretch of time: all that a verdict depends on.
package struct Totals: Sendable {
  /// Latency of what succeeded.
  package var latency = Histogram()
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
  package var succeeded: UInt64 { latency.count }
  /// Requests that ended, failed ones included.
  package var count: UInt64 { latency.count + failed }
  /// Everything that should have been answered.
  package var due: UInt64 { count + dropped + cutOff }
  /// What should have been answered well and was not.
  package var bad: UInt64 { failed + dropped + cutOff }
  /// How long the load was on, s.
  package var seconds: Double { Double(activeNanoseconds) / 1e9 }

  /// The value of a metric in its unit; nil if nothing can be said.
  package func value(of metric: Metric) -> Double? {
    switch metric {
    case .quantile(let quantile): latency.value(at: quantile).map(Double.init)
    case .minimum: latency.minimum.map(Double.init)
    case .mean: latency.mean
    case .maximum: latency.maximum.map(Double.init)
    case .errorRate: count > 0 ? Double(failed) / Double(count) : nil
    case .availability: due > 0 ? Double(succeeded) / Double(due) : nil
    case .throughput: activeNanoseconds > 0 ? Double(succeeded) / seconds : nil
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
