/// Base64 with padding (RFC 4648, section 4), over bytes: payloads are the bulk of a recording, and
/// Foundation is not loaded for them.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// `[byte]` = its six bits, or 255 for what is not in the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
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

  /// The bytes of a text; nil if it is not base64 with padding, or its unused bits are not zero.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty, text.count.isMultiple(of: 4) else { return nil }
    let padding = text.suffix(2).reduce(0) { $0 + ($1 == UInt8(ascii: "=") ? 1 : 0) }
    if padding == 1, text.last != UInt8(ascii: "=") { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var held = 0
    for byte in text.dropLast(padding) {
      let value = values[Int(byte)]
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard bits & (1 << UInt32(held) - 1) == 0 else { return nil }
    return output
  }
}
