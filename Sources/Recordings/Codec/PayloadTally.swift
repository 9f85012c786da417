import Measurements

/// Puts the counts of a payload into buckets of ours.
struct PayloadTally {
  /// The most samples of one histogram that are taken for real.
  private static let greatestCount: UInt64 = 1 << 40
  /// The most entries that there can be: one for each bucket, and one more for each 2^32 samples.
  static let entryLimit = BucketLayout.bucketCount + Int(greatestCount >> 32) + 1

  /// The buckets of ours up to that of the greatest value that is kept: what lies in the rest of its power
  /// of two is clamped like all that is greater.
  private static let keptBuckets = BucketLayout.index(of: BucketLayout.highestTrackable) + 1

  private let layout: PayloadLayout
  /// Whether its buckets are ours, so that none needs to be looked for.
  private let isOurs: Bool
  /// What its values are multiples of: in its own unit, and in ns.
  private let ratio: Double
  private let nanoseconds: Double
  /// Room for `entryLimit` entries.
  private let entries: UnsafeMutablePointer<SparseCounts.Entry>
  private(set) var entryCount = 0
  private var total: UInt64 = 0
  private var clamped: UInt64 = 0
  /// The bucket of the next count.
  private var index = 0
  /// The last bucket with samples; nil without samples.
  private var last: Int?

  /// Nothing yet of a payload; `entries` has room for `entryLimit`.
  init(
    _ layout: PayloadLayout,
    ratio: Double,
    nanosecondsPerUnit: Double,
    into entries: UnsafeMutablePointer<SparseCounts.Entry>
  ) {
    self.layout = layout
    self.ratio = ratio
    self.entries = entries
    nanoseconds = ratio * nanosecondsPerUnit
    isOurs = layout.isOurs && nanoseconds == 1
  }

  /// What the payload holds; `place` is that of its entries among others.
  func part(at place: Range<Int>) -> PayloadDecoder.Part {
    PayloadDecoder.Part(
      place: place,
      count: total,
      resolution: layout.resolution(nanosecondsPerUnit: nanoseconds),
      clamped: clamped,
      maximum: last.map { last in
        let values = layout.values(of: last)
        return (Double(values.lowerBound) * ratio)...(Double(values.upperBound) * ratio)
      }
    )
  }

  /// Counts as ZigZag LEB128, a negative one being that many empty buckets (V2).
  mutating func add(packed bytes: UnsafeRawBufferPointer) throws(PayloadError) {
    var place = isOurs ? try addShort(bytes) : 0
    while place < bytes.count {
      guard let value = ZigZag.decode(bytes, at: &place) else { throw .badCounts }
      if value < 0 {
        guard value >= -Int64(layout.bucketCount) else { throw .badCounts }
        index += Int(-value)
        guard index <= layout.bucketCount else { throw .badCounts }
      } else {
        try add(UInt64(value))
      }
    }
  }

  /// Counts of less than 28 bits in buckets that are ours, which are nearly all there are.
  ///
  /// Returns where the first one stands that is none of them.
  private mutating func addShort(_ bytes: UnsafeRawBufferPointer) throws(PayloadError) -> Int {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let limit = min(layout.bucketCount, Self.keptBuckets)
    var place = 0
    // In registers: what is written through `self` has to be read again. No number here is great
    // enough to overflow.
    var (index, entryCount, total) = (index, entryCount, total)
    words: while place < bytes.count {
      var word = UInt32(start[place])
      var next = place &+ 1
      if word > 127 {
        word &= 127
        var shift: UInt32 = 7
        while true {
          guard next < bytes.count, shift < 28 else { break words }
          let byte = UInt32(start[next])
          next &+= 1
          word |= (byte & 127) &<< shift
          guard byte > 127 else { break }
          shift &+= 7
        }
      }
      let amount = word >> 1
      if word & 1 == 0 {
        guard index < limit else { break }
        if amount > 0 {
          entries[entryCount] = SparseCounts.Entry(
            index: UInt16(truncatingIfNeeded: index),
            count: amount
          )
          entryCount &+= 1
          total &+= UInt64(amount)
        }
        index &+= 1
      } else {
        guard index &+ Int(amount) < limit else { break }
        index &+= Int(amount) &+ 1
      }
      place = next
    }
    guard total <= Self.greatestCount else { throw .badCounts }
    (self.index, self.entryCount, self.total) = (index, entryCount, total)
    if entryCount > 0 { last = Int(entries[entryCount - 1].index) }
    return place
  }

  /// Counts of a fixed length (V0, V1); empty ones may stand beyond the last bucket.
  mutating func add(words bytes: UnsafeRawBufferPointer, of length: Int) throws(PayloadError) {
    guard bytes.count.isMultiple(of: length) else { throw .badCounts }
    for start in stride(from: 0, to: bytes.count, by: length) {
      let word = bytes[start..<(start + length)].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      if word == 0 { index += 1 } else { try add(word) }
    }
  }

  @inline(__always)
  private mutating func add(_ count: UInt64) throws(PayloadError) {
    guard index < layout.bucketCount, count <= Self.greatestCount - total else { throw .badCounts }
    if count > 0 {
      total += count
      last = index
      let bucket = isOurs && index < Self.keptBuckets ? index : bucket(count)
      append(count, bucket)
    }
    index += 1
  }

  @inline(__always)
  private mutating func append(_ count: UInt64, _ bucket: Int) {
    if count > UInt64(UInt32.max) || entryCount > 0 && Int(entries[entryCount - 1].index) == bucket
    {
      split(count, bucket)
    } else {
      entries[entryCount] = SparseCounts.Entry(index: UInt16(bucket), count: UInt32(count))
      entryCount += 1
    }
  }

  /// Appends samples that go into the last bucket, or into several entries.
  private mutating func split(_ count: UInt64, _ bucket: Int) {
    var rest = count
    if entryCount > 0, Int(entries[entryCount - 1].index) == bucket {
      let part = min(rest, UInt64(UInt32.max - entries[entryCount - 1].count))
      entries[entryCount - 1].count += UInt32(part)
      rest -= part
    }
    while rest > 0 {
      let part = UInt32(clamping: rest)
      entries[entryCount] = SparseCounts.Entry(index: UInt16(bucket), count: part)
      entryCount += 1
      rest -= UInt64(part)
    }
  }

  /// The bucket of ours that has the values of the current one; what is beyond the last is clamped.
  private mutating func bucket(_ count: UInt64) -> Int {
    let value = layout.values(of: index).upperBound
    // In integers as long as they are ns: a double has only 53 bits.
    let exact = nanoseconds == 1 ? value : Int64(exactly: (Double(value) * nanoseconds).rounded())
    guard let exact, exact <= BucketLayout.highest(of: Self.keptBuckets - 1) else {
      clamped += count
      return BucketLayout.index(of: BucketLayout.highestTrackable)
    }
    return BucketLayout.index(of: exact)
  }
}
