extension JSONPath {
  /// Why a text is no place in a JSON value, with the way out, in one line.
  package struct Failure: Error, Sendable, Equatable {
    /// One line.
    package var message: String
  }

  /// Parses `$.a.b[0]`, `$["a b"][-1]` (RFC 9535, of which only paths to one value: 2.5.1, `name` and
  /// `index` selectors).
  package init(_ text: some StringProtocol) throws(Failure) {
    let shown = "'\(VisibleText.of(text))'"
    var rest = Substring(text)
    guard rest.first == "$" else {
      let guess = TemplateScanner.isName(rest.prefix { $0 != "." && $0 != "[" })
      let way = guess ? "Did you mean '$.\(VisibleText.of(rest))'?" : "Write it as $.a.b[0]."
      throw Failure(message: "\(shown) is no place in a JSON value. \(way)")
    }
    rest.removeFirst()
    var steps: [Step] = []
    while let mark = rest.first {
      rest.removeFirst()
      switch mark {
      case ".":
        let name = rest.prefix { !".[]*'\" ".contains($0) }
        guard !name.isEmpty else {
          throw Failure(
            message: rest.first == "*" || rest.first == "."
              ? "\(shown) has more than one place. Write one, as in $.a.b[0]."
              : "\(shown) lacks a name behind '.'. Write it as $.a.b[0]."
          )
        }
        rest = rest.dropFirst(name.count)
        steps.append(.member(String(name)))
      case "[": steps.append(try Self.bracket(&rest, shown))
      default:
        throw Failure(message: "\(shown) has '\(mark)' where '.' or '[' belongs.")
      }
    }
    self.init(steps)
  }

  private static func bracket(_ rest: inout Substring, _ shown: String) throws(Failure) -> Step {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      let body = rest.dropFirst()
      guard let end = body.firstIndex(of: quote), body[body.index(after: end)...].first == "]"
      else { throw Failure(message: "\(shown) has a quote that is not closed by \(quote)].") }
      rest = body[body.index(after: end)...].dropFirst()
      return .member(String(body[..<end]))
    }
    guard let end = rest.firstIndex(of: "]") else {
      throw Failure(message: "\(shown) has a '[' that is not closed.")
    }
    let inside = rest[..<end]
    rest = rest[rest.index(after: end)...]
    if let number = Int(inside), inside.first != "+" { return .element(number) }
    if inside.contains(where: { "*:?,".contains($0) }) {
      throw Failure(message: "\(shown) has more than one place. Write one, as in $.a.b[0].")
    }
    throw Failure(
      message: "'\(VisibleText.of(inside))' in \(shown) is no number. Write [0], or ['name']."
    )
  }

  /// As it is written.
  package var text: String {
    steps.reduce("$") { text, step in
      switch step {
      case .member(let name) where TemplateScanner.isName(name): "\(text).\(name)"
      case .member(let name): "\(text)['\(name)']"
      case .element(let number): "\(text)[\(number)]"
      }
    }
  }
}
