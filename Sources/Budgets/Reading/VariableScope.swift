/// Replaces `${NAME}` and `${NAME:-default}` and keeps account of who used what.
struct VariableScope {
  /// What a value is used for; it decides whether the recording may keep it.
  enum Use: Hashable {
    /// Budgets, profiles, samples, names: the recording needs it.
    case figure
    /// An argument or a path of a program: recorded, and nothing is judged by it.
    case argument
    /// A header, a body, a credential: never recorded.
    case secret
    /// A URL.
    case address
  }

  /// Why a text cannot be filled in.
  enum Failure: Error, Equatable {
    /// `${NAME}` is not set and has no default.
    case unset(String)
    /// `${` is not closed, or holds something else.
    case malformed(String)
  }

  /// Where values come from.
  let lookup: (String) -> String?
  /// Put in place of what is not set, when a recording is read.
  var placeholder: String?
  /// Variables that the environment in force sets, for when nobody else does.
  var defaults: [String: String] = [:]
  /// What each variable was used for, and the value it had, if it had one.
  private(set) var uses: [String: Set<Use>] = [:]
  private(set) var values: [String: String] = [:]

  /// A scope without defaults.
  init(lookup: @escaping (String) -> String?, placeholder: String?) {
    self.lookup = lookup
    self.placeholder = placeholder
  }

  /// Notes that every variable in `text` reaches a header, a body or a credential.
  mutating func noteSecrets(in text: String) {
    for name in Self.names(in: text) { uses[name, default: []].insert(.secret) }
  }

  /// The variables that `text` uses, those in defaults as well.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = Substring(text)
    while let found = rest.range(of: "${") {
      rest = rest[found.upperBound...]
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
      if !name.isEmpty { names.append(String(name)) }
    }
    return names
  }

  /// `text` with all variables replaced.
  mutating func fill(_ text: String, use: Use) throws(Failure) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var rest = Substring(text)
    return try fill(&rest, use: use, depth: 0)
  }

  /// Reads up to the end, or in a default (depth > 0) up to and with its closing brace.
  private mutating func fill(
    _ rest: inout Substring,
    use: Use,
    depth: Int
  ) throws(Failure)
    -> String
  {
    var result = ""
    while let character = rest.first {
      if depth > 0, character == "}" {
        rest.removeFirst()
        return result
      }
      if rest.hasPrefix("$${") {
        rest.removeFirst(3)
        result += "${"
      } else if rest.hasPrefix("${") {
        result += try value(&rest, use: use, depth: depth)
      } else {
        rest.removeFirst()
        result.append(character)
      }
    }
    if depth > 0 { throw .malformed("'${' is not closed. Write ${NAME} or ${NAME:-default}.") }
    return result
  }

  private mutating func value(
    _ rest: inout Substring,
    use: Use,
    depth: Int
  ) throws(Failure)
    -> String
  {
    let shown = VisibleText.of(rest.prefix(24).prefix { $0 != "}" }) + "}"
    rest.removeFirst(2)
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
    rest = rest.dropFirst(name.count)
    guard let first = name.first, !first.isNumber, depth < 8 else {
      throw .malformed("'\(shown)' is no variable. Write ${NAME} or ${NAME:-default}.")
    }
    var fallback: String?
    if rest.first == "}" {
      rest.removeFirst()
    } else if rest.hasPrefix(":-") {
      rest.removeFirst(2)
      fallback = try fill(&rest, use: use, depth: depth + 1)
    } else if rest.isEmpty {
      throw .malformed("'${\(name)' is not closed. Write ${\(name)} or ${\(name):-default}.")
    } else {
      throw .malformed("'\(shown)' is no variable. Write ${\(name)} or ${\(name):-default}.")
    }
    uses[String(name), default: []].insert(use)
    let found = lookup(String(name)) ?? defaults[String(name)]
    if let found, !found.isEmpty || fallback == nil {
      values[String(name)] = found
      return found
    }
    if let fallback { return fallback }
    if let placeholder { return placeholder }
    throw .unset(String(name))
  }
}
