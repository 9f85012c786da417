import Budgets
import Measurements

/// Summaries have whole nanoseconds: of what is longer than a microsecond, a fraction of one is beyond
/// what was measured.
enum WholeNanoseconds {
  /// A figure in ns without a fraction that says nothing.
  static func of(_ value: Double) -> Double { value.magnitude < 1000 ? value : value.rounded() }
}

extension LatencySummary {
  /// The same with a mean and a deviation in whole ns.
  var inWholeNanoseconds: LatencySummary {
    var summary = self
    summary.mean = WholeNanoseconds.of(mean)
    summary.standardDeviation = WholeNanoseconds.of(standardDeviation)
    return summary
  }
}

extension RunFigures {
  /// The same with times in whole ns.
  var inWholeNanoseconds: RunFigures {
    var figures = self
    figures.userNanoseconds = WholeNanoseconds.of(userNanoseconds)
    figures.systemNanoseconds = WholeNanoseconds.of(systemNanoseconds)
    return figures
  }
}

extension Judgement {
  /// The same with times in whole ns, of a metric that is one.
  func inWholeNanoseconds(_ metric: Metric) -> Judgement {
    guard metric.unit == .nanoseconds else { return self }
    var judgement = self
    judgement.observed = observed.map(WholeNanoseconds.of)
    judgement.low = low.map(WholeNanoseconds.of)
    judgement.high = high.map(WholeNanoseconds.of)
    return judgement
  }
}
