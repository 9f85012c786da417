import Glibc

/// A figure with its standard error: a ratio of sums over ten groups of batches, with what each group adds
/// to the error, or a figure of samples that do not depend on each other.
package struct BatchEstimate: Sendable {
  /// The ratio over the whole run.
  package let value: Double
  /// `[group]`: by how much a group pulls the ratio up or down; their sum is 0.
  ///
  /// Empty for independent samples.
  package let residuals: [Double]
  /// How long the load was on in a group, s, on the average.
  let groupSeconds: Double
  /// Whether every batch has a part in it, so that groups of two runs may cover the same times.
  package let isWhole: Bool
  /// The standard error of the figure.
  package let standardError: Double
  /// How many degrees of freedom the standard error has.
  package let degreesOfFreedom: Double

  /// A figure of independent samples: no time over which levels last makes them fewer than they are.
  package init(independent value: Double, standardError: Double, degreesOfFreedom: Double) {
    (self.value, self.standardError) = (value, standardError)
    self.degreesOfFreedom = degreesOfFreedom
    (residuals, groupSeconds, isWhole) = ([], .infinity, false)
  }

  /// The ratio sum(parts) / sum(wholes), whose wholes are all above 0.
  ///
  /// Source: Cochran, Sampling Techniques, 3rd ed., 6.4.
  init(parts: [Double], wholes: [Double], groupSeconds: Double, isWhole: Bool = true) {
    self.groupSeconds = groupSeconds
    self.isWhole = isWhole
    let value = parts.reduce(0, +) / wholes.reduce(0, +)
    let meanWhole = wholes.reduce(0, +) / Double(wholes.count)
    self.value = value
    let residuals = zip(parts, wholes).map { ($0 - value * $1) / meanWhole }
    self.residuals = residuals
    let groups = Double(residuals.count)
    degreesOfFreedom = groups - 1
    standardError = (residuals.reduce(0) { $0 + $1 * $1 } / (groups * (groups - 1))).squareRoot()
  }

  /// The standard error, if from second to second load is correlated by 0.5, which groups of a few
  /// seconds are too short to show.
  ///
  /// The mean of `b` successive values of an AR(1) with 0.5 has 3 - 4 (1 - 0.5^b) / b times the
  /// variance that it would have if they were independent, and 3 times in the long run: the quotient
  /// of these is what the variance between groups lacks. For a group of 1 s it widens the error by
  /// 1.73, for 6 s by 1.13, for 30 s by 1.02. Source: Law, Simulation Modeling and Analysis, 5th ed.,
  /// 4.4.
  package var widenedError: Double {
    standardError * Self.widening(groupSeconds: groupSeconds)
  }

  /// By how much the error of groups of so many seconds is widened.
  package static func widening(groupSeconds: Double) -> Double {
    let length = max(groupSeconds, 1e-3)
    return (3 / (3 - 4 * (1 - exp2(-length)) / length)).squareRoot()
  }

  /// How many times the variance of independent samples that of the ratio is, at least 1.
  ///
  /// Only what the variance has beyond that comes from levels that last, and is widened.
  func designEffect(independentVariance: Double) -> Double {
    guard independentVariance > 0 else { return 1 }
    let widening = Self.widening(groupSeconds: groupSeconds)
    let excess = max(0, standardError * standardError / independentVariance - 1)
    return 1 + widening * widening * excess
  }

  /// Pearson's correlation of the residuals of two runs whose groups cover the same times; 0 where
  /// one of them does not vary.
  package func correlation(with other: BatchEstimate) -> Double {
    let products = zip(residuals, other.residuals).reduce(0) { $0 + $1.0 * $1.1 }
    let groups = Double(residuals.count)
    let scale = groups * (groups - 1) * standardError * other.standardError
    return scale > 0 ? min(max(products / scale, -1), 1) : 0
  }
}

extension BatchMeans {
  /// A ratio over ten contiguous groups of batches; nil if there are fewer than ten batches that have
  /// anything of its whole.
  private func estimate(
    _ figures: (Batch) -> (part: Double, whole: Double)
  ) -> BatchEstimate? {
    Self.estimate(batches, figures)
  }

  static func estimate(
    _ batches: [Batch],
    _ figures: (Batch) -> (part: Double, whole: Double)
  ) -> BatchEstimate? {
    guard batches.count >= groupCount else { return nil }
    var ratios: [((part: Double, whole: Double), Int64)] = []
    ratios.reserveCapacity(batches.count)
    for batch in batches {
      let ratio = figures(batch)
      if ratio.whole > 0 { ratios.append((ratio, batch.activeNanoseconds)) }
    }
    guard ratios.count >= groupCount else { return nil }
    var parts = [Double](repeating: 0, count: groupCount)
    var wholes = parts
    var nanoseconds: Int64 = 0
    for (position, (ratio, active)) in ratios.enumerated() {
      let group = position * groupCount / ratios.count
      parts[group] += ratio.part
      wholes[group] += ratio.whole
      nanoseconds += active
    }
    return BatchEstimate(
      parts: parts,
      wholes: wholes,
      groupSeconds: Double(nanoseconds) / 1e9 / Double(groupCount),
      isWhole: ratios.count == batches.count
    )
  }

  /// Whether the groups of both cover the same times, if each of the runs began with the same load.
  package func isAligned(with other: BatchMeans) -> Bool { intervalCount == other.intervalCount }

  /// The mean of the good samples, ns.
  package func mean() -> BatchEstimate? { estimate { ($0.sum, Double($0.good)) } }

  /// Failed / (good + failed), 0...1.
  package func failedShare() -> BatchEstimate? {
    estimate { (Double($0.failed), Double($0.good + $0.failed)) }
  }

  /// The share of what failed or was not answered, 0...1.
  package func badShare() -> BatchEstimate? {
    estimate { batch in
      let bad = batch.failed + batch.unanswered
      return (Double(bad), Double(batch.good + bad))
    }
  }

  /// The good samples per second in which the load was on.
  package func goodPerSecond() -> BatchEstimate? {
    estimate { (Double($0.good), Double($0.activeNanoseconds) / 1e9) }
  }

  /// The share of the good samples up to `nanoseconds`, 0...1.
  ///
  /// The share jumps where many samples are equal, and before the jump it may vary more: of the two
  /// estimates it is the one with the greater error.
  package func goodShare(upTo nanoseconds: Int64) -> BatchEstimate? {
    let limit = BucketLayout.index(clamping: nanoseconds)
    let batches = batches
    return [limit, limit - 1].compactMap { limit in
      Self.estimate(batches) { ($0.good(upTo: limit, shift: shift), Double($0.good)) }
    }.max { $0.standardError < $1.standardError }
  }
}
