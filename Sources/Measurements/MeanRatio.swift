/// How many times greater one mean is than another, of independent samples.
///
/// The variance of the ratio of two means is that of its Taylor series, (m1 / m2)^2 (v1 / m1^2 + v2 /
/// m2^2) with v the variance of a mean (Stuart and Ord, Kendall's Advanced Theory of Statistics, 10.6);
/// its degrees of freedom are those of Welch and Satterthwaite (Welch, Biometrika 34 (1947) 28).
package struct MeanRatio: Sendable, Equatable {
  /// The greater mean / the smaller one.
  package let ratio: Double
  /// Half the width of the interval that has the true ratio with 95 %.
  package let halfWidth: Double

  /// Whether the samples show any difference.
  package var isDifferent: Bool { ratio - halfWidth > 1 }

  /// The ratio of two means; nil with fewer than two samples of either.
  package init?(greater: LatencySummary, smaller: LatencySummary) {
    guard greater.count > 1, smaller.count > 1, smaller.mean > 0 else { return nil }
    let (first, second) = (greater.relativeVariance, smaller.relativeVariance)
    let sum = first + second
    ratio = greater.mean / smaller.mean
    guard sum > 0 else {
      halfWidth = 0
      return
    }
    let divisor =
      first * first / Double(greater.count - 1) + second * second / Double(smaller.count - 1)
    let t = StudentT.quantile(confidence: 0.95, degreesOfFreedom: sum * sum / divisor)
    halfWidth = t * ratio * sum.squareRoot()
  }
}

extension LatencySummary {
  /// The variance of the mean, over its square.
  fileprivate var relativeVariance: Double {
    let relative = standardDeviation / mean
    return relative * relative / Double(count - 1)
  }
}
