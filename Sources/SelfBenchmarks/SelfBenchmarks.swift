import Headroom

/// What Headroom does for each sample, line, interval and frame, as functions of
/// `budgets/self.yaml`.
@main struct SelfBenchmarks: BenchmarkSuite {
  static let suite = "budgets/self.yaml"

  static var benchmarks: some Benchmarks {
    ofSamples
    ofIntervals
    ofRecordings
    ofScreens
  }
}
