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
  /// All figures of a summary, with the values at `quantiles`, which ascend.
  ///
  /// Nil without samples.
  package func summary(at quantiles: [Quantile] = Quantile.reported) -> LatencySummary? {
    guard !isEmpty else { return nil }
    let buckets = buckets(ofRanks: [1] + quantiles.map { $0.rank(of: count) } + [count])
    let values = buckets.map(BucketLayout.highest(of:))
    let moments = moments()
    let mean = Self.mean(of: moments, samples: count)
    return LatencySummary(
      count: count,
      minimum: lowest(of: buckets[0]),
      mean: mean,
      standardDeviation: Self.standardDeviation(of: moments, mean: mean, samples: count),
      values: Array(values.dropFirst().dropLast()),
      maximum: values[values.count - 1]
    )
  }

  /// At most `limit` bins of equal width on a logarithmic axis from minimum to maximum, ascending;
  /// bins without samples are left out.
  package func logarithmicBins(limit: Int = 128) -> [LatencyBin] {
    guard !isEmpty, limit > 0 else { return [] }
    let ends = buckets(ofRanks: [1, count]).map(Self.position(of:))
    let span = ends[1] - ends[0] + 1
    // Not narrower than 1/64 of a power of two, so that bins of a narrow series differ.
    let number = min(limit, (span + 15) / 16)
    var bins: [LatencyBin] = []
    bins.reserveCapacity(number)
    var bin = LatencyBin(upperNanoseconds: 0, count: 0)
    var next = ends[0]
    forEachBucket { index, samples in
      let position = Self.position(of: index)
      if position >= next {
        if bin.count > 0 { bins.append(bin) }
        bin.count = 0
        let ordinal = (position - ends[0]) * number / span
        next = ends[0] + ((ordinal + 1) * span + number - 1) / number
      }
      bin.upperNanoseconds = BucketLayout.highest(of: index)
      bin.count += samples
    }
    bins.append(bin)
    return bins
  }

  /// Where a bucket lies on a logarithmic axis that is linear between powers of two, in units of
  /// 1/1024 of one.
  ///
  /// From 1,024 ns on that is what the index formula gives.
  private static func position(of index: Int) -> Int {
    guard index < 1024 else { return index + 9 * 1024 }
    let value = max(index, 1)
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    return exponent * 1024 + (value << 10) >> exponent - 1024
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
