/// Splits a command line into words as a shell does (POSIX.1-2024, Shell Command Language, 2.2), but
/// starts none: there are quotes and backslashes, and nothing is expanded.
package enum CommandWords {
  /// Why a command line can't be split, with the way out.
  package struct Failure: Error, Sendable, Equatable {
    /// One line.
    package var message: String
  }

  /// The words of a command line; at least one.
  package static func split(_ line: String) throws(Failure) -> [String] {
    try split(line, keepsPlaceholders: false)
  }

  /// The words of a command line; `keepsPlaceholders`: `${…}` and `{{ … }}` are not split.
  static func split(_ line: String, keepsPlaceholders: Bool) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var rest = line[...]
    func finish() throws(Failure) {
      guard let done = word else { return }
      if !isQuoted { try refuseOperator(done) }
      words.append(done)
      word = nil
      isQuoted = false
    }
    while let character = rest.first {
      if keepsPlaceholders, let end = placeholderEnd(rest) {
        word = (word ?? "") + rest[..<end]
        rest = rest[end...]
        continue
      }
      rest.removeFirst()
      switch character {
      case _ where character.isWhitespace: try finish()
      case "'", "\"":
        isQuoted = true
        word = (word ?? "") + (try quoted(&rest, by: character, keepsPlaceholders))
      case "\\":
        guard let next = rest.popFirst() else {
          throw Failure(message: "a '\\' at the end escapes nothing. Remove it.")
        }
        isQuoted = true
        word = (word ?? "") + String(next)
      default: word = (word ?? "") + String(character)
      }
    }
    try finish()
    guard !words.isEmpty else { throw Failure(message: "there is no command.") }
    return words
  }

  /// Reads up to and with the closing quote; in double ones `\` escapes `"`, `\`, `$` and a backtick.
  private static func quoted(
    _ rest: inout Substring,
    by quote: Character,
    _ keepsPlaceholders: Bool
  ) throws(Failure) -> String {
    var text = ""
    while let character = rest.first {
      if keepsPlaceholders, let end = placeholderEnd(rest) {
        text += rest[..<end]
        rest = rest[end...]
        continue
      }
      rest.removeFirst()
      if character == quote { return text }
      if quote == "\"", character == "\\", let next = rest.first, "\"\\$`".contains(next) {
        rest.removeFirst()
        text.append(next)
      } else {
        text.append(character)
      }
    }
    throw Failure(message: "a quote (\(quote)) is not closed.")
  }

  /// Where a `${…}` or `{{ … }}` that `text` begins with ends.
  private static func placeholderEnd(_ text: Substring) -> String.Index? {
    if text.hasPrefix("{{") { return text.range(of: "}}")?.upperBound }
    guard text.hasPrefix("${") else { return nil }
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return text.index(after: index) }
      }
    }
    return nil
  }

  private static func refuseOperator(_ word: String) throws(Failure) {
    let operators = ["|", "||", "&&", "&", ";", ">", ">>", "<", "2>", "2>&1", "2>/dev/null"]
    guard operators.contains(word) || word.hasSuffix(";") && word.count > 1 else { return }
    throw Failure(
      message: "'\(word)' is for a shell, and there is none. Write shell: in place of command:, or "
        + "put it in quotes."
    )
  }
}
