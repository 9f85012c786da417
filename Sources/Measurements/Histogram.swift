/// Mergeable counts per bucket of `BucketLayout`: every percentile of a series, at three digits.
///
/// Counts live in chunks that are made when they are first touched, so a series costs nothing while
/// it has no samples, and half a kilobyte for each eighth of a power of two that its samples span.
package struct Histogram: Sendable {
  /// Buckets per chunk.
  static let chunkLength = 128
  static let chunkCount = BucketLayout.bucketCount / chunkLength

  /// `[chunk]`: where its counts lie, the number of their place and 1; 0 for nowhere.
  private(set) var places: [UInt16] = []
  /// The chunks that ever had a place.
  private var span = 0..<0
  /// `[place][bucket in chunk]`: the lower 32 bits of its samples.
  private(set) var counts: [[UInt32]] = []
  /// `[place]`: the samples of a chunk.
  ///
  /// Where there are none any more, another chunk may move in.
  private(set) var totals: [UInt64] = []
  /// By bucket: what did not fit into 32 bits, in units of 2^32.
  ///
  /// Empty but for enormous runs.
  private var carries: [Int: UInt64] = [:]
  /// The number of samples.
  package private(set) var count: UInt64 = 0
  /// The coarser buckets that its samples come from, as the first of them said; nil if they were
  /// counted in these.
  package private(set) var resolution: Resolution?

  /// A histogram without samples; allocates nothing.
  package init() {}

  /// A histogram of the given counts.
  package init(_ counts: SparseCounts) { add(counts) }

  /// Whether it has no sample.
  package var isEmpty: Bool { count == 0 }

  /// Counts `samples` values of `nanoseconds`, clamped to 1 ns...1 h.
  package mutating func record(_ nanoseconds: Int64, samples: UInt64 = 1) {
    add(samples, at: BucketLayout.index(clamping: nanoseconds))
  }

  /// Counts `samples` in a bucket.
  package mutating func add(_ samples: UInt64, at index: Int) {
    guard samples > 0 else { return }
    let place = place(ofChunk: index / Self.chunkLength)
    let (low, overflow) = counts[place][index % Self.chunkLength].addingReportingOverflow(
      UInt32(truncatingIfNeeded: samples)
    )
    counts[place][index % Self.chunkLength] = low
    let carry = samples >> 32 + (overflow ? 1 : 0)
    if carry > 0 { carries[index, default: 0] += carry }
    totals[place] += samples
    count += samples
  }

  /// Adds the samples of `counts`.
  ///
  /// O(entries).
  package mutating func add(_ counts: SparseCounts) {
    resolution = resolution ?? counts.resolution
    add(counts.entries)
  }

  /// Adds the samples of `counts`.
  ///
  /// O(buckets).
  package mutating func add(_ counts: PackedCounts) { add(IteratorSequence(counts.makeIterator())) }

  /// Adds samples whose buckets ascend, so that most follow one in the same chunk.
  mutating func add(_ entries: some Sequence<SparseCounts.Entry>) {
    var iterator = entries.makeIterator()
    var next = iterator.next()
    while let first = next {
      let chunk = Int(first.index) / Self.chunkLength
      let place = place(ofChunk: chunk)
      var added: UInt64 = 0
      var overflows: [Int] = []
      counts[place].withUnsafeMutableBufferPointer { counts in
        while let entry = next, Int(entry.index) / Self.chunkLength == chunk {
          let offset = Int(entry.index) % Self.chunkLength
          let (low, overflow) = counts[offset].addingReportingOverflow(entry.count)
          counts[offset] = low
          if overflow { overflows.append(Int(entry.index)) }
          added += UInt64(entry.count)
          next = iterator.next()
        }
      }
      for index in overflows { carries[index, default: 0] += 1 }
      totals[place] += added
      count += added
    }
  }

  /// Takes away samples that were added before.
  ///
  /// O(entries).
  package mutating func subtract(_ counts: SparseCounts) { subtract(counts.entries) }

  /// Takes away samples that were added before.
  mutating func subtract(_ entries: some Sequence<SparseCounts.Entry>) {
    var iterator = entries.makeIterator()
    var next = iterator.next()
    while let first = next {
      let chunk = Int(first.index) / Self.chunkLength
      precondition(!places.isEmpty && places[chunk] > 0, "subtracted what was never added")
      let place = Int(places[chunk]) - 1
      var subtracted: UInt64 = 0
      var borrows: [Int] = []
      counts[place].withUnsafeMutableBufferPointer { counts in
        while let entry = next, Int(entry.index) / Self.chunkLength == chunk {
          let offset = Int(entry.index) % Self.chunkLength
          let (low, borrow) = counts[offset].subtractingReportingOverflow(entry.count)
          counts[offset] = low
          if borrow { borrows.append(Int(entry.index)) }
          subtracted += UInt64(entry.count)
          next = iterator.next()
        }
      }
      for index in borrows {
        guard let carry = carries[index] else {
          preconditionFailure("subtracted what was never added")
        }
        carries[index] = carry > 1 ? carry - 1 : nil
      }
      totals[place] -= subtracted
      count -= subtracted
    }
  }

  /// Adds the samples of `other`.
  package mutating func add(_ other: Histogram) {
    resolution = resolution ?? other.resolution
    other.forEachBucket { add($1, at: $0) }
  }

  /// Where the counts of a chunk lie; makes room for them if there is none.
  private mutating func place(ofChunk chunk: Int) -> Int {
    if !places.isEmpty, places[chunk] > 0 { return Int(places[chunk]) - 1 }
    if places.isEmpty { places = Array(repeating: 0, count: Self.chunkCount) }
    let place: Int
    if let free = totals.firstIndex(of: 0) {
      place = free
      if let owner = places.firstIndex(of: UInt16(free + 1)) { places[owner] = 0 }
    } else {
      place = totals.count
      counts.append(Array(repeating: 0, count: Self.chunkLength))
      totals.append(0)
    }
    places[chunk] = UInt16(place + 1)
    span =
      span.isEmpty
      ? chunk..<(chunk + 1) : min(span.lowerBound, chunk)..<max(span.upperBound, chunk + 1)
    return place
  }
}

