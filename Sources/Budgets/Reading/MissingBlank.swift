/// A key and its value without the blank between them, `users:5`, which YAML takes for one word.
struct MissingBlank: Equatable {
  /// What was meant as the key.
  var key: String
  /// What was meant as the value.
  var value: String

  /// Looks for a key in a word; nil if it has none, or is the beginning of a URL.
  init?(_ text: some StringProtocol) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let key = text[..<colon]
    let value = text[text.index(after: colon)...]
    guard !value.isEmpty, !value.hasPrefix("//"), value.first != " ", let first = key.first,
      first.isASCII, first.isLetter || first == "_",
      key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) })
    else { return nil }
    self.key = String(key)
    self.value = String(value)
  }

  /// Looks for one where a line begins, behind its indentation and the marks of list items.
  init?(line: some StringProtocol) {
    var rest = line.drop { $0 == " " }
    while rest.hasPrefix("- ") { rest = rest.dropFirst(2).drop { $0 == " " } }
    // A value may have anything in it, also another key.
    self.init(rest)
  }

  /// What is wrong, and the way out.
  var complaint: String {
    let shown = VisibleText.of(key)
    return
      "a blank is missing after '\(shown):'. Write \(shown): \(VisibleText.of(String(value.prefix(60))))"
  }
}
