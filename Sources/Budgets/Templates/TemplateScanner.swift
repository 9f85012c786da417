/// Reads what stands between `{{` and `}}`.
struct TemplateScanner {
  /// What has not been read yet.
  private(set) var rest: Substring
  /// Where the `{{` stands.
  private let offset: Int

  /// Begins behind `{{`.
  init(_ rest: Substring, offset: Int) {
    self.rest = rest
    self.offset = offset
  }

  /// The values that every template has.
  static let builtIns = [
    "counter", "user", "uuid", "random(1..100)", "random_string(12)",
  ]

  /// Reads up to and with `}}`.
  mutating func part(names: TemplateNames?) throws(TemplateFailure) -> Template.Part {
    skipBlanks()
    if let quote = rest.first, quote == "'" || quote == "\"" { return try quoted(quote) }
    guard let end = rest.range(of: "}}") else {
      throw failure("'{{' is not closed. Write {{ NAME }}, or {{ '{{' }} for two braces.")
    }
    let inside = Self.trimmed(rest[..<end.lowerBound])
    rest = rest[end.upperBound...]
    let halves = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let escaping = halves.count > 1 ? try escaping(Self.trimmed(halves[1])) : .none
    return .value(try value(Self.trimmed(halves.first ?? ""), names), escaping)
  }

  private mutating func quoted(_ quote: Character) throws(TemplateFailure) -> Template.Part {
    let body = rest.dropFirst()
    guard let end = body.firstIndex(of: quote) else {
      throw failure("a quote between '{{' and '}}' is not closed. Write {{ '{{' }}.")
    }
    rest = body[body.index(after: end)...]
    skipBlanks()
    guard rest.hasPrefix("}}") else {
      throw failure("'}}' has to follow a quoted text, as in {{ '{{' }}.")
    }
    rest = rest.dropFirst(2)
    return .text(String(body[..<end]))
  }

  private func escaping(_ name: Substring) throws(TemplateFailure) -> TemplateEscaping {
    if !name.isEmpty, let escaping = TemplateEscaping(rawValue: String(name)) { return escaping }
    let choices = TemplateEscaping.allCases.map(\.rawValue).filter { !$0.isEmpty }
    let way =
      Spelling.hint(for: String(name), among: choices)
      ?? "Choices: \(choices.joined(separator: ", "))."
    throw failure("'\(VisibleText.of(name))' behind '|' is no way to escape. \(way)")
  }

  private func value(
    _ text: Substring,
    _ names: TemplateNames?
  ) throws(TemplateFailure) -> TemplateValue {
    if names?.captured.contains(String(text)) == true { return .captured(String(text)) }
    if names?.hasBuiltIns ?? true, let value = try builtIn(text, names) { return value }
    guard let names else {
      if Self.isName(text) { return .captured(String(text)) }
      throw failure("'\(VisibleText.of(text))' is no name. Write letters, digits and '_'.")
    }
    throw failure(Self.complaint(about: text, names))
  }

  private func builtIn(
    _ text: Substring,
    _ names: TemplateNames?
  ) throws(TemplateFailure) -> TemplateValue? {
    switch text {
    case "counter": return .counter
    case "user": return .user
    case "uuid": return .uuid
    default: break
    }
    if text.hasPrefix("row.") { return .row(try column(text.dropFirst(4), names)) }
    guard let open = text.firstIndex(of: "("), text.last == ")" else {
      if text == "random" { throw failure("'random' needs a range, as in random(1..100).") }
      if text == "random_string" {
        throw failure("'random_string' needs a length, as in random_string(12).")
      }
      return nil
    }
    let argument = Self.trimmed(text[text.index(after: open)...].dropLast())
    switch Self.trimmed(text[..<open]) {
    case "random": return .random(try range(argument))
    case "random_string":
      guard let count = Int(argument), 1...10_000 ~= count else {
        throw failure(
          "'\(VisibleText.of(text))': a length is 1 to 10000, as in random_string(12)."
        )
      }
      return .randomString(count)
    default: return nil
    }
  }

  private func range(_ text: Substring) throws(TemplateFailure) -> ClosedRange<Int64> {
    let dots = text.range(of: "..")
    guard let dots, let low = Int64(Self.trimmed(text[..<dots.lowerBound])),
      let high = Int64(Self.trimmed(text[dots.upperBound...]))
    else {
      throw failure("'random(\(VisibleText.of(text)))' needs a range, as in random(1..100).")
    }
    guard low <= high else {
      throw failure("'random(\(text))' ends before it begins. Write random(\(high)..\(low)).")
    }
    return low...high
  }

  private func column(
    _ name: Substring,
    _ names: TemplateNames?
  ) throws(TemplateFailure) -> String {
    let column = String(name)
    guard let names else { return column }
    guard let columns = names.columns else { return column }
    guard !columns.isEmpty else {
      throw failure("'row.\(VisibleText.of(column))' needs rows. Write data: FILE.csv beside it.")
    }
    guard columns.contains(column) else {
      let way =
        Spelling.hint(for: column, among: columns)
        ?? "Columns: \(columns.prefix(20).map { VisibleText.of($0) }.joined(separator: ", "))."
      throw failure("no column '\(VisibleText.of(column))' in the data. \(way)")
    }
    return column
  }

  private static func complaint(about text: Substring, _ names: TemplateNames) -> String {
    var words = names.captured
    if names.hasBuiltIns { words += ["counter", "user", "uuid", "random", "random_string"] }
    let shown = VisibleText.of(text.prefix(60))
    let bare = String(text.prefix { $0 != "(" })
    if let hint = Spelling.hint(for: bare, among: words) {
      return "no value '\(shown)'. \(hint)"
    }
    var ways: [String] = []
    if !names.captured.isEmpty {
      let list = names.captured.prefix(20).map { VisibleText.of($0) }.joined(separator: ", ")
      ways.append(names.hasBuiltIns ? "captured before: \(list)" : list)
    }
    if names.hasBuiltIns {
      ways.append("built in: " + builtIns.joined(separator: ", "))
      let columns = names.columns ?? []
      if !columns.isEmpty {
        ways.append(
          "columns: "
            + columns.prefix(20).map { "row." + VisibleText.of($0) }.joined(separator: ", ")
        )
      }
    }
    return "no value '\(shown)'. There is \(ways.joined(separator: "; "))."
  }

  /// Whether something can be called so: letters, digits, `_` and `-`, not beginning with a digit.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_"
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_" || scalar == "-"
    }
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private func failure(_ message: String) -> TemplateFailure {
    TemplateFailure(offset: offset, message: message)
  }
}
