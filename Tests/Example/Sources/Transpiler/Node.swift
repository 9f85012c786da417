/// A part of a program: what the parser makes of the source, and what Lua is made of.
public indirect enum Node: Equatable, Sendable {
  case number(String)
  case string(String)
  case name(String)
  case binary(String, Node, Node)
  case call(Node, [Node])
  case member(Node, String)
  case object([Member])
  case function([String], [Node])
  case declaration(String, Node)
  case assignment(Node, Node)
  case condition(Node, then: [Node], otherwise: [Node])
  case loop(Node, [Node])
  case result(Node)
  case statement(Node)

  /// A member of an object.
  public struct Member: Equatable, Sendable {
    var key: String
    var value: Node
  }

  /// As text that `IRParser` reads: a list in parentheses, its kind first.
  public var text: String {
    switch self {
    case .number(let digits): "(number \(digits))"
    case .string(let content): "(string \"\(content)\")"
    case .name(let name): "(name \(name))"
    case .binary(let mark, let left, let right): "(binary \"\(mark)\" \(left.text) \(right.text))"
    case .call(let callee, let arguments): "(call \(callee.text)\(Self.text(arguments)))"
    case .member(let object, let name): "(member \(object.text) \(name))"
    case .object(let members):
      "(object" + members.map { " \($0.key) \($0.value.text)" }.joined() + ")"
    case .function(let names, let body):
      "(function (\(names.joined(separator: " ")))\(Self.text(body)))"
    case .declaration(let name, let value): "(let \(name) \(value.text))"
    case .assignment(let place, let value): "(set \(place.text) \(value.text))"
    case .condition(let test, let then, let otherwise):
      "(if \(test.text) (\(Self.text(then))) (\(Self.text(otherwise))))"
    case .loop(let test, let body): "(while \(test.text)\(Self.text(body)))"
    case .result(let value): "(return \(value.text))"
    case .statement(let value): "(do \(value.text))"
    }
  }

  private static func text(_ nodes: [Node]) -> String { nodes.map { " " + $0.text }.joined() }
}
