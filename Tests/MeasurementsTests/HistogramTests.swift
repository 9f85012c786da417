import Measurements
import Testing

@Suite("A histogram")
struct HistogramTests {
  /// Sets of samples, each with a histogram and an oracle of them.
  private static let sets = [
    Samples("one of 1 ns", [1]),
    Samples("four", [1, 1, 1, 2]),
    Samples("one of 1 h", [BucketLayout.highestTrackable]),
    Samples("both ends", [1, BucketLayout.highestTrackable]),
    Samples("1 to 3000", Array(1...3000)),
    Samples("latencies", latencies(5000, seed: 2)),
    Samples("a few latencies", latencies(100, seed: 3)),
    Samples("all magnitudes", spreadValues(5000, seed: 4)),
    Samples("equal ones", Array(repeating: 123_456_789, count: 1000)),
  ]

  private func both(_ values: [Int64]) -> (Histogram, Oracle) {
    var histogram = Histogram()
    var oracle = Oracle()
    for value in values {
      histogram.record(value)
      oracle.record(value)
    }
    return (histogram, oracle)
  }

  @Test("has the values of the oracle at every rank", arguments: sets)
  func ranks(samples: Samples) {
    let (histogram, oracle) = both(samples.values)
    let sorted = oracle.sorted
    #expect(histogram.count == UInt64(samples.values.count))
    #expect((1...samples.values.count).map { histogram.value(ofRank: UInt64($0)) } == sorted)
    #expect(histogram.value(ofRank: 0) == nil)
    #expect(histogram.value(ofRank: UInt64(samples.values.count) + 1) == nil)
  }

  @Test("has as its percentile the value at rank ceil(p N)", arguments: sets)
  func percentiles(samples: Samples) throws {
    let (histogram, oracle) = both(samples.values)
    let sorted = oracle.sorted
    for hundredThousandths in [1, 1000, 25_000, 50_000, 90_000, 99_000, 99_900, 99_999, 100_000] {
      let quantile = Quantile(hundredThousandths: hundredThousandths)
      let rank = (hundredThousandths * samples.values.count + 99_999) / 100_000
      #expect(histogram.value(at: quantile) == sorted[rank - 1], "\(quantile.name)")
    }
  }

  @Test("has the oracle's minimum, maximum, mean and standard deviation", arguments: sets)
  func moments(samples: Samples) throws {
    let (histogram, oracle) = both(samples.values)
    #expect(histogram.minimum == oracle.minimum)
    #expect(histogram.maximum == oracle.maximum)
    let mean = try #require(histogram.mean)
    let deviation = try #require(histogram.standardDeviation)
    #expect(abs(mean - oracle.mean) <= 1e-12 * oracle.mean)
    #expect(abs(deviation - oracle.standardDeviation) <= 1e-10 * oracle.mean)
  }

  @Test("counts as the oracle what lies at and beyond a limit", arguments: sets)
  func limits(samples: Samples) {
    let (histogram, oracle) = both(samples.values)
    let sparse = histogram.sparse
    for limit in [0, 1, 2047, 2048, 100_000, 1_200_000, 123_456_789, 3_600_000_000_000, .max] {
      let kept = min(Int64(limit), BucketLayout.highestTrackable)
      let below = oracle.count(atMost: oracle.highest(kept))
      #expect(histogram.count(atMost: Int64(limit)) == below, "\(limit)")
      #expect(histogram.count(above: Int64(limit)) == histogram.count - below, "\(limit)")
      #expect(sparse.count(above: Int64(limit)) == histogram.count - below, "\(limit)")
    }
    #expect(histogram.count(above: -1) == histogram.count)
  }

  @Test("says in one pass what its figures say one by one", arguments: sets)
  func summary(samples: Samples) throws {
    let (histogram, _) = both(samples.values)
    let summary = try #require(histogram.summary())
    #expect(summary.count == histogram.count)
    #expect(summary.minimum == histogram.minimum)
    #expect(summary.maximum == histogram.maximum)
    #expect(summary.mean == histogram.mean)
    #expect(summary.standardDeviation == histogram.standardDeviation)
    #expect(summary.values == Quantile.reported.map { histogram.value(at: $0) })
    #expect(histogram.summary(at: [])?.values == [])
  }

