import Measurements

extension HistogramPayload {
  /// The most samples of one histogram that are taken for real.
  private static let greatestCount: UInt64 = 1 << 40

  /// What a payload holds.
  struct Decoded: Equatable {
    /// The samples, in buckets of ours.
    var counts = SparseCounts()
    /// How many of them are beyond 1 h, and were clamped.
    var clamped: UInt64 = 0
    /// The lowest and the highest value of its last bucket with samples, in its own units; nil
    /// without samples.
    var maximum: ClosedRange<Double>?
  }

  /// Reads a payload of any encoding, whose values are multiples of `nanosecondsPerUnit`.
  ///
  /// A bucket of another layout is counted where its highest value lies, since that is what the
  /// reference implementation says of a percentile and of the maximum. Layouts of up to three digits
  /// have buckets that are whole numbers of ours, so these figures are the same to the nanosecond;
  /// the minimum and the mean follow from the resolution of the counts. What was counted with four
  /// or five digits, or in units other than ns, is kept to three digits like everything else.
  static func decode(
    _ text: ArraySlice<UInt8>,
    nanosecondsPerUnit: Double = 1,
    with inflater: Inflater
  ) throws(PayloadError) -> Decoded {
    guard let bytes = Base64.decode(text) else { throw .notBase64 }
    var rest = bytes[...]
    let isDouble = PayloadCookie.doubles.contains(rest.word(at: 0))
    if isDouble { rest = rest.dropFirst(PayloadCookie.doublesLength) }
    guard rest.count > 8 else { throw .tooShort }
    guard let cookie = PayloadCookie(rest.word(at: 0)) else { throw .badCookie(rest.word(at: 0)) }
    let (header, counts) =
      cookie.isCompressed ? try inflated(rest, cookie, inflater) : try plain(rest, cookie)
    let ratio = isDouble ? header.conversionRatio : 1
    guard ratio.isFinite, ratio > 0 else { throw .badHeader }
    var tally = Tally(header.layout, ratio: ratio, nanosecondsPerUnit: nanosecondsPerUnit)
    if header.cookie.version == .v2 {
      try tally.add(packed: counts)
    } else {
      try tally.add(words: counts, of: header.cookie.wordLength)
    }
    return tally.decoded
  }

  private static func inflated(
    _ bytes: ArraySlice<UInt8>,
    _ cookie: PayloadCookie,
    _ inflater: Inflater
  ) throws(PayloadError) -> (PayloadHeader, ArraySlice<UInt8>) {
    let length = Int(bytes.word(at: 4))
    guard length <= bytes.count - 8 else { throw .tooShort }
    let compressed = bytes.dropFirst(8).prefix(length)
    let headerLength = cookie.version.headerLength
    guard let head = inflater.decompress(compressed, atMost: headerLength) else { throw .notZlib }
    guard head.bytes.count == headerLength else { throw .tooShort }
    guard let header = PayloadHeader(head.bytes[...], of: cookie.version) else { throw .badHeader }
    let limit = headerLength + (header.countsLength ?? header.longestCounts)
    guard let body = inflater.decompress(compressed, atMost: limit), body.isWhole,
      header.countsLength == nil || body.bytes.count == limit
    else { throw .notZlib }
    return (header, body.bytes[headerLength...])
  }

  private static func plain(
    _ bytes: ArraySlice<UInt8>,
    _ cookie: PayloadCookie
  ) throws(PayloadError) -> (PayloadHeader, ArraySlice<UInt8>) {
    guard bytes.count >= cookie.version.headerLength else { throw .tooShort }
    guard let header = PayloadHeader(bytes, of: cookie.version) else { throw .badHeader }
    let counts = bytes.dropFirst(cookie.version.headerLength)
    guard header.countsLength ?? 0 <= counts.count else { throw .tooShort }
    return (header, counts.prefix(header.countsLength ?? header.longestCounts))
  }

  /// Puts the counts of a payload into buckets of ours.
  private struct Tally {
    private(set) var decoded = Decoded()
    private let layout: PayloadLayout
    /// What its values are multiples of: in its own unit, and in ns.
    private let ratio: Double
    private let nanoseconds: Double
    private var total: UInt64 = 0
    private var index = 0

    init(_ layout: PayloadLayout, ratio: Double, nanosecondsPerUnit: Double) {
      self.layout = layout
      self.ratio = ratio
      nanoseconds = ratio * nanosecondsPerUnit
      decoded.counts.resolution = layout.resolution(nanosecondsPerUnit: nanoseconds)
    }

    /// Counts as ZigZag LEB128, a negative one being that many empty buckets (V2).
    mutating func add(packed bytes: ArraySlice<UInt8>) throws(PayloadError) {
      var rest = bytes
      while !rest.isEmpty {
        guard let value = ZigZag.decode(&rest) else { throw .badCounts }
        if value < 0 {
          guard value >= -Int64(layout.bucketCount) else { throw .badCounts }
          index += Int(-value)
        } else {
          try add(UInt64(value))
        }
        guard index <= layout.bucketCount else { throw .badCounts }
      }
    }

    /// Counts of a fixed length (V0, V1); empty ones may stand beyond the last bucket.
    mutating func add(words bytes: ArraySlice<UInt8>, of length: Int) throws(PayloadError) {
      guard bytes.count.isMultiple(of: length) else { throw .badCounts }
      for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: length) {
        let word = bytes[start..<(start + length)].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        if word == 0 { index += 1 } else { try add(word) }
      }
    }

    private mutating func add(_ count: UInt64) throws(PayloadError) {
      guard index < layout.bucketCount, count <= greatestCount - total else { throw .badCounts }
      total += count
      if count > 0 { append(count) }
      index += 1
    }

    private mutating func append(_ count: UInt64) {
      let values = layout.values(of: index)
      decoded.maximum = (Double(values.lowerBound) * ratio)...(Double(values.upperBound) * ratio)
      var rest = count
      let bucket = bucket(of: values.upperBound, count)
      if let last = decoded.counts.entries.last, Int(last.index) == bucket {
        let part = min(rest, UInt64(UInt32.max - last.count))
        decoded.counts.entries[decoded.counts.entries.count - 1].count += UInt32(part)
        rest -= part
      }
      while rest > 0 {
        let part = UInt32(clamping: rest)
        decoded.counts.entries.append(SparseCounts.Entry(index: UInt16(bucket), count: part))
        rest -= UInt64(part)
      }
    }

    /// The bucket of ours that has a value; what is beyond the last one is clamped.
    private mutating func bucket(of value: Int64, _ count: UInt64) -> Int {
      // In integers as long as they are ns: a double has only 53 bits.
      let exact = nanoseconds == 1 ? value : Int64(exactly: (Double(value) * nanoseconds).rounded())
      guard let exact, exact <= BucketLayout.highest(of: BucketLayout.bucketCount - 1) else {
        decoded.clamped += count
        return BucketLayout.index(of: BucketLayout.highestTrackable)
      }
      return layout.isOurs && nanoseconds == 1 ? index : BucketLayout.index(of: exact)
    }
  }
}
