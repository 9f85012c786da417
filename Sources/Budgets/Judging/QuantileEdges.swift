package import Measurements

/// Where the verdicts of an objective on a quantile begin, in buckets: with them it is judged by
/// counts alone, interval by interval, exactly as its value would be.
package struct QuantileEdges: Sendable, Equatable {
  /// The samples in buckets beyond each edge.
  package struct Beyond: Sendable, Equatable {
    /// Beyond the last bucket that passes.
    package var pass: UInt64 = 0
    /// Beyond the last bucket that is no violation.
    package var drift: UInt64 = 0

    /// None.
    package init() {}

    package static func += (left: inout Beyond, right: Beyond) {
      left.pass += right.pass
      left.drift += right.drift
    }

    package static func -= (left: inout Beyond, right: Beyond) {
      left.pass -= right.pass
      left.drift -= right.drift
    }
  }

  private let quantile: Quantile
  /// The last bucket that passes; -1 if none does.
  private let lastPassing: Int
  /// The last bucket that is no violation; -1 if none is.
  private let lastDrifting: Int

  /// The edges of an objective; nil of any but "at most" of a quantile.
  package init?(_ objective: Objective) {
    guard case .quantile(let quantile) = objective.metric, objective.comparison == .atMost else {
      return nil
    }
    self.quantile = quantile
    lastPassing = objective.lastBucket(objective.limits.drift)
    lastDrifting = max(lastPassing, objective.lastBucket(objective.limits.violation))
  }

  /// The samples of an interval beyond the edges.
  ///
  /// O(buckets beyond them).
  package func beyond(in counts: SparseCounts) -> Beyond {
    var beyond = Beyond()
    for entry in counts.entries.reversed() {
      guard Int(entry.index) > lastPassing else { break }
      beyond.pass += UInt64(entry.count)
      if Int(entry.index) > lastDrifting { beyond.drift += UInt64(entry.count) }
    }
    return beyond
  }

  /// The verdict on a stretch, as `judge` gives it.
  package func verdict(_ events: EventCounts, beyond: Beyond) -> Verdict {
    if let judgement = judgeAnswers(.quantile(quantile), events, observed: { nil }) {
      return judgement.verdict
    }
    guard events.succeeded >= UInt64(quantile.leastSamples) else { return .pending }
    let above = events.succeeded - quantile.rank(of: events.succeeded)
    if beyond.pass <= above { return .pass }
    return beyond.drift <= above ? .drift : .violation
  }
}
