/// The word that a payload begins with: which encoding it is.
///
/// Source: HdrHistogram, `AbstractHistogram`, "Encoding/Decoding"; `DoubleHistogram.encodeInto*`.
struct PayloadCookie: Equatable {
  /// The encodings, oldest first.
  enum Version: UInt32 {
    case v0 = 0x1c84_9308
    case v1 = 0x1c84_9301
    case v2 = 0x1c84_9303

    /// The bytes before the counts.
    var headerLength: Int { self == .v0 ? 32 : 40 }
  }

  /// The cookies of a histogram of doubles, not compressed and compressed: digits, range and a whole
  /// histogram of integers follow.
  static let doubles: ClosedRange<UInt32> = 0x0c72_124e...0x0c72_124f
  /// The bytes before the histogram of integers.
  static let doublesLength = 16

  /// The encoding.
  let version: Version
  /// Whether its length and a zlib stream follow.
  let isCompressed: Bool
  /// The bytes of a count; as many as it takes from V2 on.
  let wordLength: Int

  /// What `word` says; nil if no histogram begins like that.
  init?(_ word: UInt32) {
    let base = word & ~0xf0
    if let version = Version(rawValue: base) {
      self.version = version
      isCompressed = false
    } else if let version = Version(rawValue: base - 1) {
      self.version = version
      isCompressed = true
    } else {
      return nil
    }
    wordLength = Int(word >> 4 & 0xe)
  }
}
