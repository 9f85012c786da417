/// A number as it is written, exactly: `mantissa` x 10^`exponent`.
struct DecimalNumber: Equatable {
  /// Its digits; those that don't fit are left out at the end.
  var mantissa: UInt64 = 0
  /// The power of ten.
  var exponent = 0
  /// Whether it is below zero.
  var isNegative = false

  /// Reads a number of JSON (RFC 8259, section 6), except that zeros may lead.
  ///
  /// Returns it and where it ends; nil if there is none at `start`.
  @inline(__always)
  static func read(
    _ bytes: UnsafeRawBufferPointer,
    at start: Int
  ) -> (number: DecimalNumber, end: Int)? {
    var number = DecimalNumber()
    var position = start
    let end = bytes.count
    if position < end, bytes[position] == UInt8(ascii: "-") {
      number.isNegative = true
      position += 1
    }
    let whole = position
    while position < end, let digit = digit(bytes[position]) {
      if !number.append(digit) { number.exponent += 1 }
      position += 1
    }
    guard position > whole else { return nil }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = position
      while position < end, let digit = digit(bytes[position]) {
        if number.append(digit) { number.exponent -= 1 }
        position += 1
      }
      guard position > fraction else { return nil }
    }
    guard position < end, bytes[position] | 0x20 == UInt8(ascii: "e") else {
      return (number, position)
    }
    return number.readExponent(bytes, at: position + 1)
  }

  private func readExponent(
    _ bytes: UnsafeRawBufferPointer,
    at start: Int
  ) -> (number: DecimalNumber, end: Int)? {
    var position = start
    var isDown = false
    if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
      isDown = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let first = position
    var power = 0
    while position < bytes.count, let digit = Self.digit(bytes[position]) {
      power = min(power * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > first else { return nil }
    var number = self
    number.exponent += isDown ? -power : power
    return (number, position)
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) : nil
  }

  /// Takes one more digit; false if there is no room for it.
  @inline(__always)
  private mutating func append(_ digit: UInt64) -> Bool {
    // Below this, ten times as much and a digit fit into 64 bits.
    guard mantissa < 1_844_674_407_370_955_161 else { return false }
    mantissa = mantissa &* 10 &+ digit
    return true
  }

  /// It times 10^`power`, rounded to the nearest integer, half up, and at most `Int64.max`; nil below
  /// zero.
  @inline(__always)
  func scaled(byPowerOfTen power: Int) -> Int64? {
    guard mantissa > 0 else { return 0 }
    guard !isNegative else { return nil }
    let exponent = exponent + power
    if exponent >= 0 {
      guard exponent < Self.powers.count else { return Int64.max }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.powers[exponent])
      return overflow ? Int64.max : Int64(clamping: product)
    }
    guard -exponent < Self.powers.count else { return 0 }
    let divisor = Self.powers[-exponent]
    let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
    return Int64(clamping: quotient + (rest >= divisor - rest ? 1 : 0))
  }

  /// 10^0...10^19, all that fit into 64 bits.
  private static let powers: [UInt64] = (0...19).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
