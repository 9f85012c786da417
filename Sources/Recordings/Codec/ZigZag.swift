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

  /// The value at a place, which moves behind it; nil if the bytes end too early.
  @inline(__always)
  static func decode(_ bytes: UnsafeRawBufferPointer, at place: inout Int) -> Int64? {
    guard place < bytes.count else { return nil }
    var value = UInt64(bytes[place])
    place += 1
    if value > 0x7f {
      value &= 0x7f
      var shift: UInt64 = 7
      while true {
        guard place < bytes.count else { return nil }
        let byte = UInt64(bytes[place])
        place += 1
        if shift == 56 {
          value |= byte << 56
          break
        }
        value |= (byte & 0x7f) &<< shift
        if byte <= 0x7f { break }
        shift += 7
      }
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
