/// Mergeable counts per bucket of `BucketLayout`: every percentile of a series, at three digits.
///
/// Counts live in chunks that are made when they are first touched, so a series costs nothing while
/// it has no samples, and half a kilobyte for each eighth of a power of two that its samples span.
package struct Histogram: Sendable {
  static let chunkLength = HistogramStorage.chunkLength

  /// Nil without samples; shared by copies until one of them changes.
  private var storage: HistogramStorage?

  /// The coarser buckets that its samples come from, as the first of them said; nil if they were
  /// counted in these.
  package private(set) var resolution: Resolution?

  /// A histogram without samples; allocates nothing.
  package init() {}

  /// A histogram of the given counts.
  package init(_ counts: SparseCounts) { add(counts) }

  /// The number of samples.
  package var count: UInt64 { storage?.count ?? 0 }

  /// Whether it has no sample.
  package var isEmpty: Bool { count == 0 }

  /// Its counts, which nobody else holds.
  private mutating func owned() -> HistogramStorage {
    // Not bound to a name before: that would be a second holder.
    if isKnownUniquelyReferenced(&storage), let storage { return storage }
    let own = storage.map(HistogramStorage.init(copying:)) ?? HistogramStorage()
    storage = own
    return own
  }

  /// Counts `samples` values of `nanoseconds`, clamped to 1 ns...1 h.
  package mutating func record(_ nanoseconds: Int64, samples: UInt64 = 1) {
    add(samples, at: BucketLayout.index(clamping: nanoseconds))
  }

  /// Counts `samples` in a bucket.
  package mutating func add(_ samples: UInt64, at index: Int) {
    guard samples > 0 else { return }
    let storage = owned()
    let place = storage.place(ofChunk: index / Self.chunkLength)
    let offset = index % Self.chunkLength
    let (low, overflow) = storage.counts[place][offset].addingReportingOverflow(
      UInt32(truncatingIfNeeded: samples)
    )
    storage.counts[place][offset] = low
    let carry = samples >> 32 + (overflow ? 1 : 0)
    if carry > 0 { storage.carries[index, default: 0] += carry }
    storage.totals[place] += samples
    storage.count += samples
  }

  /// Adds the samples of `counts`.
  ///
  /// O(entries).
  package mutating func add(_ counts: SparseCounts) {
    guard !counts.isEmpty else { return }
    resolution = resolution ?? counts.resolution
    add(counts.entries)
  }

  /// Adds the samples of `counts`.
  ///
  /// O(buckets).
  package mutating func add(_ counts: PackedCounts) {
    guard counts.length > 0 else { return }
    resolution = resolution ?? counts.resolution
    let storage = owned()
    counts.withEntries { storage.add($0) }
  }

  /// Adds samples.
  mutating func add(_ entries: some Sequence<SparseCounts.Entry>) { owned().add(entries) }

  /// Takes away samples that were added before.
  ///
  /// O(entries).
  package mutating func subtract(_ counts: SparseCounts) { subtract(counts.entries) }

  /// Takes away samples that were added before.
  ///
  /// O(buckets).
  package mutating func subtract(_ counts: PackedCounts) {
    guard counts.length > 0 else { return }
    let storage = owned()
    counts.withEntries { storage.subtract($0) }
  }

  /// Takes away samples that were added before.
  mutating func subtract(_ entries: some Sequence<SparseCounts.Entry>) {
    owned().subtract(entries)
  }

  /// Takes away the samples of a histogram that this one went on from.
  ///
  /// O(buckets of `other`).
  package mutating func subtract(_ other: Histogram) {
    guard !other.isEmpty else { return }
    let storage = owned()
    other.forEachBucket { storage.subtract($1, at: $0) }
  }

  /// Adds the samples of `other`.
  package mutating func add(_ other: Histogram) {
    resolution = resolution ?? other.resolution
    guard !isEmpty else {
      storage = other.storage
      return
    }
    other.forEachBucket { add($1, at: $0) }
  }
}

/// What is read from it.
extension Histogram {
  /// Calls `body` with each chunk that has samples, ascending, and its place, until it returns false.
  private func forEachChunk(_ body: (_ chunk: Int, _ counts: Chunk) -> Bool) {
    guard let storage else { return }
    for chunk in storage.span {
      guard let place = storage.place(ofKnown: chunk), storage.totals[place] > 0 else { continue }
      let counts = UnsafeBufferPointer(start: storage.counts[place], count: Self.chunkLength)
      guard body(chunk, Chunk(counts: counts, total: storage.totals[place])) else { return }
    }
  }

  /// The samples of a chunk; only as long as the histogram is there and not changed.
  private struct Chunk {
    var counts: UnsafeBufferPointer<UInt32>
    var total: UInt64

