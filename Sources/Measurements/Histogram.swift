/// Mergeable counts per bucket of `BucketLayout`: every percentile of a series, at three digits.
///
/// Counts live in chunks that are allocated when they are first touched, so a series that spans a
/// few powers of two costs a few kilobytes and not the 270 KB of a dense array.
package struct Histogram: Sendable {
  /// Buckets per chunk: a quarter of a power of two, so that the sparse tail of a thousand series
  /// stays small.
  static let chunkLength = 256
  static let chunkCount = BucketLayout.bucketCount / chunkLength

  /// `[chunk][bucket in chunk]`; a chunk that was never touched is empty.
  private var chunks: [[UInt64]]
  /// The number of samples in each chunk.
  private var chunkTotals: [UInt64]
  /// The number of samples.
  package private(set) var count: UInt64 = 0

  /// A histogram without samples.
  package init() {
    chunks = Array(repeating: [], count: Self.chunkCount)
    chunkTotals = Array(repeating: 0, count: Self.chunkCount)
  }

  /// A histogram of the given counts.
  package init(_ counts: SparseCounts) {
    self.init()
    add(counts)
  }

  /// Whether it has no sample.
  package var isEmpty: Bool { count == 0 }

  /// Counts `samples` values of `nanoseconds`, clamped to 1 ns...1 h.
  package mutating func record(_ nanoseconds: Int64, samples: UInt64 = 1) {
    add(samples, at: BucketLayout.index(clamping: nanoseconds))
  }

  /// Counts `samples` in a bucket.
  package mutating func add(_ samples: UInt64, at index: Int) {
    let chunk = index / Self.chunkLength
    if chunks[chunk].isEmpty { chunks[chunk] = Array(repeating: 0, count: Self.chunkLength) }
    chunks[chunk][index % Self.chunkLength] += samples
    chunkTotals[chunk] += samples
    count += samples
  }

  /// Adds the samples of `counts`. O(entries).
  package mutating func add(_ counts: SparseCounts) {
    for entry in counts.entries { add(UInt64(entry.count), at: Int(entry.index)) }
  }

  /// Takes away samples that were added before. O(entries). A chunk that gets empty is freed.
  package mutating func subtract(_ counts: SparseCounts) {
    for entry in counts.entries {
      let index = Int(entry.index)
      let chunk = index / Self.chunkLength
      let samples = UInt64(entry.count)
      precondition(chunkTotals[chunk] >= samples, "subtracted what was never added")
      chunks[chunk][index % Self.chunkLength] -= samples
      chunkTotals[chunk] -= samples
      count -= samples
      if chunkTotals[chunk] == 0 { chunks[chunk] = [] }
    }
  }

  /// Adds the samples of `other`.
  package mutating func add(_ other: Histogram) {
    other.forEachBucket { add($1, at: $0) }
  }

  /// Calls `body` with each bucket that has samples and their number, ascending.
  package func forEachBucket(_ body: (_ index: Int, _ count: UInt64) -> Void) {
    for chunk in chunks.indices where chunkTotals[chunk] > 0 {
      for (offset, count) in chunks[chunk].enumerated() where count > 0 {
        body(chunk * Self.chunkLength + offset, count)
      }
    }
  }

  /// The bucket that holds the sample of rank `rank`, 1...count.
  private func bucket(ofRank rank: UInt64) -> Int {
    var passed: UInt64 = 0
    for chunk in chunks.indices {
      guard passed + chunkTotals[chunk] >= rank else {
        passed += chunkTotals[chunk]
        continue
      }
      for (offset, count) in chunks[chunk].enumerated() {
        passed += count
        if passed >= rank { return chunk * Self.chunkLength + offset }
      }
    }
    preconditionFailure("rank \(rank) of \(count)")
  }

  /// The smallest value in ns that at least the share `quantile` of the samples does not exceed: the
  /// highest equivalent value of the bucket of rank ceil(p N). Nil without samples.
  package func value(at quantile: Quantile) -> Int64? {
    guard count > 0 else { return nil }
    return BucketLayout.highest(of: bucket(ofRank: quantile.rank(of: count)))
  }

  /// The value in ns at a share that is not a decimal, as the inverse of a confidence bound; the
  /// share is clamped to 0...1. Nil without samples.
  package func value(atShare share: Double) -> Int64? {
    guard count > 0 else { return nil }
    let rank = (min(max(share, 0), 1) * Double(count)).rounded(.up)
    return BucketLayout.highest(of: bucket(ofRank: min(max(UInt64(rank), 1), count)))
  }

  /// The value in ns of the sample of rank `rank`; nil if there is none of that rank.
  package func value(ofRank rank: UInt64) -> Int64? {
    guard rank >= 1, rank <= count else { return nil }
    return BucketLayout.highest(of: bucket(ofRank: rank))
  }

  /// The lowest equivalent value of the lowest sample, ns.
  package var minimum: Int64? {
    count > 0 ? BucketLayout.lowest(of: bucket(ofRank: 1)) : nil
  }

  /// The highest equivalent value of the highest sample, ns.
  package var maximum: Int64? {
    count > 0 ? BucketLayout.highest(of: bucket(ofRank: count)) : nil
  }

  /// The mean of the buckets' midpoints, ns.
  package var mean: Double? {
    guard count > 0 else { return nil }
    var sum = 0.0
    forEachBucket { sum += Double(BucketLayout.midpoint(of: $0)) * Double($1) }
    return sum / Double(count)
  }

  /// The standard deviation (of the population) of the buckets' midpoints, ns.
  package var standardDeviation: Double? {
    guard let mean else { return nil }
    var sum = 0.0
    forEachBucket { index, count in
      let distance = Double(BucketLayout.midpoint(of: index)) - mean
      sum += distance * distance * Double(count)
    }
    return (sum / Double(count)).squareRoot()
  }

  /// The number of samples in buckets up to and with that of `nanoseconds`.
  package func count(atMost nanoseconds: Int64) -> UInt64 {
    guard nanoseconds > 0 else { return 0 }
    let limit = BucketLayout.index(clamping: nanoseconds)
    let last = limit / Self.chunkLength
    var sum = chunkTotals[..<last].reduce(0, +)
    if !chunks[last].isEmpty { sum += chunks[last][...(limit % Self.chunkLength)].reduce(0, +) }
    return sum
  }

  /// The number of samples in buckets beyond that of `nanoseconds`: a value in the same bucket as
  /// its limit equals the limit.
  package func count(above nanoseconds: Int64) -> UInt64 { count - count(atMost: nanoseconds) }

  /// All samples as a sparse list.
  package var sparse: SparseCounts {
    var entries: [SparseCounts.Entry] = []
    forEachBucket { index, count in
      var rest = count
      while rest > 0 {
        let part = UInt32(clamping: rest)
        entries.append(SparseCounts.Entry(index: UInt16(index), count: part))
        rest -= UInt64(part)
      }
    }
    return SparseCounts(entries: entries)
  }
}

extension Histogram: Equatable {
  package static func == (left: Histogram, right: Histogram) -> Bool {
    left.chunkTotals == right.chunkTotals && left.sparse == right.sparse
  }
}
