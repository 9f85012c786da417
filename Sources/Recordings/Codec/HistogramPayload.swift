import Measurements

/// A histogram as it stands in a log line, in base64: written as V2, compressed; read in every
/// encoding that there was.
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

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
