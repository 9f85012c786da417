import Glibc
package import Measurements

/// What the 95 % range of a metric follows from.
package enum Certainty: Sendable {
  /// Load, whose latency is autocorrelated: the same samples in contiguous batches.
  case batches(BatchMeans)
  /// Samples that do not depend on each other, as those of commands and functions.
  case independent
}

extension Metric {
  /// The ends of the 95 % range of this metric, in its unit; nil where the samples do not reach them.
  func bounds(_ totals: Totals, _ certainty: Certainty) -> (low: Double?, high: Double?) {
    switch certainty {
    case .batches(let batches): bounds(in: batches, pooled: totals.latency)
    case .independent: independentBounds(totals)
    }
  }

  private func bounds(
    in batches: BatchMeans,
    pooled: Histogram
  ) -> (low: Double?, high: Double?) {
    var range: ClosedRange<Double>?
    switch self {
    case .quantile(let quantile):
      let bounds = batches.bounds(of: quantile, pooled: pooled)
      return (bounds.low.map(Double.init), bounds.high.map(Double.init))
    case .mean: range = batches.rangeOfMean()
    case .errorRate: range = batches.rangeOfFailedShare()
    case .availability:
      range = batches.rangeOfBadShare().map { (1 - $0.upperBound)...(1 - $0.lowerBound) }
    case .throughput: range = batches.rangeOfGoodPerSecond()
    case .minimum, .maximum, .userTime, .systemTime, .residentMemory, .cpu, .threads, .openFiles,
      .contextSwitches:
      break
    }
    return (range?.lowerBound, range?.upperBound)
  }

  private func independentBounds(_ totals: Totals) -> (low: Double?, high: Double?) {
    switch self {
    case .quantile(let quantile):
      let range = OrderStatistics.range(of: quantile, in: totals.latency)
      return (range.low.map(Double.init), range.high.map(Double.init))
    case .mean: return Self.boundsOfMean(totals.latency)
    case .userTime: return totals.runs.map { Self.boundsOfMean($0.user) } ?? (nil, nil)
    case .systemTime: return totals.runs.map { Self.boundsOfMean($0.system) } ?? (nil, nil)
    case .errorRate: return Self.wilson(totals.events.failed, of: totals.events.count)
    case .availability: return Self.wilson(totals.events.succeeded, of: totals.events.due)
    case .minimum, .maximum, .throughput, .residentMemory, .cpu, .threads, .openFiles,
      .contextSwitches:
      return (nil, nil)
    }
  }

  /// Student's interval of the mean of independent samples, ns.
  private static func boundsOfMean(_ samples: Histogram) -> (low: Double?, high: Double?) {
    guard samples.count > 1, let mean = samples.mean, let deviation = samples.standardDeviation
    else { return (nil, nil) }
    let count = Double(samples.count)
    // The histogram's is the deviation of a population: n / (n - 1) makes it that of a sample.
    let error = (deviation * deviation / (count - 1)).squareRoot()
    let half = StudentT.quantile(confidence: 0.95, degreesOfFreedom: count - 1) * error
    return (max(0, mean - half), mean + half)
  }

  /// The score interval of a share.
  ///
  /// Source: Wilson, JASA 22 (1927) 209.
  private static func wilson(_ hits: UInt64, of all: UInt64) -> (low: Double?, high: Double?) {
    guard all > 0 else { return (nil, nil) }
    let (n, z) = (Double(all), 1.959_963_984_540_054)
    let share = Double(hits) / n
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, middle - half), min(1, middle + half))
  }
}
