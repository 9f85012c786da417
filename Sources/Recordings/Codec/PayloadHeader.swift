/// What a payload says before its counts.
struct PayloadHeader {
  /// How it is encoded.
  let cookie: PayloadCookie
  /// The length of its counts, bytes; nil if only their end tells, as in V0.
  let countsLength: Int?
  /// Where its counts lie.
  let layout: PayloadLayout
  /// What the values of a histogram of doubles are multiples of.
  let conversionRatio: Double

  /// Reads the bytes of a header of a version; nil if no histogram can have it.
  ///
  /// The normalizing offset is passed over: counts are written in the order of their values.
  init?(_ bytes: UnsafeRawBufferPointer, of version: PayloadCookie.Version) {
    guard bytes.count >= version.headerLength, let cookie = PayloadCookie(bytes.word(at: 0)),
      cookie.version == version, !cookie.isCompressed
    else { return nil }
    self.cookie = cookie
    // V0 has digits, lowest, highest and the number of samples; from V1 on the length of the counts
    // and the offset come first, and the ratio last.
    let isOldest = version == .v0
    let layout = PayloadLayout(
      lowest: Int64(bitPattern: bytes.doubleWord(at: isOldest ? 8 : 16)),
      highest: Int64(bitPattern: bytes.doubleWord(at: isOldest ? 16 : 24)),
      digits: Int32(bitPattern: bytes.word(at: isOldest ? 4 : 12))
    )
    guard let layout else { return nil }
    self.layout = layout
    countsLength = isOldest ? nil : Int(bytes.word(at: 4))
    conversionRatio = isOldest ? 1 : Double(bitPattern: bytes.doubleWord(at: 32))
    guard version == .v2 || [2, 4, 8].contains(cookie.wordLength),
      countsLength ?? 0 <= longestCounts
    else { return nil }
  }

  /// The most bytes that its counts can take: nine for each bucket.
  var longestCounts: Int { layout.bucketCount * 9 }
}

/// Big endian numbers; they must be there.
extension UnsafeRawBufferPointer {
  /// The four bytes at an offset.
  func word(at offset: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The eight bytes at an offset.
  func doubleWord(at offset: Int) -> UInt64 {
    UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
