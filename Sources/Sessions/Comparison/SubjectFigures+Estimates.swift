import Budgets
import Measurements

/// What is compared of a subject, each figure with its uncertainty; nil where too little was measured.
///
/// Of load it follows from ten contiguous batches (`BatchMeans`). Samples that do not depend on each other
/// have the classical errors instead: s / sqrt(n) of the mean, sqrt(p (1 - p) / n) of a share, each with n
/// - 1 degrees of freedom, so that the comparison of two means is the test of Welch.
extension SubjectFigures {
  /// The mean of the good samples, ns.
  var mean: BatchEstimate? {
    guard isIndependent else { return batches.mean() }
    return meanOfIndependent
  }

  /// The good samples per second in which the load was on.
  ///
  /// Of independent samples, which come one after the other, it varies as their mean does (renewal theory:
  /// Cox, Renewal Theory, 3.3).
  var goodPerSecond: BatchEstimate? {
    guard isIndependent else { return batches.goodPerSecond() }
    guard let mean = meanOfIndependent, mean.value > 0, totals.seconds > 0 else { return nil }
    let rate = Double(totals.events.succeeded) / totals.seconds
    return BatchEstimate(
      independent: rate,
      standardError: rate * mean.standardError / mean.value,
      degreesOfFreedom: mean.degreesOfFreedom
    )
  }

  /// Failed / (good + failed), 0...1.
  var failedShare: BatchEstimate? {
    guard isIndependent else { return batches.failedShare() }
    let count = totals.events.count
    guard count > 1 else { return nil }
    return share(Double(totals.events.failed) / Double(count), of: count)
  }

  /// The share of the good samples up to the value, ns, of a quantile.
  func goodShare(upTo nanoseconds: Int64, at quantile: Quantile) -> BatchEstimate? {
    guard isIndependent else { return batches.goodShare(upTo: nanoseconds) }
    guard totals.latency.count > 1 else { return nil }
    return share(quantile.share, of: totals.latency.count)
  }

  private var meanOfIndependent: BatchEstimate? {
    let latency = totals.latency
    let count = Double(latency.count)
    guard count > 1, let mean = latency.mean, let deviation = latency.standardDeviation else {
      return nil
    }
    // The deviation is that of the population.
    return BatchEstimate(
      independent: mean,
      standardError: deviation / (count - 1).squareRoot(),
      degreesOfFreedom: count - 1
    )
  }

  private func share(_ value: Double, of count: UInt64) -> BatchEstimate {
    BatchEstimate(
      independent: value,
      standardError: (value * (1 - value) / Double(count)).squareRoot(),
      degreesOfFreedom: Double(count) - 1
    )
  }
}
