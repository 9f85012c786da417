/// Numbers that look random and follow from what they are asked for: the same user's next choice is
/// the same whatever the number of threads.
///
/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (OOPSLA 2014), the
/// finaliser of SplitMix64.
enum SplitMix {
  /// 64 mixed bits of a seed and a position.
  static func bits(seed: UInt64, _ stream: UInt64, _ position: UInt64) -> UInt64 {
    var mixed = seed &+ (stream &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = finalise(mixed) &+ (position &+ 1) &* 0xD1B5_4A32_D192_ED03
    return finalise(mixed)
  }

  /// A number in 0..<1.
  static func unit(seed: UInt64, _ stream: UInt64, _ position: UInt64) -> Double {
    Double(bits(seed: seed, stream, position) >> 11) * 0x1p-53
  }

  private static func finalise(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
