/// How far values lie from the median, in units of what is usual: (x - median) / MAD, where MAD is the
/// median of the absolute deviations from the median.
///
/// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993). 1.4826 MAD estimates
/// the standard deviation of a normal distribution; an outlier is ten of those away, as hyperfine has
/// it.
package struct ModifiedZScore: Sendable, Equatable {
  /// The score beyond which a value is an outlier.
  package static let limit = 1.4826 * 10

  /// The median, ns.
  package let median: Int64
  /// The median of the absolute deviations, ns; at least half a bucket, which is what is known of a
  /// value.
  package let deviation: Double

  /// The median and deviation of samples; nil without any.
  ///
  /// O(buckets that are not empty, sorted).
  package init?(_ samples: Histogram) {
    guard let median = samples.value(at: .p50) else { return nil }
    var deviations: [(deviation: Int64, count: UInt64)] = []
    samples.forEachBucket { index, count in
      deviations.append((abs(BucketLayout.midpoint(of: index) - median), count))
    }
    deviations.sort { $0.deviation < $1.deviation }
    let rank = Quantile.p50.rank(of: samples.count)
    var cumulative: UInt64 = 0
    let middle = deviations.first { deviation in
      cumulative += deviation.count
      return cumulative >= rank
    }
    let least = Double(BucketLayout.width(of: BucketLayout.index(clamping: median))) / 2
    self.median = median
    deviation = max(Double(middle?.deviation ?? 0), least)
  }

  /// The score of a value in ns.
  package func score(of nanoseconds: Int64) -> Double { Double(nanoseconds - median) / deviation }

  /// Whether a value in ns is an outlier.
  package func isOutlier(_ nanoseconds: Int64) -> Bool { abs(score(of: nanoseconds)) > Self.limit }

  /// How many of the samples are outliers.
  package func outliers(in samples: Histogram) -> UInt64 {
    var outliers: UInt64 = 0
    samples.forEachBucket { index, count in
      if isOutlier(BucketLayout.midpoint(of: index)) { outliers += count }
    }
    return outliers
  }
}
