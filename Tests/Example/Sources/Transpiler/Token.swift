/// A word of the source.
public enum Token: Equatable, Sendable {
  case name(String)
  case number(String)
  case string(String)
  case mark(String)
  case end
}

/// Why a text is no program.
public struct SyntaxError: Error, Equatable, CustomStringConvertible {
  /// What was expected, and what is there.
  public var description: String
}

/// Splits source text into tokens.
public struct Tokenizer {
  private static let pairs: Set<String> = ["==", "!=", "<=", ">=", "&&", "||"]

  private let text: [Character]
  private var place = 0

  /// A tokenizer at the beginning of a text.
  public init(_ text: String) { self.text = Array(text) }

  /// All tokens, the last one being the end.
  public static func tokens(of text: String) throws -> [Token] {
    var tokenizer = Tokenizer(text)
    var tokens: [Token] = []
    while tokens.last != .end { tokens.append(try tokenizer.next()) }
    return tokens
  }

  private mutating func next() throws -> Token {
    while place < text.count, text[place].isWhitespace { place += 1 }
    guard place < text.count else { return .end }
    let first = text[place]
    if first.isLetter || first == "_" {
      return .name(take { $0.isLetter || $0.isNumber || $0 == "_" })
    }
    if first.isNumber { return .number(take { $0.isNumber || $0 == "." }) }
    if first == "\"" { return try string() }
    let pair = String(text[place..<min(place + 2, text.count)])
    let mark = Self.pairs.contains(pair) ? pair : String(first)
    place += mark.count
    return .mark(mark)
  }

  private mutating func take(while isPart: (Character) -> Bool) -> String {
    let start = place
    while place < text.count, isPart(text[place]) { place += 1 }
    return String(text[start..<place])
  }

  private mutating func string() throws -> Token {
    place += 1
    let content = take { $0 != "\"" }
    guard place < text.count else { throw SyntaxError(description: "a string has no end") }
    place += 1
    return .string(content)
  }
}