/// What is read from it.
extension Histogram {
  /// Calls `body` with each chunk that has samples, ascending, and its place, until it returns false.
  private func forEachChunk(_ body: (_ chunk: Int, _ place: Int) -> Bool) {
    for chunk in span where places[chunk] > 0 {
      let place = Int(places[chunk]) - 1
      if totals[place] > 0, !body(chunk, place) { return }
    }
  }

  /// Calls `body` with the buckets of a chunk that have samples, ascending, until it returns false.
  private func forEachBucket(
    ofChunk chunk: Int,
    at place: Int,
    _ body: (_ index: Int, _ count: UInt64) -> Bool
  ) {
    var index = chunk * Self.chunkLength
    for low in counts[place] {
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
    forEachChunk { chunk, place in
      forEachBucket(ofChunk: chunk, at: place) { index, samples in
        body(index, samples)
        return true
      }
      return true
    }
  }

  /// The buckets that hold the samples of `ranks`, which ascend within 1...count.
  func buckets(ofRanks ranks: [UInt64]) -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(ranks.count)
    var before: UInt64 = 0
    forEachChunk { chunk, place in
      guard found.count < ranks.count else { return false }
      let total = totals[place]
      defer { before += total }
      guard before + total >= ranks[found.count] else { return true }
      var passed = before
      forEachBucket(ofChunk: chunk, at: place) { index, samples in
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
    forEachChunk { chunk, place in
      let first = chunk * Self.chunkLength
      var moment = ChunkMoments(
        midpoint: Double(BucketLayout.midpoint(of: first)),
        width: Double(BucketLayout.width(of: first)),
        samples: Double(totals[place])
      )
      var offset: UInt64 = 0
      var sum: UInt64 = 0
      var squares: UInt64 = 0
      for low in counts[place] {
        let weighted = UInt64(low) &* offset
        sum &+= weighted
        squares &+= weighted &* offset
        offset &+= 1
      }
      moment.offsets = Double(sum)
      moment.squares = Double(squares)
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
    forEachChunk { chunk, place in
      guard chunk * Self.chunkLength <= limit else { return false }
      if (chunk + 1) * Self.chunkLength - 1 <= limit {
        sum += totals[place]
      } else {
        forEachBucket(ofChunk: chunk, at: place) { index, samples in
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
