import Measurements
import Testing

@Suite("An estimate over ten groups of batches") struct BatchEstimateTests {
  /// Ten seconds with these numbers of good samples, all of 1 ms.
  private func batches(_ counts: [Int], seconds: Int64 = 1) -> BatchMeans {
    var batches = BatchMeans()
    for count in counts {
      var histogram = Histogram()
      histogram.record(1_000_000, samples: UInt64(count))
      batches.append(
        histogram.sparse,
        failed: 0,
        unanswered: 0,
        activeNanoseconds: seconds * 1_000_000_000
      )
    }
    return batches
  }

  @Test("has the standard error of the mean of ten groups")
  func standardError() throws {
    let rate = try #require(batches([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).goodPerSecond())
    #expect(rate.value == 5.5)
    // The variance of 1...10 is 55/6.
    #expect(abs(rate.standardError - (55.0 / 60).squareRoot()) < 1e-12)
    #expect(rate.degreesOfFreedom == 9)
  }

  @Test("is widened by the correlation that short groups do not show")
  func widened() throws {
    let counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    let short = try #require(batches(counts).goodPerSecond())
    #expect(abs(short.widenedError / short.standardError - 3.0.squareRoot()) < 1e-9)
    let long = try #require(batches(counts, seconds: 100).goodPerSecond())
    #expect((1.0...1.01).contains(long.widenedError / long.standardError))
  }

  @Test("correlates with one whose groups move alike, and not with one that stands still")
  func correlation() throws {
    let rising = try #require(batches([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).goodPerSecond())
    let steeper = try #require(batches([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]).goodPerSecond())
    let falling = try #require(batches([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).goodPerSecond())
    let flat = try #require(batches(Array(repeating: 3, count: 10)).goodPerSecond())
    #expect(abs(rising.correlation(with: steeper) - 1) < 1e-12)
    #expect(abs(rising.correlation(with: falling) + 1) < 1e-12)
    #expect(rising.correlation(with: flat) == 0)
  }

  @Test("needs ten batches")
  func tooFew() {
    #expect(batches(Array(repeating: 1, count: 9)).goodPerSecond() == nil)
    #expect(batches(Array(repeating: 1, count: 10)).goodPerSecond() != nil)
  }
}
