import Measurements

/// The uncertainty of what changed between two runs of autocorrelated load.
///
/// Each side is a ratio over ten contiguous batches (`BatchMeans`) with an interval of its own; the
/// two are combined by the method of variance estimates recovery, which keeps intervals that are
/// lopsided, or open on one side, as those of high quantiles are. For differences d = c - b of
/// estimates with the intervals (lb, ub) and (lc, uc)
///
///     low  = d - sqrt((c - lc)^2 + (ub - b)^2 - 2 r (c - lc)(ub - b))
///     high = d + sqrt((uc - c)^2 + (b - lb)^2 - 2 r (uc - c)(b - lb))
///
/// with r = 0 for independent runs, whose degrees of freedom are those of Welch and Satterthwaite.
/// Sources: Zou and Donner, Statistics in Medicine 27 (2008) 1693; Welch, Biometrika 34 (1947) 28.
///
/// Where the load changes in the course of a run, and in both runs alike, most of the difference
/// between batches is that of the load. Then the batches of both runs are taken in pairs: r is the
/// correlation of their residuals, and the degrees of freedom are 9. For intervals that are
/// symmetrical this is the paired t-test. Which of the two it is follows from the load alone, never
/// from the data.
struct DifferenceInterval {
  /// How sure a claim is.
  static let confidence = 0.99

  /// Student's t.
  let t: Double
  /// The correlation of the two sides.
  let correlation: Double

  /// The interval of two estimates whose standard errors, on the scale that they are compared on, are
  /// `scales` times those of the estimates.
  init(
    _ base: BatchEstimate,
    _ current: BatchEstimate,
    scales: (base: Double, current: Double) = (1, 1),
    isPaired: Bool
  ) {
    let freedom: Double
    // Groups that leave batches out do not cover the same times.
    if isPaired, base.isWhole, current.isWhole {
      correlation = base.correlation(with: current)
      freedom = min(base.degreesOfFreedom, current.degreesOfFreedom)
    } else {
      correlation = 0
      let b = (base.widenedError * scales.base).squared
      let c = (current.widenedError * scales.current).squared
      let divisor = b.squared / base.degreesOfFreedom + c.squared / current.degreesOfFreedom
      freedom = divisor > 0 ? (b + c).squared / divisor : base.degreesOfFreedom
    }
    t = StudentT.quantile(confidence: Self.confidence, degreesOfFreedom: freedom)
  }

  /// The ends of the interval of `current` - `base`, each given with its own ends at `t`; nil where
  /// an end that it follows from is nil.
  func difference(
    _ base: (value: Double, low: Double?, high: Double?),
    _ current: (value: Double, low: Double?, high: Double?)
  ) -> (low: Double?, high: Double?) {
    let difference = current.value - base.value
    func distance(_ first: Double, _ second: Double) -> Double {
      max(0, first.squared + second.squared - 2 * correlation * first * second).squareRoot()
    }
    var low: Double?
    var high: Double?
    if let currentLow = current.low, let baseHigh = base.high {
      low = difference - distance(current.value - currentLow, baseHigh - base.value)
    }
    if let currentHigh = current.high, let baseLow = base.low {
      high = difference + distance(currentHigh - current.value, base.value - baseLow)
    }
    return (low, high)
  }
}

extension Double {
  /// The square.
  var squared: Double { self * self }
}
