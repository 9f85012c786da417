/// Writes nodes as Lua.
public struct LuaEmitter {
  private static let marks = ["!=": "~=", "&&": "and", "||": "or"]

  private var text = ""
  private var depth = 0

  /// The Lua text of a program.
  public static func emit(_ program: [Node]) -> String {
    var emitter = LuaEmitter()
    emitter.write(program)
    return emitter.text
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }

  private mutating func block(_ body: [Node]) {
    depth += 1
    write(body)
    depth -= 1
  }

  private mutating func write(_ body: [Node]) {
    for node in body { write(node) }
  }

  private mutating func write(_ node: Node) {
    switch node {
    case .declaration(let name, let value): line("local \(name) = \(expression(value))")
    case .assignment(let place, let value): line("\(expression(place)) = \(expression(value))")
    case .result(let value): line("return \(expression(value))")
    case .condition(let test, let then, let otherwise):
      line("if \(expression(test)) then")
      block(then)
      if !otherwise.isEmpty {
        line("else")
        block(otherwise)
      }
      line("end")
    case .loop(let test, let body):
      line("while \(expression(test)) do")
      block(body)
      line("end")
    case .statement(let value): line(expression(value))
    default: line(expression(node))
    }
  }

  private func expression(_ node: Node) -> String {
    switch node {
    case .number(let digits): return digits
    case .string(let content): return "\"\(content)\""
    case .name(let name): return name
    case .binary("+", .string(let left), let right): return "\"\(left)\" .. \(expression(right))"
    case .binary(let mark, let left, let right):
      return "(\(expression(left)) \(Self.marks[mark] ?? mark) \(expression(right)))"
    case .call(let callee, let arguments):
      return expression(callee) + "(" + arguments.map(expression).joined(separator: ", ") + ")"
    case .member(let object, let name): return expression(object) + "." + name
    case .object(let members):
      let parts = members.map { "\($0.key) = \(expression($0.value))" }
      return "{ " + parts.joined(separator: ", ") + " }"
    case .function(let names, let body):
      var inner = LuaEmitter()
      inner.depth = depth
      inner.block(body)
      let end = String(repeating: "  ", count: depth) + "end"
      return "function(\(names.joined(separator: ", ")))\n" + inner.text + end
    default: return ""
    }
  }
}
