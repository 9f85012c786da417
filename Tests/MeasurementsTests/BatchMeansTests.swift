import Measurements
import TestSupport
import Testing

@Suite("Batch means")
struct BatchMeansTests {
  private func near(_ range: ClosedRange<Double>?, _ low: Double, _ high: Double) -> Bool {
    guard let range else { return false }
    return abs(range.lowerBound - low) < 1e-6 * high && abs(range.upperBound - high) < 1e-6 * high
  }

  private func counts(_ values: [Int64]) -> SparseCounts {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return histogram.sparse
  }

  @Test("of ten batches with 1 to 10 bad samples of 100 give t9 sqrt(82.5 / 90) around 5.5 %")
  func badShare() {
    var batches = BatchMeans()
    for bad in 1...10 {
      #expect(batches.rangeOfBadShare() == nil)
      batches.appendSecond(
        counts(Array(repeating: 1000, count: 100 - bad)),
        failed: UInt64(bad - bad / 2),
        unanswered: UInt64(bad / 2)
      )
    }
    let half = 0.021_658_5
    #expect(near(batches.rangeOfBadShare(), 0.055 - half, 0.055 + half))
  }

  @Test("of ten batches with means 100 to 1000 give t9 sqrt(825,000 / 90) around 550")
  func mean() {
    var batches = BatchMeans()
    for value in 1...10 {
      batches.appendSecond(counts(Array(repeating: Int64(100 * value), count: 7)), failed: 1)
    }
    #expect(near(batches.rangeOfMean(), 550 - 216.585_17, 550 + 216.585_17))
  }

  @Test("give the share of failed samples without what was not answered")
  func failedShare() {
    var batches = BatchMeans()
    for failed in 1...10 {
      batches.appendSecond(
        counts(Array(repeating: 1000, count: 100 - failed)),
        failed: UInt64(failed),
        unanswered: 50
      )
    }
    let half = 0.021_658_5
    #expect(near(batches.rangeOfFailedShare(), 0.055 - half, 0.055 + half))
    #expect(!near(batches.rangeOfBadShare(), 0.055 - half, 0.055 + half))
  }

  @Test("give the good samples per second of load, however long the load was on")
  func rate() {
    var batches = BatchMeans()
    for interval in 0..<10 {
      let samples = Array(repeating: Int64(1000), count: interval % 2 == 0 ? 8 : 12)
      batches.appendSecond(counts(samples), unanswered: 5)
    }
    // Ten residuals of 2 around 10: t9 sqrt(40 / 90).
    #expect(near(batches.rangeOfGoodPerSecond(), 10 - 1.508_105, 10 + 1.508_105))
    var paused = BatchMeans()
    for interval in 1...20 {
      let seconds = interval % 3 == 0 ? 0.25 : 1
      let samples = Array(repeating: Int64(1000), count: Int(8 * seconds))
      paused.appendSecond(counts(samples), seconds: seconds)
    }
    #expect(near(paused.rangeOfGoodPerSecond(), 8, 8))
  }

  @Test("hold the median between the ranks that its share leads to")
  func median() {
    var batches = BatchMeans()
    var pooled = Histogram()
    for batch in 0..<10 {
      let low = batch % 2 == 0 ? 4 : 6
      let interval = counts(
        Array(repeating: 100, count: low) + (0..<(10 - low)).map { 200 + Int64($0) }
      )
      batches.appendSecond(interval)
      pooled.add(interval)
    }
    // 50 of 100 samples are 100. Ten residuals of 0.1: 50 % -+ t9 sqrt(0.1 / 90), or 7.54 %: the
    // ranks 43 and 58; 51 to 60 are 200.
    let bounds = batches.bounds(of: .p50, pooled: pooled)
    #expect(bounds.low == 100)
    #expect(bounds.high == 200)
    #expect(batches.range(of: .p50, pooled: pooled) == 100...200)
  }

  @Test("have no upper end where the samples do not reach it")
  func unreached() {
    var batches = BatchMeans()
    var pooled = Histogram()
    for batch in 0..<10 {
      // The slowest tenth of all samples came in one batch.
      let interval = counts(Array(repeating: batch == 3 ? 9000 : 1000, count: 10))
      batches.appendSecond(interval)
      pooled.add(interval)
    }
    // Nothing is above 9000, but 0, and once all, of a batch's samples are above 1000: t9 sqrt(0.9 / 90)
    // is 22.6 %, so p95 may be 1000, or more than there ever was.
    let p95 = batches.bounds(of: .p95, pooled: pooled)
    #expect(p95.low == 1000)
    #expect(p95.high == nil)
    let p90 = batches.bounds(of: .p90, pooled: pooled)
    #expect(p90.low == 1000)
    #expect(p90.high == nil)
    #expect(batches.range(of: .p90, pooled: pooled) == nil)
    let maximum = batches.bounds(of: Quantile(hundredThousandths: 100_000), pooled: pooled)
    #expect(maximum.low != nil)
    #expect(maximum.high == nil)
  }

