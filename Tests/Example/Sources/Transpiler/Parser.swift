/// Makes nodes of tokens: a small language in the manner of JavaScript.
public struct Parser {
  private static let precedence = [
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6,
    "/": 6, "%": 6,
  ]

  private let tokens: [Token]
  private var place = 0

  private init(_ tokens: [Token]) { self.tokens = tokens }

  /// The statements of a program.
  public static func parse(_ text: String) throws -> [Node] {
    var parser = Parser(try Tokenizer.tokens(of: text))
    var program: [Node] = []
    while parser.tokens[parser.place] != .end { program.append(try parser.statement()) }
    return program
  }

  private mutating func takes(_ token: Token) -> Bool {
    guard tokens[place] == token else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ mark: String) throws {
    guard takes(.mark(mark)) else {
      throw SyntaxError(description: "expected '\(mark)', and there is \(tokens[place])")
    }
  }

  private mutating func name() throws -> String {
    guard case .name(let name) = tokens[place] else {
      throw SyntaxError(description: "expected a name, and there is \(tokens[place])")
    }
    place += 1
    return name
  }

  private mutating func statement() throws -> Node {
    if takes(.name("let")) {
      let name = try name()
      try expect("=")
      return .declaration(name, try ended(try expression()))
    }
    if takes(.name("return")) { return .result(try ended(try expression())) }
    if takes(.name("if")) {
      let test = try enclosed()
      let then = try block()
      return .condition(test, then: then, otherwise: takes(.name("else")) ? try block() : [])
    }
    if takes(.name("while")) { return .loop(try enclosed(), try block()) }
    let value = try expression()
    guard takes(.mark("=")) else { return .statement(try ended(value)) }
    return .assignment(value, try ended(try expression()))
  }

  private mutating func ended(_ node: Node) throws -> Node {
    try expect(";")
    return node
  }

  private mutating func enclosed() throws -> Node {
    try expect("(")
    let node = try expression()
    try expect(")")
    return node
  }

  private mutating func block() throws -> [Node] {
    try expect("{")
    var body: [Node] = []
    while !takes(.mark("}")) { body.append(try statement()) }
    return body
  }

  private mutating func expression(above level: Int = 0) throws -> Node {
    var left = try postfix()
    while case .mark(let mark) = tokens[place], let own = Self.precedence[mark], own > level {
      place += 1
      left = .binary(mark, left, try expression(above: own))
    }
    return left
  }

  private mutating func postfix() throws -> Node {
    var node = try primary()
    while true {
      if takes(.mark(".")) {
        node = .member(node, try name())
      } else if takes(.mark("(")) {
        node = .call(node, try list(until: ")") { parser in try parser.expression() })
      } else {
        return node
      }
    }
  }

  private mutating func primary() throws -> Node {
    let token = tokens[place]
    place += 1
    switch token {
    case .number(let digits): return .number(digits)
    case .string(let content): return .string(content)
    case .name("function"):
      try expect("(")
      let names = try list(until: ")") { parser in try parser.name() }
      return .function(names, try block())
    case .name(let name): return .name(name)
    case .mark("("):
      let node = try expression()
      try expect(")")
      return node
    case .mark("{"):
      return .object(
        try list(until: "}") { parser in
          let key = try parser.name()
          try parser.expect(":")
          return Node.Member(key: key, value: try parser.expression())
        }
      )
    case .mark, .end: throw SyntaxError(description: "expected a value, and there is \(token)")
    }
  }

  private mutating func list<Element>(
    until end: String,
    _ element: (inout Parser) throws -> Element
  ) throws -> [Element] {
    var elements: [Element] = []
    while !takes(.mark(end)) {
      if !elements.isEmpty { try expect(",") }
      elements.append(try element(&self))
    }
    return elements
  }
}
