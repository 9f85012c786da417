/// The 95 % ranges of what a run is judged by.
extension BatchMeans {
  /// Student's t of ten groups, two-sided 95 %.
  static let student95 = StudentT.quantile(confidence: 0.95, degreesOfFreedom: 9)

  /// The 95 % range of a ratio that is never negative and at most `most`.
  private func range(of estimate: BatchEstimate?, upTo most: Double) -> ClosedRange<Double>? {
    guard let estimate else { return nil }
    let halfWidth = Self.student95 * estimate.standardError
    return max(0, estimate.value - halfWidth)...min(most, estimate.value + halfWidth)
  }

  /// The ends of the 95 % range of a quantile of the good samples, ns; `pooled` is the histogram of
  /// them all.
  ///
  /// An end that the samples do not reach is nil, as the upper one of a maximum.
  package func bounds(of quantile: Quantile, pooled: Histogram) -> (low: Int64?, high: Int64?) {
    Self.bounds(of: quantile, pooled: pooled, observed: observedShare(quantile, pooled: pooled))
  }

  /// The share of the good samples up to the value of a quantile, 0...1.
  package func observedShare(_ quantile: Quantile, pooled: Histogram) -> BatchEstimate? {
    pooled.value(at: quantile).flatMap { goodShare(upTo: $0) }
  }

  /// The same ends, with what `observedShare` gives.
  package static func bounds(
    of quantile: Quantile,
    pooled: Histogram,
    observed share: BatchEstimate?
  ) -> (low: Int64?, high: Int64?) {
    guard let value = pooled.value(at: quantile), let share else { return (nil, nil) }
    let halfWidth = student95 * share.standardError
    let low = quantile.share - halfWidth
    let high = quantile.share + halfWidth
    return (
      low > 0 ? pooled.value(atShare: low).map { min($0, value) } : nil,
      high < 1 ? pooled.value(atShare: high).map { max($0, value) } : nil
    )
  }

  /// The 95 % range of a quantile of the good samples, ns; `pooled` is the histogram of them all.
  ///
  /// Nil where the samples do not reach one of its ends.
  package func range(of quantile: Quantile, pooled: Histogram) -> ClosedRange<Int64>? {
    guard case (let low?, let high?) = bounds(of: quantile, pooled: pooled) else { return nil }
    return low...high
  }

  /// The 95 % range of the mean of the good samples, ns.
  package func rangeOfMean() -> ClosedRange<Double>? { range(of: mean(), upTo: .infinity) }

  /// The 95 % range of failed / (good + failed), 0...1.
  package func rangeOfFailedShare() -> ClosedRange<Double>? { range(of: failedShare(), upTo: 1) }

  /// The 95 % range of the share of what failed or was not answered, 0...1.
  package func rangeOfBadShare() -> ClosedRange<Double>? { range(of: badShare(), upTo: 1) }

  /// The 95 % range of the good samples per second in which the load was on.
  package func rangeOfGoodPerSecond() -> ClosedRange<Double>? {
    range(of: goodPerSecond(), upTo: .infinity)
  }
}
