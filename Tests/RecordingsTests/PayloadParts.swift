@testable import Recordings

extension Base64 {
  /// The bytes of a text; nil if it is not base64 with padding.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    let memory = ReusedMemory<UInt8>(capacity: room(for: text.count))
    let length = text.withUnsafeBufferPointer { decode($0, into: memory.start) }
    return length.map { Array(UnsafeBufferPointer(start: memory.start, count: $0)) }
  }
}

/// The parts of a payload of any encoding, which may contradict each other.
struct PayloadParts {
  var version = PayloadCookie.Version.v2
  /// The bytes of a count in V0 and V1.
  var wordLength = 0
  var isCompressed = true
  var digits: UInt32 = 3
  var lowest: UInt64 = 1
  var highest: UInt64 = 3_600_000_000_000
  /// The conversion ratio of a histogram of doubles; nil for one of integers.
  var doubles: Double?
  var counts: [UInt8] = []
  /// What its header says instead of the length of its counts.
  var countsLength: UInt32?
  /// What it says instead of the length of the zlib stream.
  var compressedLength: UInt32?
  var innerCookie: UInt32?
  var outerCookie: UInt32?

  /// Its base64.
  var text: [UInt8] {
    var bytes: [UInt8] = []
    if doubles != nil { bytes += big(UInt32(0x0c72_124f)) + big(digits) + big(UInt64(1_000_000)) }
    if isCompressed {
      let compressed = Deflater().compress(body)
      bytes += big(outerCookie ?? cookie + 1)
      bytes += big(compressedLength ?? UInt32(compressed.count)) + compressed
    } else {
      bytes += body
    }
    var output: [UInt8] = []
    Base64.encode(bytes, into: &output)
    return output
  }

  private var cookie: UInt32 {
    version.rawValue | (version == .v2 ? 0x10 : UInt32(wordLength) << 4)
  }

  private var body: [UInt8] {
    let range = big(digits) + big(lowest) + big(highest)
    let length = big(countsLength ?? UInt32(counts.count))
    let head =
      version == .v0
      ? range + big(UInt64(0)) : length + big(UInt32(0)) + range + big((doubles ?? 1).bitPattern)
    return big(innerCookie ?? cookie) + head + counts
  }

  private func big(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
