import Measurements

/// How sure a verdict is.
extension Inference {
  /// Why a verdict is not sure; nil if it is.
  ///
  /// A pass is sure if the metric is certain not to exceed where drift begins, a violation if it is
  /// certain to exceed where violation begins, and drift if it lies between both with certainty.
  func uncertainty(of verdict: Verdict, _ confidence: Confidence) -> Uncertainty? {
    let limits = objective.limits
    switch verdict {
    case .pending, .skipped: return nil
    case .pass:
      return answersUncertainty(confidence) ?? uncertainty(limits.drift, false, confidence)
    case .violation: return uncertainty(limits.violation, true, confidence)
    case .drift:
      return answersUncertainty(confidence) ?? uncertainty(limits.drift, true, confidence)
        ?? uncertainty(limits.violation, false, confidence)
    }
  }

  /// Why it is not sure that too many requests had no good answer; nil if it is.
  func uncertaintyOfTooManyBad(_ confidence: Confidence) -> Uncertainty? {
    Self.uncertainty(sideOfBad(metric.mostBad, confidence), isAbove: true)
  }

  /// Why it is not sure that enough requests had a good answer to measure; nil if it is.
  private func answersUncertainty(_ confidence: Confidence) -> Uncertainty? {
    guard metric.isLatency, totals.events.bad > 0 else { return nil }
    let why = Self.uncertainty(sideOfBad(metric.mostBad, confidence), isAbove: false)
    // What is close to a limit is not the latency.
    if case .close = why { return .failures(most: metric.mostBad) }
    return why
  }

  /// Why it is not sure that the consumption is above `limit`, or that it is not; nil if it is.
  private func uncertainty(
    _ limit: Double,
    _ isExceeded: Bool,
    _ confidence: Confidence
  ) -> Uncertainty? {
    let isMost = objective.comparison == .atMost
    let edge = objective.edge(limit)
    switch metric {
    case .quantile(let quantile):
      let side = sideOfShare(beyond: objective.lastBucket(limit), quantile, confidence)
      return Self.uncertainty(side, isAbove: isMost == isExceeded)
    case .errorRate:
      guard !isCount(edge) else { return nil }
      return Self.uncertainty(sideOfFailed(edge, confidence), isAbove: isMost == isExceeded)
    case .availability:
      guard !isCount(1 - edge) else { return nil }
      return Self.uncertainty(sideOfBad(1 - edge, confidence), isAbove: isMost != isExceeded)
    case .mean, .throughput, .userTime, .systemTime:
      guard let side = sideOfMean(edge, confidence) else { return nil }
      return Self.uncertainty(side, isAbove: isMost == isExceeded)
    case .minimum, .maximum, .residentMemory, .cpu, .threads, .openFiles, .contextSwitches:
      return nil
    }
  }

  private static func uncertainty(_ side: Side, isAbove: Bool) -> Uncertainty? {
    switch side {
    case .above: isAbove ? nil : .close(times: nil)
    case .below: isAbove ? .close(times: nil) : nil
    case .uncertain(let why): why
    }
  }

  /// Whether a limit on a share leaves nothing to estimate, as a budget of 0 does: one event decides.
  private func isCount(_ limit: Double) -> Bool { limit <= 1e-12 || limit >= 1 - 1e-12 }

  private func sideOfShare(
    beyond bucket: Int,
    _ quantile: Quantile,
    _ confidence: Confidence
  ) -> Side {
    let limit = 1 - quantile.share
    switch certainty {
    case .batches(let batches):
      let evidence = batches.evidence(
        beyond: bucket,
        pooled: totals.latency,
        observed: observed,
        quantile: quantile
      )
      return evidence.side(of: limit, confidence)
    case .independent:
      let below = bucket < 0 ? 0 : totals.latency.count(atMost: BucketLayout.highest(of: bucket))
      let count = totals.latency.count
      return Side(ofIndependent: count - below, of: count, limit: limit, confidence)
    }
  }

  private func sideOfFailed(_ limit: Double, _ confidence: Confidence) -> Side {
    switch certainty {
    case .batches(let batches): batches.evidenceOfFailed().side(of: limit, confidence)
    case .independent:
      Side(ofIndependent: totals.events.failed, of: totals.events.count, limit: limit, confidence)
    }
  }

  private func sideOfBad(_ limit: Double, _ confidence: Confidence) -> Side {
    switch certainty {
    case .batches(let batches): batches.evidenceOfBad().side(of: limit, confidence)
    case .independent:
      Side(ofIndependent: totals.events.bad, of: totals.events.due, limit: limit, confidence)
    }
  }

  /// Of a mean, or of a number per second; nil where that is a value of the run.
  private func sideOfMean(_ limit: Double, _ confidence: Confidence) -> Side? {
    switch (certainty, metric) {
    case (.batches(let batches), .mean): batches.sideOfMean(limit, confidence)
    case (.batches(let batches), .throughput): batches.sideOfGoodPerSecond(limit, confidence)
    case (.independent, .mean): Side(ofMean: totals.latency, limit: limit, confidence)
    case (_, .userTime): totals.runs.map { Side(ofMean: $0.user, limit: limit, confidence) }
    case (_, .systemTime): totals.runs.map { Side(ofMean: $0.system, limit: limit, confidence) }
    default: nil
    }
  }
}

extension Metric {
  /// The share of requests without a good answer beyond which a latency can't be told: a quantile lies
  /// among them; of the mean and the extremes half of them.
  var mostBad: Double {
    if case .quantile(let quantile) = self { return 1 - quantile.share }
    return 0.5
  }
}
