package import Measurements

/// What happened to a subject over a stretch of time: all that a verdict depends on.
package struct Totals: Sendable {
  /// Latency of what succeeded, as far as anybody asks for it.
  package var latency = Histogram()
  /// What happened, counted.
  package var events = EventCounts()
  /// What the runs of a command took besides time; nil for anything else.
  package var runs: RunTotals?
  /// What a watched process took; nil for anything else.
  package var process: ProcessTotals?

  /// Nothing happened yet.
  package init() {}

  /// How long the load was on, s.
  package var seconds: Double { Double(events.activeNanoseconds) / 1e9 }

  /// Takes in what happened in an interval; `good` is the latency of what succeeded, empty if nobody
  /// asks for it.
  ///
  /// O(buckets of the interval).
  package mutating func add(_ good: SparseCounts, _ more: EventCounts) {
    latency.add(good)
    events += more
  }

  /// What happened since a moment, whose totals are given.
  package func since(_ base: Totals) -> Totals {
    var totals = self
    totals.latency.subtract(base.latency)
    totals.events -= base.events
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
