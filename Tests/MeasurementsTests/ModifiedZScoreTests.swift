import Measurements
import Testing

@Suite struct ModifiedZScoreTests {
  private func score(_ values: [Int64]) -> ModifiedZScore? {
    var samples = Histogram()
    for value in values { samples.record(value) }
    return ModifiedZScore(samples)
  }

  @Test func `it counts from the median in median deviations`() throws {
    // Deviations from 104: 4, 2, 0, 2, 6; their median is 2.
    let score = try #require(self.score([100, 102, 104, 106, 110]))
    #expect(score.median == 104)
    #expect(score.deviation == 2)
    #expect(score.score(of: 110) == 3)
    #expect(score.score(of: 100) == -2)
  }

  @Test func `ten estimated standard deviations make an outlier`() throws {
    let score = try #require(self.score([100, 102, 104, 106, 110]))
    #expect(!score.isOutlier(104 + 29))
    #expect(score.isOutlier(104 + 30))
    #expect(score.isOutlier(104 - 30))
  }

  @Test func `where all values are alike, half a bucket is the deviation`() throws {
    let score = try #require(self.score([1000, 1000, 1000, 1009]))
    #expect(score.deviation == 0.5)
    #expect(score.isOutlier(1009))
    #expect(!score.isOutlier(1005))
  }

  @Test func `outliers are counted on both sides`() throws {
    var samples = Histogram()
    for value: Int64 in [100, 102, 104, 104, 104, 106, 110, 500, 1] { samples.record(value) }
    let score = try #require(ModifiedZScore(samples))
    #expect(score.outliers(in: samples) == 2)
  }

  @Test func `nothing has no median`() { #expect(score([]) == nil) }
}
