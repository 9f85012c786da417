extension Histogram {
  /// The smallest value in ns that at least the share `quantile` of the samples does not exceed:
  /// the highest equivalent value of the bucket of rank ceil(p N).
  ///
  /// Nil without samples.
  package func value(at quantile: Quantile) -> Int64? { value(ofRank: quantile.rank(of: count)) }

  /// The value in ns at a share that is not a decimal, as the inverse of a confidence bound; the
  /// share is clamped to 0...1.
  ///
  /// Nil without samples.
  package func value(atShare share: Double) -> Int64? {
    let rank = (min(max(share, 0), 1) * Double(count)).rounded(.up)
    // Double(count) may exceed `count`, and even what an integer holds.
    return value(ofRank: rank < Double(count) ? max(UInt64(rank), 1) : count)
  }

  /// The value in ns of the sample of rank `rank`; nil if there is none of that rank.
  package func value(ofRank rank: UInt64) -> Int64? {
    bucket(ofRank: rank).map(BucketLayout.highest(of:))
  }

  /// The lowest equivalent value of the lowest sample, ns.
  package var minimum: Int64? {
    bucket(ofRank: 1).map(lowest(of:))
  }

  /// The lowest equivalent value, ns, of the samples of a bucket.
  func lowest(of index: Int) -> Int64 {
    guard let resolution else { return BucketLayout.lowest(of: index) }
    return Int64(resolution.lowest(of: index).rounded())
  }

  /// The highest equivalent value of the highest sample, ns.
  package var maximum: Int64? { value(ofRank: count) }

  /// The mean of the buckets' midpoints, ns.
  package var mean: Double? { isEmpty ? nil : Self.mean(of: moments(), samples: count) }

  /// The standard deviation (of the population) of the buckets' midpoints, ns.
  package var standardDeviation: Double? {
    guard !isEmpty else { return nil }
    let moments = moments()
    let mean = Self.mean(of: moments, samples: count)
    return Self.standardDeviation(of: moments, mean: mean, samples: count)
  }

  static func mean(of moments: [ChunkMoments], samples: UInt64) -> Double {
    moments.reduce(0) { $0 + $1.sum } / Double(samples)
  }

  static func standardDeviation(
    of moments: [ChunkMoments],
    mean: Double,
    samples: UInt64
  )
    -> Double
  {
    let squares = moments.reduce(0) { $0 + $1.squares(around: mean) }
    return (max(0, squares) / Double(samples)).squareRoot()
  }
}

/// What one chunk adds to mean and standard deviation.
///
/// Within a chunk all buckets are equally wide, so their midpoints are `first midpoint + width x
/// offset`, and sums of offsets are exact integers.
struct ChunkMoments {
  /// The midpoint of the chunk's first bucket, ns.
  var midpoint: Double
  /// The width of its buckets, ns.
  var width: Double
  /// The number of samples.
  var samples: Double
  /// The sum of the samples' offsets in the chunk.
  var offsets = 0.0
  /// The sum of the squares of these offsets.
  var squares = 0.0

  /// The sum of the samples' midpoints, ns.
  var sum: Double { samples * midpoint + width * offsets }

  /// The sum of the squares of the distances between the samples' midpoints and `mean`.
  func squares(around mean: Double) -> Double {
    let distance = midpoint - mean
    return samples * distance * distance + 2 * distance * width * offsets + width * width * squares
  }
}
