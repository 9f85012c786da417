/// Searches in raw bytes, eight at a time where that pays; none allocates.
enum ASCIIScan {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20

  /// Where the first control character (below 0x20, or 0x7F) at or after `start` stands, or `count`.
  ///
  /// The test for "a byte less than n" is the one of Bit Twiddling Hacks (S. E. Anderson,
  /// "Determine if a word has a byte less than n"): its lowest hit is always a true one.
  @inline(__always)
  static func firstControl(in bytes: UnsafeRawPointer, from start: Int, count: Int) -> Int {
    let high: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let below = (word &- 0x2020_2020_2020_2020) & ~word
      let equal = (delete &- 0x0101_0101_0101_0101) & ~delete
      let hits = (below | equal) & high
      if hits != 0 { return index &+ (hits.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < count {
      let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
      if byte < 0x20 || byte == 0x7F { return index }
      index &+= 1
    }
    return count
  }

  /// The length of the token (RFC 9110 section 5.6.2) that `bytes` begin with.
  @inline(__always)
  static func tokenLength(_ bytes: UnsafeRawPointer, count: Int) -> Int {
    let high: UInt64 = 0x8080_8080_8080_8080
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var index = 0
    // Names are letters and hyphens but for a few: those eight at a time. Each sum stays in its byte.
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let folded = (word | 0x2020_2020_2020_2020) & low
      let fromA = folded &+ 0x1F1F_1F1F_1F1F_1F1F
      let pastZ = folded &+ 0x0505_0505_0505_0505
      let hyphen = word ^ 0x2D2D_2D2D_2D2D_2D2D
      let noHyphen = ((hyphen & low) &+ low) | hyphen
      let others = ~(fromA & ~pastZ & ~word) & noHyphen & high
      index &+= others.trailingZeroBitCount &>> 3
      if others != 0 { break }
    }
    while index < count {
      let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
      let mask: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
      guard byte < 128, (mask &>> UInt64(byte & 63)) & 1 == 1 else { return index }
      index &+= 1
    }
    return count
  }

  /// Whether the bytes are `lowercase`, apart from the case of letters.
  @inline(__always)
  static func equals(_ bytes: UnsafeRawPointer, count: Int, _ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    let other = lowercase.utf8Start
    for index in 0..<count {
      let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
      let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lowered != other[index] { return false }
    }
    return true
  }

  /// The part of `bytes` without blanks and tabs at both ends.
  @inline(__always)
  static func trimmed(_ bytes: UnsafeRawPointer, _ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, isBlank(bytes.load(fromByteOffset: lower, as: UInt8.self)) { lower &+= 1 }
    while lower < upper, isBlank(bytes.load(fromByteOffset: upper &- 1, as: UInt8.self)) {
      upper &-= 1
    }
    return lower..<upper
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
}
