/// Writes JSON (RFC 8259).
enum JSONText {
  /// A text in quotes; control characters and those that a terminal would act on are escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where VisibleText.isHidden(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A plain YAML value as JSON: the core schema of YAML 1.2, section 10.3.2, so that `no` and `on`
  /// are texts.
  ///
  /// Nil if it is a number that JSON does not have.
  static func plain(_ text: String) -> String? {
    switch text {
    case "", "~", "null", "Null", "NULL": return "null"
    case "true", "True", "TRUE": return "true"
    case "false", "False", "FALSE": return "false"
    default: break
    }
    var body = Substring(text)
    let isNegative = body.first == "-"
    if isNegative || body.first == "+" { body.removeFirst() }
    if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(body) { return nil }
    if let number = number(body) { return (isNegative ? "-" : "") + number }
    return quoted(text)
  }

  private static func number(_ body: Substring) -> String? {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where body.hasPrefix(prefix) {
      return Int64(body.dropFirst(2), radix: radix).map(String.init)
    }
    guard let first = body.utf8.first, 48...57 ~= first || first == 46,
      body.utf8.allSatisfy({ 48...57 ~= $0 || [43, 45, 46, 69, 101].contains($0) })
    else { return nil }
    let mark = body.firstIndex { $0 == "e" || $0 == "E" }
    let mantissa = mark.map { body[..<$0] } ?? body
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, mantissa.contains(where: \.isNumber),
      parts.allSatisfy({ $0.allSatisfy { "0"..."9" ~= $0 } })
    else { return nil }
    var whole = parts[0].drop { $0 == "0" }
    if whole.isEmpty { whole = "0" }
    var result = String(whole)
    if parts.count == 2, !parts[1].isEmpty { result += "." + parts[1] }
    if let mark {
      let exponent = body[body.index(after: mark)...]
      let digits = exponent.first == "-" || exponent.first == "+" ? exponent.dropFirst() : exponent
      guard !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) else { return nil }
      result += "e" + exponent
    }
    return result
  }
}
