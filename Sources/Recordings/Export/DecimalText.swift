/// Numbers with a fixed number of decimals as Java's `Formatter` writes them: the shortest decimal
/// text that is the number, rounded half up.
enum DecimalText {
  /// The text of a finite number that is not negative, with at least one decimal.
  static func fixed(_ value: Double, decimals: Int) -> String {
    precondition(value.isFinite && value >= 0 && decimals > 0, "no number of a distribution")
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var digits = Array((mantissa[0] + fraction).utf8).map { Int($0) - 0x30 }
    // How many of the digits stand before the point.
    var whole = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    if whole < 1 {
      digits = Array(repeating: 0, count: 1 - whole) + digits
      whole = 1
    }
    let kept = whole + decimals
    let isUp = kept < digits.count && digits[kept] >= 5
    digits = Array(digits.prefix(kept)) + Array(repeating: 0, count: max(0, kept - digits.count))
    var place = kept - 1
    while isUp, place >= 0 {
      digits[place] = (digits[place] + 1) % 10
      guard digits[place] == 0 else { break }
      place -= 1
    }
    if isUp, place < 0 {
      digits.insert(1, at: 0)
      whole += 1
    }
    let text = digits.map { String($0) }
    return text[..<whole].joined() + "." + text[whole...].joined()
  }
}