  @Test("says nothing without samples")
  func empty() {
    let histogram = Histogram()
    #expect(histogram.isEmpty)
    #expect(histogram.summary() == nil)
    #expect(histogram.value(at: .p50) == nil)
    #expect(histogram.value(atShare: 0.5) == nil)
    #expect(histogram.minimum == nil)
    #expect(histogram.maximum == nil)
    #expect(histogram.mean == nil)
    #expect(histogram.standardDeviation == nil)
    #expect(histogram.count(atMost: .max) == 0)
    #expect(histogram.sparse.isEmpty)
    #expect(histogram.logarithmicBins().isEmpty)
  }

  @Test("finds the value at a share, and at its ends")
  func shares() {
    let histogram = both(Array(1...100)).0
    #expect(histogram.value(atShare: 0.245) == 25)
    #expect(histogram.value(atShare: 0.25) == 25)
    #expect(histogram.value(atShare: -1) == 1)
    #expect(histogram.value(atShare: 0) == 1)
    #expect(histogram.value(atShare: 1) == 100)
    #expect(histogram.value(atShare: 7) == 100)
  }

  @Test("does not depend on the order in which samples come, or on how they were merged")
  func merging() {
    let values = latencies(2000, seed: 5) + spreadValues(500, seed: 6)
    let whole = both(values).0
    var merged = Histogram()
    for start in stride(from: 0, to: values.count, by: 100) {
      merged.add(both(values[start..<(start + 100)].reversed()).0)
    }
    #expect(merged == whole)
    #expect(merged.summary() == whole.summary())
    #expect(Histogram(whole.sparse) == whole)
  }

  @Test("is what it was after samples were added and taken away")
  func subtraction() {
    let kept = both(latencies(1000, seed: 7)).0
    var histogram = kept
    let passing = both(spreadValues(1000, seed: 8)).0.sparse
    histogram.add(passing)
    #expect(histogram != kept)
    histogram.subtract(passing)
    #expect(histogram == kept)
    #expect(histogram.summary() == kept.summary())
  }

  @Test("uses the room of samples that left for samples elsewhere")
  func reuse() {
    var histogram = Histogram()
    for magnitude in 12..<40 {
      let counts = both([Int64(1) << Int64(magnitude)]).0.sparse
      histogram.add(counts)
      histogram.subtract(counts)
    }
    histogram.record(5000)
    #expect(histogram.value(at: .p50) == BucketLayout.highest(of: BucketLayout.index(of: 5000)))
    // One chunk of 128 counts, and the table of places.
    #expect(histogram.allocatedBytes == 128 * 4 + 8 + 264 * 2)
  }

  @Test("counts more samples of one value than 32 bits hold")
  func carries() throws {
    let full = SparseCounts(entries: [
      .init(index: 2000, count: .max), .init(index: 2001, count: 1),
    ])
    var histogram = Histogram(full)
    histogram.add(full)
    histogram.record(2000, samples: 1 << 33)
    let atValue = 2 * UInt64(UInt32.max) + 1 << 33
    #expect(histogram.count == atValue + 2)
    #expect(histogram.count(atMost: 2000) == atValue)
    #expect(histogram.value(ofRank: atValue) == 2000)
    #expect(histogram.value(ofRank: atValue + 1) == 2001)
    #expect(histogram.sparse.count == histogram.count)
    #expect(abs(try #require(histogram.mean) - 2000) < 1e-6)
    let expected = (Double(2) / Double(histogram.count)).squareRoot()
    #expect(abs(try #require(histogram.standardDeviation) - expected) < 1e-9)
    #expect(Histogram(histogram.sparse) == histogram)
    histogram.subtract(full)
    #expect(histogram.count(atMost: 2000) == UInt64(UInt32.max) + 1 << 33)
    #expect(histogram.value(atShare: 1) == 2001)
  }

  @Test("costs nothing while it is empty and little while its samples are close together")
  func memory() {
    #expect(Histogram().allocatedBytes == 0)
    let histogram = both(latencies(100_000, seed: 9)).0
    #expect(histogram.allocatedBytes < 40_000)
  }
}
