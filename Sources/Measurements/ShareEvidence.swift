import Glibc

/// What batches of autocorrelated load say of a share of samples: how many are beyond a limit, how much
/// that varies from batch to batch, and how many independent samples they are worth.
package struct ShareEvidence: Sendable {
  /// The samples beyond the limit.
  package var hits: Double
  /// All samples.
  package var count: Double
  /// The share in ten groups; nil where there are fewer than ten batches with samples.
  package var estimate: BatchEstimate?
  /// How many batches have samples.
  package var batchCount: Int
  /// How long the load was on, s.
  package var seconds: Double
  /// How many samples are worth an independent one, at least 1; nil if that is not known.
  package var designEffect: Double?
  /// The samples and the value that they are beyond, ns, where that says more than their number.
  package var latency: (pooled: Histogram, limit: Double)?

  /// How many values that are correlated by 0.5 from one to the next are worth an independent one, in
  /// the long run: (1 + 0.5) / (1 - 0.5).
  ///
  /// Source: Law, Simulation Modeling and Analysis, 5th ed., 4.4.
  package static let correlatedDesignEffect = 3.0

  /// How many independent samples they are worth: as many as the design effect leaves, and at least
  /// one for every three seconds, even if all samples of a second are alike.
  private var effectiveCount: Double {
    let least = seconds / Self.correlatedDesignEffect
    let known = estimate == nil ? nil : designEffect.map { count / max(1, $0) }
    return min(count, max(least, known ?? 0))
  }

  /// On which side of `limit` the share lies.
  ///
  /// Where no sample or every sample is beyond the limit, batches do not vary, and the exact binomial
  /// bound on the effective number of samples decides: (1 - limit)^n or limit^n. Elsewhere batch means
  /// do. Their error is at least the one that the share would have at the limit: where few samples are
  /// beyond, batches seem to vary less than they do.
  package func side(of limit: Double, _ confidence: Confidence) -> Side {
    guard count > 0 else { return .uncertain(.samples(needed: 1, soFar: 0)) }
    let side = side(byNumbers: limit, confidence)
    if case .uncertain = side, hits < limit * count, isFarBelow(limit, confidence) { return .below }
    return side
  }

  private func side(byNumbers limit: Double, _ confidence: Confidence) -> Side {
    if hits <= 0 { return unanimous(.below, chance: 1 - limit, confidence) }
    if hits >= count { return unanimous(.above, chance: limit, confidence) }
    guard let estimate else { return .uncertain(.intervals(soFar: batchCount)) }
    let share = hits / count
    let variance = max(share * (1 - share), limit * (1 - limit)) / count
    let own = estimate.designEffect(independentVariance: share * (1 - share) / count)
    return Side(
      of: share - limit,
      halfWidth: confidence.ofTenGroups * (max(own, designEffect ?? 1) * variance).squareRoot()
    )
  }

  /// Whether the limit is so far above the mean that the share beyond it is small whatever the
  /// distribution is: at most 1 / (1 + k^2) for k standard deviations.
  ///
  /// Mean and deviation are the greatest that so many samples leave likely. Sources: Cantelli's
  /// inequality; Wilson and Hilferty, PNAS 17 (1931) 684, for the quantile of chi-squared.
  private func isFarBelow(_ limit: Double, _ confidence: Confidence) -> Bool {
    guard estimate != nil, limit > 0, effectiveCount > 2, let latency,
      let mean = latency.pooled.mean, let deviation = latency.pooled.standardDeviation
    else { return false }
    let freedom = min(9, effectiveCount - 1)
    let root = 1 - 2 / (9 * freedom) - confidence.normal * (2 / (9 * freedom)).squareRoot()
    guard root > 0 else { return false }
    let greatest = deviation / (root * root * root).squareRoot()
    let room = latency.limit - mean - greatest * ((1 - limit) / limit).squareRoot()
    guard room > 0 else { return false }
    let ofMean = confidence.student(degreesOfFreedom: freedom) / effectiveCount.squareRoot()
    return room >= deviation * ofMean
  }

  /// `chance` is how likely it is that a sample lies on this side if the share is at the limit.
  private func unanimous(_ side: Side, chance: Double, _ confidence: Confidence) -> Side {
    if chance <= 0 || pow(chance, effectiveCount) <= confidence.tail { return side }
    guard chance < 1 else { return .uncertain(.close(times: nil)) }
    let needed = confidence.unanimous(chance)
    // Ten batches would tell what the samples are worth.
    if estimate == nil, needed <= count { return .uncertain(.intervals(soFar: batchCount)) }
    let samples = needed * max(1, count / max(effectiveCount, 1))
    return .uncertain(.samples(needed: samples, soFar: count))
  }
}
