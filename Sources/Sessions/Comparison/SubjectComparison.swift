package import Budgets
import Glibc
import Measurements

/// What changed in one benchmark, or in the suite as a whole.
package struct SubjectComparison: Sendable, Equatable {
  /// The benchmark's name, or `suite`.
  package var name: String
  /// Requests of the base that ended, failed ones included.
  package var baseCount: UInt64
  /// Requests of the current session that ended, failed ones included.
  package var currentCount: UInt64
  /// Throughput, error rate, mean, then every reported percentile.
  package var changes: [MetricChange]

  /// The metrics that are compared, in this order.
  package static let metrics: [Metric] =
    [.throughput, .errorRate, .mean] + Quantile.reported.map { .quantile($0) }

  /// Compares what two sessions measured of one subject.
  ///
  /// - Parameters:
  ///   - base: the reference.
  ///   - current: what is held against it.
  ///   - isPaired: whether both had the same changing load, so that batches are taken in pairs.
  ///   - minChange: the least relative change that is claimed.
  package init(
    base: SubjectFigures,
    current: SubjectFigures,
    isPaired: Bool,
    minChange: Double
  ) {
    name = current.name
    baseCount = base.totals.events.count
    currentCount = current.totals.events.count
    let comparing = Comparing(
      base: base,
      current: current,
      isPaired: isPaired && current.batches.isAligned(with: base.batches),
      minChange: minChange
    )
    changes = Self.metrics.map(comparing.change)
  }

  /// The change of a metric; nil if it is not compared.
  package func change(of metric: Metric) -> MetricChange? {
    changes.first { $0.metric == metric }
  }
}

/// Two measurements of one subject, compared metric by metric.
private struct Comparing {
  let base: SubjectFigures
  let current: SubjectFigures
  let isPaired: Bool
  let minChange: Double

  func change(of metric: Metric) -> MetricChange {
    var change = MetricChange(
      metric,
      base: base.totals.value(of: metric),
      current: current.totals.value(of: metric)
    )
    switch metric {
    case .mean: compareRatios(&change) { $0.mean }
    case .throughput: compareRatios(&change) { $0.goodPerSecond }
    case .errorRate: compareErrorRates(&change)
    case .quantile(let quantile): compareQuantiles(&change, quantile)
    case .minimum, .maximum, .availability, .userTime, .systemTime, .residentMemory, .cpu,
      .threads, .openFiles, .contextSwitches:
      break
    }
    return change
  }

  /// Of ratios of batches that are never negative: the ratio of both, on the logarithmic scale (delta
  /// method: the standard error of a logarithm is the relative one).
  private func compareRatios(
    _ change: inout MetricChange,
    _ estimate: (SubjectFigures) -> BatchEstimate?
  ) {
    guard let b = estimate(base), let c = estimate(current) else { return }
    guard b.value > 0, c.value > 0 else {
      compareWithNothing(&change, b, c)
      return
    }
    let scales = (1 / b.value, 1 / c.value)
    let interval = DifferenceInterval(b, c, scales: scales, isPaired: isPaired)
    func side(_ estimate: BatchEstimate) -> (value: Double, low: Double?, high: Double?) {
      let halfWidth = interval.t * estimate.widenedError / estimate.value
      return (log(estimate.value), log(estimate.value) - halfWidth, log(estimate.value) + halfWidth)
    }
    conclude(&change, log(c.value / b.value), interval.difference(side(b), side(c)))
  }

  /// One side is 0, so there is no ratio: the plain difference, relative to the base if it has one.
  private func compareWithNothing(
    _ change: inout MetricChange,
    _ b: BatchEstimate,
    _ c: BatchEstimate
  ) {
    let interval = DifferenceInterval(b, c, isPaired: isPaired)
    func side(_ estimate: BatchEstimate) -> (value: Double, low: Double?, high: Double?) {
      let halfWidth = interval.t * estimate.widenedError
      return (estimate.value, estimate.value - halfWidth, estimate.value + halfWidth)
    }
    let (low, high) = interval.difference(side(b), side(c))
    change.finding = finding(
      change.metric,
      low: low,
      high: high,
      isLarge: b.value != c.value,
      smallest: minChange * b.value
    )
    guard b.value > 0 else {
      change.change = c.value > 0 ? nil : 0
      return
    }
    change.change = c.value / b.value - 1
    change.low = low.map { $0 / b.value }
    change.high = high.map { $0 / b.value }
  }

