/// Bytes that look random and are the same each time.
public enum Payload {
  /// So many bytes (SplitMix64; Steele, Lea, Flood, OOPSLA 2014).
  public static func make(bytes count: Int) -> [UInt8] {
    var state: UInt64 = 1
    return (0..<count).map { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return UInt8(truncatingIfNeeded: mixed ^ mixed >> 31)
    }
  }
}