  @Test("say nothing of fewer than ten batches, or where one of ten groups is empty")
  func unknown() {
    var batches = BatchMeans()
    #expect(batches.rangeOfMean() == nil)
    #expect(batches.bounds(of: .p50, pooled: Histogram()).low == nil)
    for interval in 0..<10 {
      batches.appendSecond(interval == 4 ? SparseCounts() : counts([1000]))
    }
    #expect(batches.rangeOfMean() == nil)
    #expect(batches.rangeOfBadShare() == nil)
    #expect(batches.rangeOfGoodPerSecond() != nil)
  }

  @Test("leave out what was paused")
  func paused() {
    var batches = BatchMeans()
    for interval in 0..<40 {
      if (10..<30).contains(interval) {
        batches.appendSecond(SparseCounts(), seconds: 0)
      } else {
        batches.appendSecond(counts([1000, 1000]))
      }
    }
    #expect(batches.contents.count == 20)
    #expect(near(batches.rangeOfGoodPerSecond(), 2, 2))
    #expect(near(batches.rangeOfMean(), 1000, 1000))
  }

  @Test("are never more than 64, and merging loses no sample")
  func merging() {
    var batches = BatchMeans()
    var good: UInt64 = 0
    var bad: UInt64 = 0
    var mean = 0.0
    for interval in 1...2000 {
      let values = Array(repeating: Int64(interval), count: interval % 5)
      batches.appendSecond(counts(values), failed: UInt64(interval % 3))
      good += UInt64(values.count)
      bad += UInt64(interval % 3)
      mean += Double(interval * (interval % 5))
      let contents = batches.contents
      #expect(contents.count <= 64)
      #expect(contents.reduce(0) { $0 + $1.good } == good)
      #expect(contents.reduce(0) { $0 + $1.bad } == bad)
    }
    #expect(batches.contents.count == 63)
    let range = batches.rangeOfMean()
    let middle = range.map { ($0.lowerBound + $0.upperBound) / 2 }
    #expect(middle.map { abs($0 - mean / Double(good)) < 1e-6 } == true)
  }

  @Test("take no more room however long the run and however wide the samples")
  func memory() {
    var batches = BatchMeans()
    for seed in 0..<150 {
      batches.appendSecond(counts(spreadValues(600, seed: UInt64(seed))))
      #expect(batches.contents.allSatisfy { $0.size <= 128 })
    }
    #expect(batches.contents.reduce(0) { $0 + $1.good } == 150 * 600)
  }

  @Test("that count buckets together give nearly the range that exact ones give")
  func coarseness() throws {
    var random = SeededGenerator(seed: 11)
    var batches = BatchMeans()
    var pooled = Histogram()
    // The same samples once in intervals of 2,000, which are too wide to be kept exactly.
    var parts: [[Double]] = Array(repeating: [], count: 3)
    var intervals: [SparseCounts] = []
    for _ in 0..<10 {
      let drift = 1 + 0.1 * random.normal()
      let interval = counts(
        (0..<2000).map { _ in random.latency(medianNanoseconds: 5e6 * drift, spread: 0.7) }
      )
      batches.appendSecond(interval)
      pooled.add(interval)
      intervals.append(interval)
    }
    #expect(batches.contents.allSatisfy { $0.size < 128 })
    for (position, quantile) in [Quantile.p50, .p95, .p99].enumerated() {
      let value = try #require(pooled.value(at: quantile))
      parts[position] = intervals.map { Double($0.count - $0.count(above: value)) / 2000 }
      let share = parts[position].reduce(0, +) / 10
      let squares = parts[position].reduce(0) { $0 + ($1 - share) * ($1 - share) }
      let half = 2.262_157 * (squares / 90).squareRoot()
      let low = Double(try #require(pooled.value(atShare: quantile.share - half)))
      let high = Double(try #require(pooled.value(atShare: quantile.share + half)))
      let range = try #require(batches.range(of: quantile, pooled: pooled))
      let width = high - low
      #expect(abs(Double(range.lowerBound) - low) < 0.1 * width, "\(quantile.name)")
      #expect(abs(Double(range.upperBound) - high) < 0.1 * width, "\(quantile.name)")
    }
  }
}
