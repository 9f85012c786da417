import Glibc
package import Measurements

/// What the 95 % range of a metric, and whether its verdict is sure, follow from.
package enum Certainty: Sendable {
  /// Load, whose latency is autocorrelated: the same samples in contiguous batches.
  case batches(BatchMeans)
  /// Samples that do not depend on each other, as those of commands and functions.
  case independent
}

/// What the samples of an objective say of it: its range, and how sure its verdict is.
struct Inference {
  let objective: Objective
  let totals: Totals
  let certainty: Certainty
  /// The share up to the observed value of a quantile in batches, which several figures follow from.
  let observed: BatchEstimate?

  init(_ objective: Objective, _ totals: Totals, _ certainty: Certainty) {
    (self.objective, self.totals, self.certainty) = (objective, totals, certainty)
    if case .quantile(let quantile) = objective.metric, case .batches(let batches) = certainty {
      observed = batches.observedShare(quantile, pooled: totals.latency)
    } else {
      observed = nil
    }
  }

  var metric: Metric { objective.metric }

  /// The ends of the 95 % range of the metric, in its unit; nil where the samples do not reach them.
  var bounds: (low: Double?, high: Double?) {
    switch certainty {
    case .batches(let batches): bounds(in: batches)
    case .independent: metric.independentBounds(totals)
    }
  }

  private func bounds(in batches: BatchMeans) -> (low: Double?, high: Double?) {
    var range: ClosedRange<Double>?
    switch metric {
    case .quantile(let quantile):
      let bounds = BatchMeans.bounds(of: quantile, pooled: totals.latency, observed: observed)
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
}

extension Objective {
  /// Whether it is judged by a value of the run and not by an estimate: nothing about that is unsure.
  package var isValue: Bool { metric.isValue || inEverySeconds != nil }
}

extension Metric {
  /// Whether it is a value of the run and not an estimate: it has no range, and nothing about it is
  /// unsure.
  package var isValue: Bool {
    switch self {
    case .minimum, .maximum, .residentMemory, .cpu, .threads, .openFiles, .contextSwitches: true
    case .quantile(let quantile): quantile.share >= 1
    case .mean, .errorRate, .availability, .throughput, .userTime, .systemTime: false
    }
  }

  fileprivate func independentBounds(_ totals: Totals) -> (low: Double?, high: Double?) {
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
