/// On which side of a limit the figures of a run lie.
extension BatchMeans {
  /// How long the load was on, s.
  private static func seconds(_ batches: [Batch]) -> Double {
    batches.reduce(0) { $0 + Double($1.activeNanoseconds) } / 1e9
  }

  /// What the good samples say of their share beyond a bucket; -1 for all of them.
  ///
  /// - Parameters:
  ///   - bucket: the last one that is not beyond.
  ///   - pooled: the histogram of all good samples.
  ///   - observed: the share up to the observed value of `quantile`, by which the correlation of
  ///     samples is known.
  ///   - quantile: the quantile that has a budget.
  /// - Returns: what they say.
  package func evidence(
    beyond bucket: Int,
    pooled: Histogram,
    observed: BatchEstimate?,
    quantile: Quantile
  ) -> ShareEvidence {
    let batches = batches
    let below =
      bucket < 0 ? 0 : pooled.count(atMost: BucketLayout.highest(of: bucket))
    let count = Double(pooled.count)
    let estimate =
      bucket < 0
      ? nil : Self.estimate(batches) { ($0.beyond(bucket, shift: shift), Double($0.good)) }
    return ShareEvidence(
      hits: count - Double(below),
      count: count,
      estimate: estimate ?? observed,
      batchCount: batches.count { $0.good > 0 },
      seconds: Self.seconds(batches),
      designEffect: observed.map { share in
        let independent = quantile.share * (1 - quantile.share) / max(1, count)
        return share.designEffect(independentVariance: independent)
      },
      latency: bucket < 0 ? nil : (pooled, Double(BucketLayout.lowest(of: bucket)))
    )
  }

  /// What failures say of their share among what ended.
  package func evidenceOfFailed() -> ShareEvidence {
    evidence(failedShare()) { ($0.failed, $0.good + $0.failed) }
  }

  /// What failures and what was not answered say of their share among what was due.
  package func evidenceOfBad() -> ShareEvidence {
    evidence(badShare()) { batch in
      let bad = batch.failed + batch.unanswered
      return (bad, batch.good + bad)
    }
  }

  private func evidence(
    _ estimate: BatchEstimate?,
    _ figures: (Batch) -> (hits: UInt64, count: UInt64)
  ) -> ShareEvidence {
    let batches = batches
    var (hits, count, filled): (UInt64, UInt64, Int) = (0, 0, 0)
    for batch in batches {
      let part = figures(batch)
      hits += part.hits
      count += part.count
      if part.count > 0 { filled += 1 }
    }
    return ShareEvidence(
      hits: Double(hits),
      count: Double(count),
      estimate: estimate,
      batchCount: filled,
      seconds: Self.seconds(batches),
      designEffect: ShareEvidence.correlatedDesignEffect
    )
  }

  /// On which side of a limit the mean of the good samples lies, ns.
  package func sideOfMean(_ limit: Double, _ confidence: Confidence) -> Side {
    side(of: limit, mean(), batches.count { $0.good > 0 }, confidence)
  }

  /// On which side of a limit the good samples per second lie.
  package func sideOfGoodPerSecond(_ limit: Double, _ confidence: Confidence) -> Side {
    side(of: limit, goodPerSecond(), batches.count { $0.activeNanoseconds > 0 }, confidence)
  }

  private func side(
    of limit: Double,
    _ estimate: BatchEstimate?,
    _ batchCount: Int,
    _ confidence: Confidence
  ) -> Side {
    guard let estimate else { return .uncertain(.intervals(soFar: batchCount)) }
    return Side(
      of: estimate.value - limit,
      halfWidth: confidence.ofTenGroups * estimate.widenedError
    )
  }
}
