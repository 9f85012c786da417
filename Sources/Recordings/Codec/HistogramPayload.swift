import Measurements

/// A histogram as it stands in a log line: V2 encoding, compressed, in base64.
///
/// Source: HdrHistogram, `AbstractHistogram.encodeIntoCompressedByteBuffer` and
/// `decodeFromCompressedByteBuffer`.
enum HistogramPayload {
  /// `0x1c849303` with the word size of V2.
  static let cookie: UInt32 = 0x1c84_9303 | 0x10
  /// `0x1c849304` with the word size of V2.
  static let compressedCookie: UInt32 = 0x1c84_9304 | 0x10
  /// Cookie, payload length, normalizing offset, digits, lowest, highest, conversion ratio.
  static let headerLength = 40
  /// The most samples of one histogram that are taken for real.
  static let greatestCount: UInt64 = 1 << 40
  /// The most bytes of counts of any layout that are decompressed.
  static let longestCounts = 16 << 20

  /// Appends the base64 of `counts` to `output`.
  static func encode(_ counts: SparseCounts, with deflater: Deflater, into output: inout [UInt8]) {
    var body: [UInt8] = []
    body.reserveCapacity(headerLength + counts.entries.count * 3)
    append(cookie, to: &body)
    append(UInt32(0), to: &body)
    append(UInt32(0), to: &body)
    append(UInt32(BucketLayout.significantDigits), to: &body)
    append(UInt64(1), to: &body)
    append(UInt64(BucketLayout.highestTrackable), to: &body)
    append((1.0).bitPattern, to: &body)
    appendCounts(counts, to: &body)
    var length: [UInt8] = []
    append(UInt32(body.count - headerLength), to: &length)
    body.replaceSubrange(4..<8, with: length)
    let compressed = deflater.compress(body)
    var framed: [UInt8] = []
    framed.reserveCapacity(compressed.count + 8)
    append(compressedCookie, to: &framed)
    append(UInt32(compressed.count), to: &framed)
    framed += compressed
    Base64.encode(framed, into: &output)
  }

  /// The counts up to the last bucket that has samples; a run of empty buckets is its negative
  /// length, as long as it is more than one.
  private static func appendCounts(_ counts: SparseCounts, to body: inout [UInt8]) {
    var next = 0
    var entries = counts.entries[...]
    while let entry = entries.popFirst() {
      var count = Int64(entry.count)
      while let more = entries.first, more.index == entry.index {
        count += Int64(more.count)
        entries.removeFirst()
      }
      let empty = Int64(Int(entry.index) - next)
      if empty > 0 { ZigZag.encode(empty > 1 ? -empty : 0, into: &body) }
      ZigZag.encode(count, into: &body)
      next = Int(entry.index) + 1
    }
  }

  /// What a payload holds.
  struct Decoded: Equatable {
    /// The samples, in buckets of ours.
    var counts = SparseCounts()
    /// How many of them are beyond 1 h, and were clamped.
    var clamped: UInt64 = 0
  }

  /// Reads a payload.
  ///
  /// Buckets of another layout are counted at their highest value, so that percentiles and the
  /// maximum stay what the reference implementation says.
  static func decode(
    _ text: ArraySlice<UInt8>,
    with inflater: Inflater
  ) throws(PayloadError) -> Decoded {
    guard let framed = Base64.decode(text) else { throw .notBase64 }
    guard framed.count > 8 else { throw .tooShort }
    try requireEncoding(of: word(framed[...], at: 0))
    let length = Int(word(framed[...], at: 4))
    guard length <= framed.count - 8 else { throw .tooShort }
    let compressed = framed[8..<(8 + length)]
    guard let head = inflater.decompress(compressed, atMost: headerLength) else { throw .notZlib }
    guard head.bytes.count == headerLength else { throw .tooShort }
    let header = head.bytes[...]
    guard word(header, at: 0) & ~0xf0 == cookie & ~0xf0 else { throw .badHeader }
    let low = Int64(bitPattern: doubleWord(header, at: 16))
    let high = Int64(bitPattern: doubleWord(header, at: 24))
    let digits = Int32(bitPattern: word(header, at: 12))
    guard let layout = PayloadLayout(lowest: low, highest: high, digits: digits) else {
      throw .badHeader
    }
    let countsLength = Int(word(header, at: 4))
    guard countsLength <= min(layout.bucketCount * 9, longestCounts) else { throw .badHeader }
    guard let body = inflater.decompress(compressed, exactly: headerLength + countsLength) else {
      throw .notZlib
    }
    return try decodeCounts(body[headerLength...], layout)
  }

