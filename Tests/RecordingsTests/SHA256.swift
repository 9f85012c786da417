import Foundation

/// FIPS 180-4, section 6.2: what the reference outputs are summed with.
enum SHA256 {
  /// The first 32 bits of the fractional parts of the `power`th roots of the first primes.
  private static func constants(_ count: Int, power: Double) -> [UInt32] {
    let primes = (2...).lazy.filter { number in !(2..<number).contains { number % $0 == 0 } }
    return primes.prefix(count).map { prime in
      let root = pow(Double(prime), 1 / power)
      return UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }
  }

  static func hexadecimal(_ message: [UInt8]) -> String {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += withUnsafeBytes(of: UInt64(message.count * 8).bigEndian) { Array($0) }
    let k = constants(64, power: 3)
    var state = constants(8, power: 2)
    for block in stride(from: 0, to: padded.count, by: 64) {
      var w = (0..<16).map { word in
        padded[(block + word * 4)..<(block + word * 4 + 4)].reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
      }
      func turn(_ value: UInt32, _ bits: UInt32) -> UInt32 { value >> bits | value << (32 - bits) }
      for t in 16..<64 {
        let low = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ w[t - 15] >> 3
        let high = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ w[t - 2] >> 10
        w.append(w[t - 16] &+ low &+ w[t - 7] &+ high)
      }
      var v = state
      for t in 0..<64 {
        let sum1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)
        let first = v[7] &+ sum1 &+ (v[4] & v[5] ^ ~v[4] & v[6]) &+ k[t] &+ w[t]
        let sum0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)
        let second = sum0 &+ (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
        v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
      }
      state = zip(state, v).map { $0 &+ $1 }
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }
}
