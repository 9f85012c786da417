/// Base64 with padding (RFC 4648, section 4), over bytes: payloads are the bulk of a recording, and
/// Foundation is not loaded for them.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// What stands in `values` for a byte that is not in the alphabet.
  private static let invalid: UInt32 = 1 << 31

  /// `[256 * place + byte]` = the six bits of a byte, where they lie in the 24 bits of its four.
  private static let values: [UInt32] = {
    var values = [UInt32](repeating: invalid, count: 4 * 256)
    for place in 0..<4 {
      for (value, byte) in alphabet.enumerated() {
        values[256 * place + Int(byte)] = UInt32(value) << UInt32(6 * (3 - place))
      }
    }
    return values
  }()

  /// Appends the text of `bytes` to `output`.
  static func encode(_ bytes: some RandomAccessCollection<UInt8>, into output: inout [UInt8]) {
    output.reserveCapacity(output.count + (bytes.count + 2) / 3 * 4)
    var iterator = bytes.makeIterator()
    while let first = iterator.next() {
      let second = iterator.next()
      let third = iterator.next()
      let bits = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
      output.append(alphabet[Int(bits >> 18)])
      output.append(alphabet[Int(bits >> 12 & 63)])
      output.append(second == nil ? UInt8(ascii: "=") : alphabet[Int(bits >> 6 & 63)])
      output.append(third == nil ? UInt8(ascii: "=") : alphabet[Int(bits & 63)])
    }
  }

  /// The bytes of memory that `decode` needs for a text of `length` bytes, which is one more than it
  /// can have.
  static func room(for length: Int) -> Int { length / 4 * 3 + 1 }

  /// Writes the bytes of a text to `output` and returns their number; nil if it is not base64 with
  /// padding, or its unused bits are not zero.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableRawPointer
  ) -> Int? {
    guard !text.isEmpty, text.count.isMultiple(of: 4) else { return nil }
    let pad = UInt8(ascii: "=")
    let padding = text[text.count - 1] != pad ? 0 : text[text.count - 2] != pad ? 1 : 2
    let length = text.count / 4 * 3
    return values.withUnsafeBufferPointer { values in
      var all: UInt32 = 0
      var start = 0
      var filled = 0
      let end = padding > 0 ? text.count - 4 : text.count
      while start < end {
        let group =
          values[Int(text[start])] | values[256 + Int(text[start + 1])]
          | values[512 + Int(text[start + 2])] | values[768 + Int(text[start + 3])]
        all |= group
        // Four bytes, of which the next group overwrites the last.
        output.storeBytes(of: (group << 8).bigEndian, toByteOffset: filled, as: UInt32.self)
        start += 4
        filled += 3
      }
      if padding > 0 {
        var group: UInt32 = 0
        for place in 0..<(4 - padding) { group |= values[256 * place + Int(text[end + place])] }
        guard group & (1 << UInt32(8 * padding) - 1) == 0 else { return nil }
        all |= group
        output.storeBytes(of: (group << 8).bigEndian, toByteOffset: filled, as: UInt32.self)
      }
      return all & invalid == 0 ? length - padding : nil
    }
  }
}
