/// The counts of a histogram, in chunks that are made when they are first touched and never moved.
///
/// A sample of a series mostly falls into another chunk than the one before it. So nothing is
/// checked and nothing is retained per sample: `Histogram` makes sure once per call that nobody else
/// holds what it changes.
// Sendable as long as only a sole owner changes it, which `Histogram` sees to.
final class HistogramStorage: @unchecked Sendable {
  /// Buckets per chunk.
  static let chunkLength = 128
  static let chunkCount = BucketLayout.bucketCount / chunkLength

  /// `[chunk]`: where its counts lie, the number of their place and 1; 0 for nowhere.
  private let places: UnsafeMutablePointer<UInt16>
  /// `[place][bucket in chunk]`: the lower 32 bits of its samples.
  private(set) var counts: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
  /// `[place]`: the samples of a chunk.
  ///
  /// Where there are none any more, another chunk may move in.
  private(set) var totals: UnsafeMutablePointer<UInt64>
  private(set) var placeCount = 0
  private var capacity: Int
  /// The chunks that ever had a place.
  private(set) var span = 0..<0
  /// By bucket: what did not fit into 32 bits, in units of 2^32.
  ///
  /// Empty but for enormous runs.
  var carries: [Int: UInt64] = [:]
  /// The number of samples.
  var count: UInt64 = 0

  /// No samples.
  init() {
    places = .allocate(capacity: Self.chunkCount)
    places.initialize(repeating: 0, count: Self.chunkCount)
    capacity = 8
    counts = .allocate(capacity: capacity)
    totals = .allocate(capacity: capacity)
  }

  /// The same samples; chunks without any are left behind.
  init(copying other: HistogramStorage) {
    places = .allocate(capacity: Self.chunkCount)
    places.initialize(repeating: 0, count: Self.chunkCount)
    capacity = max(8, other.placeCount)
    counts = .allocate(capacity: capacity)
    totals = .allocate(capacity: capacity)
    carries = other.carries
    count = other.count
    for chunk in other.span {
      guard let place = other.place(ofKnown: chunk), other.totals[place] > 0 else { continue }
      let copy = self.place(ofChunk: chunk)
      counts[copy].update(from: other.counts[place], count: Self.chunkLength)
      totals[copy] = other.totals[place]
    }
  }

  deinit {
    for place in 0..<placeCount { counts[place].deallocate() }
    counts.deallocate()
    totals.deallocate()
    places.deallocate()
  }

  /// Where the counts of a chunk lie; nil if it has none.
  func place(ofKnown chunk: Int) -> Int? {
    let place = Int(places[chunk])
    return place > 0 ? place - 1 : nil
  }

  /// Where the counts of a chunk lie; makes room for them if there is none.
  func place(ofChunk chunk: Int) -> Int {
    let place = Int(places[chunk])
    return place > 0 ? place - 1 : makePlace(ofChunk: chunk)
  }

  private func makePlace(ofChunk chunk: Int) -> Int {
    var place = 0
    while place < placeCount, totals[place] > 0 { place += 1 }
    if place < placeCount {
      for owner in span where Int(places[owner]) == place + 1 { places[owner] = 0 }
    } else {
      if placeCount == capacity { grow() }
      let fresh = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.chunkLength)
      fresh.initialize(repeating: 0, count: Self.chunkLength)
      (counts + place).initialize(to: fresh)
      (totals + place).initialize(to: 0)
      placeCount += 1
    }
    places[chunk] = UInt16(place + 1)
    span =
      span.isEmpty
      ? chunk..<(chunk + 1) : min(span.lowerBound, chunk)..<max(span.upperBound, chunk + 1)
    return place
  }

  private func grow() {
    let more = capacity * 2
    let (oldCounts, oldTotals) = (counts, totals)
    counts = .allocate(capacity: more)
    counts.moveInitialize(from: oldCounts, count: capacity)
    totals = .allocate(capacity: more)
    totals.moveInitialize(from: oldTotals, count: capacity)
    oldCounts.deallocate()
    oldTotals.deallocate()
    capacity = more
  }

  // Loops are methods of the storage: in them it is held once, and not again for each sample.

  /// Adds samples.
  func add(_ entries: some Sequence<SparseCounts.Entry>) {
    var added: UInt64 = 0
    // Whether an entry is in the chunk of the one before is anybody's guess: to look each chunk up
    // costs less than a branch that is mispredicted every other time.
    for entry in entries {
      let index = Int(entry.index)
      let place = self.place(ofChunk: index / Self.chunkLength)
      let bucket = counts[place] + index % Self.chunkLength
      let (low, overflow) = bucket.pointee.addingReportingOverflow(entry.count)
      bucket.pointee = low
      if overflow { carries[index, default: 0] += 1 }
      totals[place] &+= UInt64(entry.count)
      added &+= UInt64(entry.count)
    }
    count += added
  }

  /// The bucket that holds the sample of rank `rank`; nil if there is none of that rank.
  func bucket(ofRank rank: UInt64) -> Int? {
    guard rank >= 1, rank <= count else { return nil }
    var rest = rank
    for chunk in span {
      guard let place = place(ofKnown: chunk) else { continue }
      guard totals[place] < rest else { return bucket(ofRank: rest, inChunk: chunk, at: place) }
      rest -= totals[place]
    }
    return nil
  }

  private func bucket(ofRank rank: UInt64, inChunk chunk: Int, at place: Int) -> Int? {
    var rest = rank
    for offset in 0..<Self.chunkLength {
      var samples = UInt64(counts[place][offset])
      let index = chunk * Self.chunkLength + offset
      if !carries.isEmpty, let carry = carries[index] { samples += carry << 32 }
      guard samples < rest else { return index }
      rest -= samples
    }
    return nil
  }

  /// Takes away samples of one bucket that were added before.
  func subtract(_ samples: UInt64, at index: Int) {
    guard let place = place(ofKnown: index / Self.chunkLength) else {
      preconditionFailure("subtracted what was never added")
    }
    let bucket = counts[place] + index % Self.chunkLength
    let (low, borrow) = bucket.pointee.subtractingReportingOverflow(
      UInt32(truncatingIfNeeded: samples)
    )
    bucket.pointee = low
    let carry = samples >> 32 + (borrow ? 1 : 0)
    if carry > 0 { takeBack(index, carry) }
    totals[place] -= samples
    count -= samples
  }

  /// Takes away samples that were added before.
  func subtract(_ entries: some Sequence<SparseCounts.Entry>) {
    var subtracted: UInt64 = 0
    for entry in entries {
      let index = Int(entry.index)
      guard let place = place(ofKnown: index / Self.chunkLength) else {
        preconditionFailure("subtracted what was never added")
      }
      let bucket = counts[place] + index % Self.chunkLength
      let (low, borrow) = bucket.pointee.subtractingReportingOverflow(entry.count)
      bucket.pointee = low
      if borrow { takeBack(index, 1) }
      totals[place] -= UInt64(entry.count)
      subtracted += UInt64(entry.count)
    }
    count -= subtracted
  }

  private func takeBack(_ index: Int, _ amount: UInt64) {
    guard let carry = carries[index], carry >= amount else {
      preconditionFailure("subtracted what was never added")
    }
    carries[index] = carry > amount ? carry - amount : nil
  }

  /// The bytes of all its counts.
  var bytes: Int {
    Self.chunkCount * MemoryLayout<UInt16>.stride
      + placeCount * (MemoryLayout<UInt64>.stride + Self.chunkLength * MemoryLayout<UInt32>.stride)
  }
}
