import Measurements
import Testing

@Suite struct MeanRatioTests {
  private func summary(_ values: [Int64]) throws -> LatencySummary {
    var samples = Histogram()
    for value in values { samples.record(value) }
    return try #require(samples.summary())
  }

  @Test func `the interval is that of Welch on the first terms of the series`() throws {
    // Means 200 and 100, sample variances 250 and 62.5 of five each, so that both relative variances
    // of the mean are 0.00125: 8 degrees of freedom, t = 2.306004 (tables), 2.306004 * 2 * 0.05.
    let slow = try summary([180, 190, 200, 210, 220])
    let fast = try summary([90, 95, 100, 105, 110])
    let ratio = try #require(MeanRatio(greater: slow, smaller: fast))
    #expect(ratio.ratio == 2)
    #expect(abs(ratio.halfWidth - 0.2306004) < 1e-6)
    #expect(ratio.isDifferent)
  }

  @Test func `samples that overlap show no difference`() throws {
    let ratio = try #require(
      MeanRatio(greater: try summary([90, 100, 115]), smaller: try summary([90, 100, 110]))
    )
    #expect(!ratio.isDifferent)
  }

  @Test func `one sample has no spread`() throws {
    #expect(MeanRatio(greater: try summary([2]), smaller: try summary([1, 1])) == nil)
  }
}