    /// The sums of the offsets of its samples within the chunk, and of their squares, added up in
    /// words of a width that holds them.
    func weighted<Word: FixedWidthInteger>(as word: Word.Type) -> (Double, squares: Double) {
      var sum: Word = 0
      var squares: Word = 0
      var offset: Word = 0
      for low in counts {
        let weighted = Word(truncatingIfNeeded: low) &* offset
        sum &+= weighted
        squares &+= weighted &* offset
        offset &+= 1
      }
      return (Double(sum), Double(squares))
    }
  }

  /// The most samples of a chunk whose squared offsets add up to no more than 32 bits.
  private static let mostNarrow = UInt64(UInt32.max) / UInt64((chunkLength - 1) * (chunkLength - 1))

  private var carries: [Int: UInt64] { storage?.carries ?? [:] }

  /// The bytes of all its counts.
  var bytes: Int { storage?.bytes ?? 0 }

  /// Calls `body` with the buckets of a chunk that have samples, ascending, until it returns false.
  private func forEachBucket(
    ofChunk chunk: Int,
    _ counts: Chunk,
    _ body: (_ index: Int, _ count: UInt64) -> Bool
  ) {
    let carries = carries
    var index = chunk * Self.chunkLength
    for low in counts.counts {
      if low > 0 || !carries.isEmpty {
        let carry = carries.isEmpty ? 0 : carries[index, default: 0]
        let samples = UInt64(low) + carry << 32
        if samples > 0, !body(index, samples) { return }
      }
      index += 1
    }
  }

  /// Calls `body` with each bucket that has samples and their number, ascending.
  package func forEachBucket(_ body: (_ index: Int, _ count: UInt64) -> Void) {
    forEachChunk { chunk, counts in
      forEachBucket(ofChunk: chunk, counts) { index, samples in
        body(index, samples)
        return true
      }
      return true
    }
  }

  /// The bucket that holds the sample of rank `rank`; nil if there is none of that rank.
  func bucket(ofRank rank: UInt64) -> Int? { storage?.bucket(ofRank: rank) }

  /// The buckets that hold the samples of `ranks`, which ascend within 1...count.
  func buckets(ofRanks ranks: [UInt64]) -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(ranks.count)
    var before: UInt64 = 0
    forEachChunk { chunk, counts in
      guard found.count < ranks.count else { return false }
      let total = counts.total
      defer { before += total }
      guard before + total >= ranks[found.count] else { return true }
      var passed = before
      forEachBucket(ofChunk: chunk, counts) { index, samples in
        passed += samples
        while found.count < ranks.count, ranks[found.count] <= passed { found.append(index) }
        return found.count < ranks.count
      }
      return true
    }
    return found
  }

  /// The sums from which mean and standard deviation follow, of each chunk with samples; of each
  /// bucket, if its midpoint lies elsewhere.
  func moments() -> [ChunkMoments] {
    var moments: [ChunkMoments] = []
    if let resolution {
      forEachBucket { index, samples in
        let midpoint = resolution.midpoint(of: index)
        moments.append(ChunkMoments(midpoint: midpoint, width: 0, samples: Double(samples)))
      }
      return moments
    }
    forEachChunk { chunk, counts in
      let first = chunk * Self.chunkLength
      var moment = ChunkMoments(
        midpoint: Double(BucketLayout.midpoint(of: first)),
        width: Double(BucketLayout.width(of: first)),
        samples: Double(counts.total)
      )
      let (sum, squares) =
        counts.total <= Self.mostNarrow
        ? counts.weighted(as: UInt32.self) : counts.weighted(as: UInt64.self)
      moment.offsets = sum
      moment.squares = squares
      for (index, carry) in carries where index / Self.chunkLength == chunk {
        let offset = Double(index % Self.chunkLength)
        moment.offsets += Double(carry) * 0x1p32 * offset
        moment.squares += Double(carry) * 0x1p32 * offset * offset
      }
      moments.append(moment)
      return true
    }
    return moments
  }

  /// The number of samples in buckets up to and with that of `nanoseconds`.
  package func count(atMost nanoseconds: Int64) -> UInt64 {
    guard nanoseconds > 0 else { return 0 }
    let limit = BucketLayout.index(clamping: nanoseconds)
    var sum: UInt64 = 0
    forEachChunk { chunk, counts in
      guard chunk * Self.chunkLength <= limit else { return false }
      if (chunk + 1) * Self.chunkLength - 1 <= limit {
        sum += counts.total
      } else {
        forEachBucket(ofChunk: chunk, counts) { index, samples in
          if index <= limit { sum += samples }
          return index < limit
        }
      }
      return true
    }
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
    return SparseCounts(entries: entries, resolution: resolution)
  }
}

extension Histogram: Equatable {
  package static func == (left: Histogram, right: Histogram) -> Bool {
    left.count == right.count && left.sparse == right.sparse
  }
}
