/// The little of GraphQL that the demo server understands: one query of fields with arguments.
struct GraphQLDocument: Equatable {
  struct Field: Equatable {
    /// The name in the answer: the alias, else the name.
    var key: String
    var name: String
    var arguments: [String: Argument] = [:]
    var selection: [Field] = []
  }

  enum Argument: Equatable {
    case variable(String)
    case string(String)
    case other(String)
  }

  struct Mistake: Error, Equatable {
    var message: String
  }

  var fields: [Field] = []

  /// The document in `text`.
  init(_ text: String) throws(Mistake) {
    var reader = Reader(tokens: try Self.tokens(of: text))
    if let word = reader.peek, word != "{" {
      guard word == "query" else {
        throw Mistake(message: "Only queries are supported, not \"\(word)\".")
      }
      reader.skip(to: "{")
    }
    fields = try reader.selection(depth: 0)
    if let rest = reader.peek { throw Mistake(message: "Syntax Error: Unexpected \"\(rest)\".") }
  }

  /// Names, punctuation, and strings with their opening quote.
  private static func tokens(of text: String) throws(Mistake) -> [String] {
    var tokens: [String] = []
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if isNamePart(scalar) {
        let name = rest.prefix(while: isNamePart)
        tokens.append(String(name))
        rest = rest[name.endIndex...]
      } else if scalar == "\"" {
        let inner = rest.dropFirst().prefix { $0 != "\"" }
        guard inner.endIndex < rest.endIndex else {
          throw Mistake(message: "Syntax Error: Unterminated string.")
        }
        tokens.append("\"" + String(inner))
        rest = rest[inner.endIndex...].dropFirst()
      } else {
        if !scalar.properties.isWhitespace, scalar != "," { tokens.append(String(scalar)) }
        rest.removeFirst()
      }
    }
    return tokens
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "-" || scalar == "."
      || scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }

  private struct Reader {
    var tokens: [String]
    var position = 0

    init(tokens: [String]) { self.tokens = tokens }

    var peek: String? { position < tokens.count ? tokens[position] : nil }

    mutating func skip(to token: String) {
      while let next = peek, next != token { position += 1 }
    }

    mutating func take(_ token: String) -> Bool {
      guard peek == token else { return false }
      position += 1
      return true
    }

    mutating func selection(depth: Int) throws(Mistake) -> [Field] {
      guard depth < 16, take("{") else { throw unexpected }
      var fields: [Field] = []
      while !take("}") { fields.append(try field(depth: depth)) }
      guard !fields.isEmpty else { throw Mistake(message: "Syntax Error: Expected a field.") }
      return fields
    }

    mutating func field(depth: Int) throws(Mistake) -> Field {
      let key = try name()
      var field = Field(key: key, name: take(":") ? try name() : key)
      if take("(") {
        while !take(")") {
          let argument = try name()
          guard take(":") else { throw unexpected }
          field.arguments[argument] = try value()
        }
      }
      if peek == "{" { field.selection = try selection(depth: depth + 1) }
      return field
    }

    mutating func name() throws(Mistake) -> String {
      guard let token = peek, let first = token.unicodeScalars.first,
        GraphQLDocument.isNamePart(first)
      else { throw unexpected }
      position += 1
      return token
    }

    mutating func value() throws(Mistake) -> Argument {
      if take("$") { return .variable(try name()) }
      if let token = peek, token.hasPrefix("\"") {
        position += 1
        return .string(String(token.dropFirst()))
      }
      return .other(try name())
    }

    private var unexpected: Mistake {
      Mistake(message: "Syntax Error: Unexpected \(peek.map { "\"\($0)\"" } ?? "end").")
    }
  }
}
