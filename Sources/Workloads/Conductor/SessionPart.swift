package import Sessions

/// One part of a session: what measures it, and what it measures.
package struct SessionPart: Sendable {
  /// Starts at interval 0 and time 0, as if it were alone, and ends with `.end`.
  package var source: any SessionSource
  /// The benchmarks that the suite lists for it; more may appear while it runs.
  package var benchmarks: [String]

  /// A part that measures these benchmarks.
  package init(source: any SessionSource, benchmarks: [String]) {
    self.source = source
    self.benchmarks = benchmarks
  }
}

/// Looks at watched processes; asked by one thread at the end of each interval.
package protocol ProcessObserver: AnyObject, Sendable {
  /// The processes of the suite that are there, with what they did in the last `nanoseconds`.
  func gauges(overNanoseconds nanoseconds: Int64) -> [ProcessGauge]
}
