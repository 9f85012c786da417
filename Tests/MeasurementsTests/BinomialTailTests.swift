import Measurements
import Testing

@Suite("The tails of the binomial distribution") struct BinomialTailTests {
  @Test("are sums of the probabilities of few samples")
  func exact() {
    #expect(abs(BinomialTail.atMost(1, of: 3, share: 0.5) - 0.5) < 1e-12)
    #expect(abs(BinomialTail.atLeast(3, of: 3, share: 0.5) - 0.125) < 1e-12)
    // 72 samples below p95: 0.95^72.
    #expect(abs(BinomialTail.atMost(0, of: 72, share: 0.05) - 0.024_894_3) < 1e-6)
    #expect(BinomialTail.atMost(3, of: 3, share: 0.2) == 1)
    #expect(BinomialTail.atLeast(0, of: 3, share: 0.2) == 1)
    #expect(BinomialTail.atMost(0, of: 5, share: 0) == 1)
    #expect(BinomialTail.atMost(4, of: 5, share: 1) == 0)
  }

  @Test("go over into those of the normal distribution without a jump")
  func wide() {
    // A variance of 990 and of 1,010: at a distance of two standard deviations both are 2.3 %.
    for count: UInt64 in [3960, 4040, 40_000_000] {
      let middle = Double(count) / 2
      let hits = UInt64(middle - Double(count).squareRoot())
      let tail = BinomialTail.atMost(hits, of: count, share: 0.5)
      #expect(abs(tail - 0.022_75) < 0.001, "\(count)")
      #expect(abs(BinomialTail.atLeast(count - hits, of: count, share: 0.5) - tail) < 1e-9)
    }
  }
}

@Suite("The normal distribution") struct NormalDistributionTests {
  @Test("has its published quantiles")
  func quantiles() {
    #expect(abs(NormalDistribution.quantile(tail: 0.025) - 1.959_964) < 1e-6)
    #expect(abs(NormalDistribution.quantile(tail: 0.001) - 3.090_232) < 1e-6)
    #expect(abs(NormalDistribution.beyond(1) - 0.158_655) < 1e-6)
  }
}