  /// The name of the encoding of a payload by its first bytes: nil for V2 compressed.
  static func otherEncoding(of text: ArraySlice<UInt8>) -> String? {
    guard let start = Base64.decode(text.prefix(8)), start.count >= 4 else { return nil }
    return otherEncoding(ofCookie: word(start[...], at: 0))
  }

  private static func otherEncoding(ofCookie cookie: UInt32) -> String? {
    if cookie == 0x0c72_124e || cookie == 0x0c72_124f { return "DoubleHistogram" }
    return switch cookie & ~0xf0 {
    case 0x1c84_9301, 0x1c84_9302: "V1"
    case 0x1c84_9308, 0x1c84_9309: "V0"
    case 0x1c84_9303: "V2 uncompressed"
    default: nil
    }
  }

  private static func requireEncoding(of cookie: UInt32) throws(PayloadError) {
    guard cookie & ~0xf0 != compressedCookie & ~0xf0 else { return }
    if let name = otherEncoding(ofCookie: cookie) { throw .encoding(name) }
    throw .badCookie(cookie)
  }

  private static func decodeCounts(
    _ bytes: ArraySlice<UInt8>,
    _ layout: PayloadLayout
  ) throws(PayloadError) -> Decoded {
    var decoded = Decoded()
    var total: UInt64 = 0
    var index = 0
    var rest = bytes
    while !rest.isEmpty {
      guard let value = ZigZag.decode(&rest) else { throw .badCounts }
      if value < 0 {
        guard value >= -Int64(layout.bucketCount) else { throw .badCounts }
        index += Int(-value)
      } else {
        guard index < layout.bucketCount, value <= greatestCount else { throw .badCounts }
        if value > 0 {
          total += UInt64(value)
          guard total <= greatestCount else { throw .badCounts }
          append(UInt64(value), at: index, of: layout, to: &decoded)
        }
        index += 1
      }
      guard index <= layout.bucketCount else { throw .badCounts }
    }
    return decoded
  }

  private static func append(
    _ count: UInt64,
    at index: Int,
    of layout: PayloadLayout,
    to decoded: inout Decoded
  ) {
    let highest = layout.highest(of: index)
    let bucket: Int
    if highest > BucketLayout.highest(of: BucketLayout.bucketCount - 1) {
      bucket = BucketLayout.index(of: BucketLayout.highestTrackable)
      decoded.clamped += count
    } else {
      bucket = layout.isOurs ? index : BucketLayout.index(of: highest)
    }
    var rest = count
    if let last = decoded.counts.entries.last, Int(last.index) == bucket {
      let room = UInt64(UInt32.max - last.count)
      let part = min(rest, room)
      decoded.counts.entries[decoded.counts.entries.count - 1].count += UInt32(part)
      rest -= part
    }
    while rest > 0 {
      let part = UInt32(clamping: rest)
      decoded.counts.entries.append(SparseCounts.Entry(index: UInt16(bucket), count: part))
      rest -= UInt64(part)
    }
  }

  // MARK: Big endian

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func word(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
    bytes.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func doubleWord(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt64 {
    bytes.dropFirst(offset).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// Why a payload can't be read.
package enum PayloadError: Error, Equatable, CustomStringConvertible {
  /// It is not base64 with padding.
  case notBase64
  /// It ends before its own length.
  case tooShort
  /// It does not begin as a histogram does.
  case badCookie(UInt32)
  /// It is a histogram, encoded in another way.
  case encoding(String)
  /// It is no zlib stream of the length that its header says.
  case notZlib
  /// Its range, precision or length is none that a histogram can have.
  case badHeader
  /// Its counts do not fit its range.
  case badCounts

  /// What is wrong.
  package var description: String {
    switch self {
    case .notBase64: "not base64"
    case .tooShort: "shorter than it says"
    case .badCookie(let cookie): "begins with 0x\(String(cookie, radix: 16)), which is no histogram"
    case .encoding(let name): "encoded as \(name), which is not available yet; V2 is"
    case .notZlib: "its compressed part is damaged"
    case .badHeader: "its range or precision is impossible"
    case .badCounts: "its counts do not fit its range"
    }
  }
}
