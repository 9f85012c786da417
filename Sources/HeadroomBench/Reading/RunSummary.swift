import Sessions

/// What the benchmark needs of the summary that a run printed as JSON.
package struct RunSummary: Equatable, Sendable {
  /// Requests that ended in the measured part, of all benchmarks.
  package var count: UInt64
  /// Those that failed.
  package var failed: UInt64
  /// Due, but never sent.
  package var dropped: UInt64
  /// Answers per second, of all benchmarks.
  package var rate: Double
  /// The first benchmark's mean, ns; nil if nothing succeeded.
  package var mean: Double?
  /// The first benchmark's median, ns; nil if nothing succeeded.
  package var p50: Double?
  /// The first benchmark's p99, ns; nil if nothing succeeded.
  package var p99: Double?
  /// `good` or `doubtful`.
  package var trust: String
  /// What speaks against the measurement.
  package var trustReasons: [String]

  /// Reads a summary; nil if it is none.
  package init?(reading text: String) {
    guard let json = try? JSON(parsing: text), let benchmarks = json["benchmarks"]?.arrayValue,
      let first = benchmarks.first
    else { return nil }
    func sum(_ key: String) -> UInt64 {
      benchmarks.reduce(0) { $0 + ($1[key]?.integerValue() ?? 0) }
    }
    count = sum("count")
    failed = sum("failed")
    dropped = sum("dropped")
    rate = benchmarks.reduce(0) { $0 + ($1["rate"]?.doubleValue ?? 0) }
    mean = first["latency"]?["mean"]?.doubleValue
    p50 = first["latency"]?["p50"]?.doubleValue
    p99 = first["latency"]?["p99"]?.doubleValue
    trust = json["trust"]?["verdict"]?.stringValue ?? "unknown"
    trustReasons = json["trust"]?["reasons"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }
}
