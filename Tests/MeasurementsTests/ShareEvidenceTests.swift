import Measurements
import Testing

@Suite("On which side of a limit a share of samples lies") struct ShareEvidenceTests {
  /// Seconds with so many samples each, of which so many are beyond the limit.
  private func evidence(_ hits: [Int], of count: Int, effect: Double? = 1) -> ShareEvidence {
    var batches = BatchMeans()
    for hits in hits {
      batches.appendSecond(good(count - hits), failed: UInt64(hits))
    }
    var evidence = batches.evidenceOfFailed()
    evidence.designEffect = effect
    return evidence
  }

  private func good(_ count: Int) -> SparseCounts {
    var histogram = Histogram()
    histogram.record(1000, samples: UInt64(count))
    return histogram.sparse
  }

  @Test("is certain where no sample is beyond, from as many on as the exact binomial asks for")
  func none() {
    // 0.95^72 is 2.49 %.
    let few = evidence(Array(repeating: 0, count: 10), of: 7)
    #expect(few.side(of: 0.05, .final) == .uncertain(.samples(needed: 72, soFar: 70)))
    #expect(evidence(Array(repeating: 0, count: 12), of: 6).side(of: 0.05, .final) == .below)
    // Where only every third sample counts, it takes three times as many.
    let alike = evidence(Array(repeating: 0, count: 12), of: 6, effect: 3)
    #expect(alike.side(of: 0.05, .final) == .uncertain(.samples(needed: 216, soFar: 72)))
  }

  @Test("says how many intervals are needed where they are too few")
  func intervals() {
    let early = evidence(Array(repeating: 0, count: 7), of: 1000)
    #expect(early.side(of: 0.05, .final) == .uncertain(.intervals(needed: 10, soFar: 7)))
    let mixed = evidence([1, 0, 1, 0, 0, 1, 0, 0], of: 1000)
    #expect(mixed.side(of: 0.05, .final) == .uncertain(.intervals(needed: 10, soFar: 8)))
  }

  @Test(
    "is certain after a few seconds of what hit every sample, even if those of a second are alike"
  )
  func all() {
    #expect(evidence([50, 50, 50], of: 50).side(of: 0.01, .final) == .above)
    #expect(evidence([50], of: 50).side(of: 0.01, .final) != .above)
    let later = evidence(Array(repeating: 70, count: 10), of: 70)
    #expect(later.side(of: 0.01, .during(looks: 3600)) == .above)
  }

  @Test("follows from batch means elsewhere, and not from how much batches happen to agree")
  func batches() {
    let far = evidence(Array(repeating: 1, count: 20), of: 1000)
    #expect(far.side(of: 0.05, .final) == .below)
    #expect(far.side(of: 0.0001, .final) == .above)
    // All batches agree on 4 %, but so few samples may do so by chance.
    let close = evidence(Array(repeating: 2, count: 20), of: 50)
    guard case .uncertain(.close(let times?)) = close.side(of: 0.05, .final) else {
      Issue.record("nothing is said of 4 % in 1,000 samples")
      return
    }
    #expect(times > 1 && times < 100)
  }

  @Test("is certain however alike samples are, where the limit is far from all of them")
  func distance() {
    var batches = BatchMeans()
    var pooled = Histogram()
    // Each second has a latency of its own.
    for second in 0..<30 {
      var histogram = Histogram()
      histogram.record(Int64(1_000_000 * (10 + second * 7 % 10)), samples: 40)
      batches.appendSecond(histogram.sparse)
      pooled.add(histogram.sparse)
    }
    func side(_ milliseconds: Double) -> Side {
      let evidence = batches.evidence(
        beyond: BucketLayout.index(clamping: Int64(milliseconds * 1e6)),
        pooled: pooled,
        observed: batches.observedShare(.p95, pooled: pooled),
        quantile: .p95
      )
      return evidence.side(of: 0.05, .final)
    }
    #expect(side(21) != .below)
    #expect(side(100) == .below)
    #expect(side(2000) == .below)
    #expect(side(1) == .above)
  }
}
