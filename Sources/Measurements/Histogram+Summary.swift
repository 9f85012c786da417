/// What a table says of one series, all in ns, computed in one pass over its buckets.
package struct LatencySummary: Sendable, Equatable {
  /// The number of samples, at least 1.
  package var count: UInt64
  /// The lowest equivalent value of the lowest sample.
  package var minimum: Int64
  /// The mean of bucket midpoints.
  package var mean: Double
  /// The standard deviation of bucket midpoints.
  package var standardDeviation: Double
  /// The values at the quantiles that were asked for, in their order.
  package var values: [Int64]
  /// The highest equivalent value of the highest sample.
  package var maximum: Int64

  /// The figures of a series, as they were computed or read from a file.
  package init(
    count: UInt64,
    minimum: Int64,
    mean: Double,
    standardDeviation: Double,
    values: [Int64],
    maximum: Int64
  ) {
    self.count = count
    self.minimum = minimum
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.values = values
    self.maximum = maximum
  }
}

extension Histogram {
  /// All figures of a summary, with the values at `quantiles`, which ascend. Nil without samples.
  package func summary(at quantiles: [Quantile] = Quantile.reported) -> LatencySummary? {
    guard let minimum, let maximum, let mean, let standardDeviation else { return nil }
    var values: [Int64] = []
    values.reserveCapacity(quantiles.count)
    var passed: UInt64 = 0
    var next = quantiles.makeIterator()
    var quantile = next.next()
    forEachBucket { index, samples in
      passed += samples
      while let wanted = quantile, wanted.rank(of: count) <= passed {
        values.append(BucketLayout.highest(of: index))
        quantile = next.next()
      }
    }
    return LatencySummary(
      count: count,
      minimum: minimum,
      mean: mean,
      standardDeviation: standardDeviation,
      values: values,
      maximum: maximum
    )
  }

  /// At most `limit` bins of equal width on a logarithmic axis from minimum to maximum, as
  /// `[bin]` = (upper bound in ns, samples). Empty without samples.
  package func logarithmicBins(limit: Int = 128) -> [LatencyBin] {
    guard let minimum, let maximum, limit > 0 else { return [] }
    let first = Self.logarithm(max(minimum, 1))
    let width = max((Self.logarithm(maximum) - first) / Double(limit), 1.0 / 64)
    var bins: [LatencyBin] = []
    var current = -1
    forEachBucket { index, samples in
      let value = BucketLayout.highest(of: index)
      let bin = min(Int((Self.logarithm(value) - first) / width), limit - 1)
      if bin == current {
        bins[bins.count - 1].upperNanoseconds = value
        bins[bins.count - 1].count += samples
      } else {
        bins.append(LatencyBin(upperNanoseconds: value, count: samples))
        current = bin
      }
    }
    return bins
  }

  /// log2, linear between powers of two: good enough to space bins, and needs no libm.
  private static func logarithm(_ value: Int64) -> Double {
    let number = Double(value)
    return Double(number.exponent) + number.significand - 1
  }
}

/// One bin of a coarse latency distribution.
package struct LatencyBin: Sendable, Equatable {
  /// The highest value of the bin, ns.
  package var upperNanoseconds: Int64
  /// The number of samples.
  package var count: UInt64

  /// A bin that ends at `upperNanoseconds`.
  package init(upperNanoseconds: Int64, count: UInt64) {
    self.upperNanoseconds = upperNanoseconds
    self.count = count
  }
}
