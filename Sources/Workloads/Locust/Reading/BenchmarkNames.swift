/// The benchmarks that names of another program stand for.
struct BenchmarkNames {
  private var benchmarks: [String: String] = [:]
  private var known: Set<String> = []
  /// Whether there were more than `MeasurementTable.mostNames`.
  private(set) var hasOthers = false

  /// The benchmark of a name; nil if nothing of it is left.
  mutating func benchmark(_ name: String) -> String? {
    if let benchmark = benchmarks[name] { return benchmark }
    guard var benchmark = MeasurementTable.benchmarkName(name) else { return nil }
    if !known.contains(benchmark), known.count >= MeasurementTable.mostNames {
      hasOthers = true
      benchmark = MeasurementTable.otherNames
    } else {
      known.insert(benchmark)
    }
    // Those of names that are too many are not remembered: there may be any number of them.
    if benchmarks.count < MeasurementTable.mostNames * 4 { benchmarks[name] = benchmark }
    return benchmark
  }
}
