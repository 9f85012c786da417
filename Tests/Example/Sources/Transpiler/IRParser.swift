/// Reads nodes from the text that `Node.text` writes.
public struct IRParser {
  private let tokens: [Token]
  private var place = 0

  private init(_ tokens: [Token]) { self.tokens = tokens }

  /// The nodes of a text.
  public static func parse(_ text: String) throws -> [Node] {
    var parser = IRParser(try Tokenizer.tokens(of: text))
    var nodes: [Node] = []
    while parser.tokens[parser.place] != .end { nodes.append(try parser.node()) }
    return nodes
  }

  private var isAtEnd: Bool { tokens[place] == .mark(")") }

  private mutating func expect(_ mark: String) throws {
    guard tokens[place] == .mark(mark) else {
      throw SyntaxError(description: "expected '\(mark)', and there is \(tokens[place])")
    }
    place += 1
  }

  private mutating func word() throws -> String {
    defer { place += 1 }
    switch tokens[place] {
    case .name(let text), .number(let text), .string(let text): return text
    case .mark, .end:
      throw SyntaxError(description: "expected a word, and there is \(tokens[place])")
    }
  }

  private mutating func nodes() throws -> [Node] {
    var nodes: [Node] = []
    while !isAtEnd { nodes.append(try node()) }
    return nodes
  }

  private mutating func list() throws -> [Node] {
    try expect("(")
    let nodes = try nodes()
    try expect(")")
    return nodes
  }

  private mutating func node() throws -> Node {
    try expect("(")
    let node = try content(of: try word())
    try expect(")")
    return node
  }

  private mutating func content(of kind: String) throws -> Node {
    switch kind {
    case "number": return .number(try word())
    case "string": return .string(try word())
    case "name": return .name(try word())
    case "binary": return .binary(try word(), try node(), try node())
    case "call": return .call(try node(), try nodes())
    case "member": return .member(try node(), try word())
    case "object":
      var members: [Node.Member] = []
      while !isAtEnd { members.append(Node.Member(key: try word(), value: try node())) }
      return .object(members)
    case "function":
      try expect("(")
      var names: [String] = []
      while !isAtEnd { names.append(try word()) }
      try expect(")")
      return .function(names, try nodes())
    case "let": return .declaration(try word(), try node())
    case "set": return .assignment(try node(), try node())
    case "if": return .condition(try node(), then: try list(), otherwise: try list())
    case "while": return .loop(try node(), try nodes())
    case "return": return .result(try node())
    case "do": return .statement(try node())
    default: throw SyntaxError(description: "'\(kind)' is no node")
    }
  }
}
