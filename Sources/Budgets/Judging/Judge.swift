package import Measurements

/// Judges an objective over a stretch of time.
///
/// Pure: the same totals give the same answer, live and in a replay.
///
/// - Parameters:
///   - objective: what is held against which budget.
///   - totals: what happened.
///   - certainty: what its range and its certainty follow from; nil for neither.
///   - confidence: how sure it must be; nil before an end that is not planned, when nothing is sure.
/// - Returns: the value, its range, how much of the budget it uses, and the verdict.
package func judge(
  _ objective: Objective,
  _ totals: Totals,
  certainty: Certainty? = nil,
  confidence: Confidence? = .final
) -> Judgement {
  let metric = objective.metric
  let inference = certainty.map { Inference(objective, totals, $0) }
  if var judgement = judgeAnswers(metric, totals.events, observed: { totals.value(of: metric) }) {
    guard judgement.tooFewAnswers else { return judgement }
    judgement.take(inference, confidence) { $0.uncertaintyOfTooManyBad($1) }
    return judgement
  }
  guard let observed = totals.value(of: objective.metric) else {
    guard case .quantile(let quantile) = metric else { return .pending(missing: 1) }
    return .pending(missing: quantile.leastSamples)
  }
  if case .quantile(let quantile) = objective.metric,
    totals.events.succeeded < UInt64(quantile.leastSamples)
  {
    var judgement = Judgement.pending(missing: quantile.leastSamples - Int(totals.events.succeeded))
    judgement.observed = observed
    return judgement
  }
  let verdict = objective.verdict(of: observed)
  var judgement = Judgement(
    observed: observed,
    consumption: objective.consumption(of: observed),
    verdict: verdict
  )
  (judgement.low, judgement.high) = inference?.bounds ?? (nil, nil)
  if metric.isValue {
    judgement.sure = true
  } else {
    judgement.take(inference, confidence) { $0.uncertainty(of: verdict, $1) }
  }
  return judgement
}

extension Judgement {
  /// Takes in how sure the verdict is, if anything is known of that.
  fileprivate mutating func take(
    _ inference: Inference?,
    _ confidence: Confidence?,
    _ uncertainty: (Inference, Confidence) -> Uncertainty?
  ) {
    guard let inference else { return }
    self.uncertainty = confidence.map { uncertainty(inference, $0) } ?? .openEnd
    sure = self.uncertainty == nil
  }
}

/// The verdict on a latency objective whose requests were not answered well enough to measure:
/// failing must not look fast.
///
/// If the bad share exceeds 1 - Q, the quantile itself lies among the requests without a good
/// answer; for the mean and the extremes half of them are asked for.
func judgeAnswers(
  _ metric: Metric,
  _ events: EventCounts,
  observed: () -> Double?
) -> Judgement? {
  guard metric.isLatency, events.bad > 0 else { return nil }
  let mostBad = metric.mostBad
  let badShare = Double(events.bad) / Double(events.due)
  // The tolerance is for 1 - 0.95, which is not exactly 0.05.
  guard badShare > mostBad + 1e-12 else { return nil }
  // One failure among the first few requests says nothing yet; only failures do.
  if events.succeeded > 0, case .quantile(let quantile) = metric,
    events.due < UInt64(quantile.leastSamples)
  {
    var judgement = Judgement.pending(missing: quantile.leastSamples - Int(events.due))
    judgement.observed = observed()
    return judgement
  }
  return Judgement(
    observed: observed(),
    consumption: .infinity,
    verdict: .violation,
    sure: false,
    tooFewAnswers: true
  )
}

extension Objective {
  /// How much of the budget `observed` uses: observed / budget for "at most", budget / observed for
  /// "at least"; for an availability on the error side.
  ///
  /// Infinite if without bound.
  package func consumption(of observed: Double) -> Double {
    if metric == .availability, comparison == .atLeast {
      return Self.ratio(1 - observed, 1 - budget)
    }
    if isWithinBucket(of: budget, observed) { return 1 }
    switch comparison {
    case .atMost: return Self.ratio(observed, budget)
    case .atLeast: return observed > 0 ? budget / observed : (budget > 0 ? .infinity : 0)
    }
  }

  private static func ratio(_ used: Double, _ allowed: Double) -> Double {
    guard allowed > 0 else { return used > 0 ? .infinity : 0 }
    return used / allowed
  }

  /// The verdict on a value.
  package func verdict(of observed: Double) -> Verdict {
    if !exceeds(limits.drift, observed) { return .pass }
    return exceeds(limits.violation, observed) ? .violation : .drift
  }

  /// Whether the consumption of `observed` is above `limit`.
  ///
  /// A latency in the same bucket as the budget times the limit equals it.
  private func exceeds(_ limit: Double, _ observed: Double) -> Bool {
    if isWithinBucket(of: comparison == .atMost ? budget * limit : budget / limit, observed) {
      return false
    }
    // Shares such as 1 - 0.999 are not exact in binary.
    return consumption(of: observed) > limit + 1e-9
  }

  /// The value at which the consumption is `limit`, in the unit of the metric.
  func edge(_ limit: Double) -> Double {
    switch comparison {
    case .atLeast where metric == .availability: 1 - (1 - budget) * limit
    case .atMost: budget * limit
    case .atLeast: budget / limit
    }
  }

  /// The last bucket on the lower side of where the consumption is `limit`; -1 if there is none.
  ///
  /// For "at most" the limit is kept up to it, for "at least" beyond it.
  func lastBucket(_ limit: Double) -> Int {
    // The values of buckets ascend, and what they consume does, or descends.
    var low = 0
    var high = BucketLayout.bucketCount
    while low < high {
      let middle = (low + high) / 2
      let isKept = !exceeds(limit, Double(BucketLayout.highest(of: middle)))
      if isKept == (comparison == .atMost) { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  private func isWithinBucket(of edge: Double, _ observed: Double) -> Bool {
    guard metric.isLatency, edge >= 1, observed >= 1, edge < 9e18, observed < 9e18 else {
      return false
    }
    return BucketLayout.index(clamping: Int64(edge))
      == BucketLayout.index(clamping: Int64(observed))
  }
}

extension Objective {
  /// The share of bad events that this objective allows, 0...1, as the base of its error budget; nil
  /// if it has none: 1 - availability, the error rate itself, 1 - Q for `pQ <= L`, or what the suite
  /// says.
  package var allowedBadShare: Double? {
    if let errorBudget { return errorBudget }
    switch metric {
    case .availability where comparison == .atLeast: return 1 - budget
    case .errorRate where comparison == .atMost && !isDefault: return budget
    case .quantile(let quantile) where comparison == .atMost: return 1 - quantile.share
    default: return nil
    }
  }
}