  /// Of error rates: the difference.
  ///
  /// Failures are rare, and ten batches may seem to agree by chance, so the variance is at least that
  /// of independent failures, with one failure and one success added (Agresti and Caffo, The American
  /// Statistician 54 (2000) 280).
  private func compareErrorRates(_ change: inout MetricChange) {
    guard let b = base.failedShare, let c = current.failedShare else { return }
    let interval = DifferenceInterval(b, c, isPaired: isPaired)
    func side(
      _ estimate: BatchEstimate,
      _ totals: Totals
    ) -> (value: Double, low: Double?, high: Double?) {
      let count = Double(totals.events.count) + 2
      let share = (Double(totals.events.failed) + 1) / count
      let least = (share * (1 - share) / count).squareRoot()
      let halfWidth = interval.t * max(estimate.widenedError, least)
      return (
        estimate.value, max(0, estimate.value - halfWidth), min(1, estimate.value + halfWidth)
      )
    }
    let (low, high) = interval.difference(side(b, base.totals), side(c, current.totals))
    change.change = c.value - b.value
    (change.low, change.high) = (low.map { max(-1, $0) }, high.map { min(1, $0) })
    change.finding = finding(
      change.metric,
      low: low,
      high: high,
      isLarge: abs(c.value - b.value) >= minChange * b.value,
      smallest: max(minChange * b.value, SessionComparison.minErrorRateChange)
    )
  }

  /// Of quantiles: their ratio, on the logarithmic scale, each side with Woodruff's interval at the t
  /// of both.
  private func compareQuantiles(_ change: inout MetricChange, _ quantile: Quantile) {
    let b = QuantileEstimate(base, quantile)
    let c = QuantileEstimate(current, quantile)
    guard let b, let c, let baseScale = b.scale, let currentScale = c.scale else { return }
    let interval = DifferenceInterval(
      b.share,
      c.share,
      scales: (baseScale, currentScale),
      isPaired: isPaired
    )
    let ends = interval.difference(b.interval(t: interval.t), c.interval(t: interval.t))
    conclude(&change, log(c.value) - log(b.value), ends)
  }

  /// Takes a difference of logarithms in.
  private func conclude(
    _ change: inout MetricChange,
    _ difference: Double,
    _ ends: (low: Double?, high: Double?)
  ) {
    change.change = expm1(difference)
    change.low = ends.low.map { expm1($0) }
    change.high = ends.high.map { expm1($0) }
    change.finding = finding(
      change.metric,
      low: change.low,
      high: change.high,
      isLarge: abs(expm1(difference)) >= minChange,
      smallest: minChange
    )
  }

  /// What may be said of a change whose interval is `low` to `high`: a difference if that excludes 0
  /// and the change is large enough, none if no change in it is as large as `smallest`.
  private func finding(
    _ metric: Metric,
    low: Double?,
    high: Double?,
    isLarge: Bool,
    smallest: Double
  ) -> MetricChange.Finding {
    let isGreater = low.map { $0 > 0 } ?? false
    let isSmaller = high.map { $0 < 0 } ?? false
    if isLarge, isGreater || isSmaller {
      let isWorse = metric.defaultComparison == .atMost ? isGreater : isSmaller
      return isWorse ? .worse : .better
    }
    guard let low, let high else { return .tooFew }
    return low >= -smallest && high <= smallest ? .noDifference : .cantTell
  }
}

/// A quantile of one side and its uncertainty, by way of the share of samples up to it.
///
/// Source: Woodruff, JASA 47 (1952) 635.
private struct QuantileEstimate {
  /// ns.
  let value: Double
  /// The share of the samples up to the value.
  let share: BatchEstimate
  private let quantile: Quantile
  private let pooled: Histogram
  /// At least that of independent samples: ten batches may seem to agree by chance.
  private let standardError: Double

  /// Nil if there are too few samples for it.
  init?(_ figures: SubjectFigures, _ quantile: Quantile) {
    pooled = figures.totals.latency
    guard pooled.count >= UInt64(quantile.leastSamples), let value = pooled.value(at: quantile),
      let share = figures.goodShare(upTo: value, at: quantile)
    else { return nil }
    self.value = Double(value)
    self.share = share
    self.quantile = quantile
    let independent = (quantile.share * (1 - quantile.share) / Double(pooled.count)).squareRoot()
    standardError = max(share.widenedError, independent)
  }

  /// The logarithm of the value and, `t` standard errors of the share away, its ends; nil where the
  /// samples do not reach them.
  func interval(t: Double) -> (value: Double, low: Double?, high: Double?) {
    let low = quantile.share - t * standardError
    let high = quantile.share + t * standardError
    return (
      log(value),
      low > 0 ? pooled.value(atShare: low).map { log(min(lowest(besides: $0), value)) } : nil,
      high < 1 ? pooled.value(atShare: high).map { log(max(Double($0), value)) } : nil
    )
  }

  /// The lowest value that is counted in the same bucket: no end is known better than that.
  private func lowest(besides nanoseconds: Int64) -> Double {
    Double(max(1, BucketLayout.lowest(of: BucketLayout.index(clamping: nanoseconds))))
  }

  /// The standard error of the logarithm of the value per standard error of the share; nil if it
  /// can't be told.
  var scale: Double? {
    let (value, low, high) = interval(t: 1)
    guard share.widenedError > 0 else { return 0 }
    return switch (low, high) {
    case (let low?, let high?): (high - low) / (2 * share.widenedError)
    case (let low?, nil): (value - low) / share.widenedError
    case (nil, let high?): (high - value) / share.widenedError
    case (nil, nil): nil
    }
  }
}
