/// ZigZag LEB128 of 64 bits in the 9-byte variant: the ninth byte has eight bits of value.
///
/// Source: HdrHistogram, `ZigZagEncoding`.
enum ZigZag {
  /// Appends `value`, 1 to 9 bytes.
  static func encode(_ value: Int64, into output: inout [UInt8]) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    for _ in 0..<8 {
      guard rest > 0x7f else {
        output.append(UInt8(truncatingIfNeeded: rest))
        return
      }
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Takes one value off the beginning of `bytes`; nil if they end too early.
  static func decode(_ bytes: inout ArraySlice<UInt8>) -> Int64? {
    var value: UInt64 = 0
    for place in 0..<9 {
      guard let byte = bytes.popFirst() else { return nil }
      if place == 8 {
        value |= UInt64(byte) << 56
      } else {
        value |= UInt64(byte & 0x7f) << UInt64(7 * place)
        if byte & 0x80 != 0 { continue }
      }
      break
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
