import Glibc

/// Numbers that fill 0...1 far more evenly than random ones do, so that quantiles settle early.
///
/// After N of them every share of the interval is hit to within about log(N) / N (Niederreiter,
/// Random Number Generation and Quasi-Monte Carlo Methods, 1992, ch. 3). A seed shifts the first
/// coordinate only: the second one stays away from 1 until it must come there, so that what happens
/// rarely does not happen early.
struct LowDiscrepancy: Sendable {
  private let shift: UInt64
  private var index: UInt64 = 0

  /// A sequence of its own for each seed and stream.
  init(seed: UInt64, stream: Int) {
    shift = Self.mix(seed &* 0x1_0000 &+ UInt64(truncatingIfNeeded: stream))
  }

  /// The next point: one coordinate of base 2, one of base 3 (the first two of Halton's).
  mutating func next() -> (first: Double, second: Double) {
    let point = (Self.binary(index, shift: shift), Self.ternary(index))
    index &+= 1
    return point
  }

  /// Begins anew.
  mutating func restart() { index = 0 }

  /// The van der Corput sequence of base 2 with its digits shifted; never 0 or 1.
  private static func binary(_ index: UInt64, shift: UInt64) -> Double {
    var word = index
    var reversed: UInt64 = 0
    var bit: UInt64 = 1 << 63
    while word != 0 {
      if word & 1 == 1 { reversed |= bit }
      bit >>= 1
      word >>= 1
    }
    return (Double((reversed ^ shift) >> 12) + 0.5) * 0x1p-52
  }

  /// The van der Corput sequence of base 3.
  private static func ternary(_ index: UInt64) -> Double {
    var word = index
    var scale = 1.0 / 3
    var value = 0.0
    while word != 0 {
      value += Double(word % 3) * scale
      scale /= 3
      word /= 3
    }
    return value
  }

  /// SplitMix64's finalizer (Steele, Lea and Flood 2014).
  private static func mix(_ word: UInt64) -> UInt64 {
    var word = word &+ 0x9E37_79B9_7F4A_7C15
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// The normal distribution.
enum Normal {
  /// The value below which the share `probability` lies, in standard deviations.
  ///
  /// Wichura, Algorithm AS 241 (1988), PPND7: about seven digits.
  static func quantile(_ probability: Double) -> Double {
    let q = probability - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1)
    }
    let r = sqrt(-log(min(probability, 1 - probability)))
    let value: Double
    if r <= 5 {
      let s = r - 1.6
      value =
        (((0.17023821103 * s + 1.3067284816) * s + 2.7568153900) * s + 1.4234372777)
        / ((0.12021132975 * s + 0.73700164250) * s + 1)
    } else {
      let s = r - 5
      value =
        (((0.017337203997 * s + 0.42868294337) * s + 3.0812263860) * s + 6.6579051150)
        / ((0.012258202635 * s + 0.24197894225) * s + 1)
    }
    return q < 0 ? -value : value
  }
}
