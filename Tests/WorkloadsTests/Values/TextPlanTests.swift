import Budgets
import NIOCore
import Testing

@testable import Workloads

struct TextPlanTests {
  private static func turn(
    _ number: UInt64 = 0,
    key: UInt64 = 1,
    captured: [String] = []
  )
    -> Turn
  {
    let turn = Turn(user: 3)
    turn.begin(number, key: key, slots: captured.count)
    turn.captured = captured
    return turn
  }

  private static func plan(
    _ text: String,
    in place: TextPlan.Place = .content,
    captures: [String] = []
  ) throws -> TextPlan {
    var names = ValueNames()
    for name in captures { _ = names.capture(name) }
    return TextPlan(try names.template(text).parts, in: place, names)
  }

  private static func text(_ plan: TextPlan, _ turn: Turn) -> String {
    var buffer = ByteBuffer()
    plan.write(turn, to: &buffer)
    return String(buffer: buffer)
  }

  @Test func `a turn has its number, its user, and what was captured`() throws {
    let plan = try Self.plan("{{ id }}/{{ counter }}/{{ user }}/{{id}}", captures: ["x", "id"])
    #expect(!plan.isConstant)
    #expect(Self.text(plan, Self.turn(41, captured: ["other", "a b"])) == "a b/42/3/a b")
  }

  @Test func `a text without values is always the same`() throws {
    let plan = try Self.plan("{{ '{{' }} id }}")
    #expect(plan.isConstant)
    #expect(Self.text(plan, Self.turn()) == "{{ id }}")
  }

  @Test func `a name that no value has is told with those that exist`() {
    let error = #expect(throws: TemplateFailure.self) {
      try Self.plan("/notes/{{ idd }}", captures: ["id"])
    }
    #expect(error?.excerpt == "{{ idd }}")
    #expect(error?.message.contains("'id'") == true)
  }

  @Test func `random numbers keep to their range, and reach its ends`() throws {
    let plan = try Self.plan("{{ random(-2..3) }}")
    let numbers = try (0..<1_000).map { try #require(Int(Self.text(plan, Self.turn($0)))) }
    #expect(Set(numbers) == Set(-2...3))
    let widest = try Self.plan("{{ random(-9223372036854775808..9223372036854775807) }}")
    #expect(Set((0..<50).map { Self.text(widest, Self.turn($0)) }).count == 50)
  }

  @Test func `random strings are letters and digits, others each time`() throws {
    let plan = try Self.plan("{{ random_string(40) }} {{ random_string(40) }}")
    let words = Self.text(plan, Self.turn()).split(separator: " ")
    #expect(words.count == 2)
    #expect(words[0] != words[1])
    #expect(words.allSatisfy { $0.count == 40 && $0.allSatisfy(\.isASCII) })
    #expect(words.joined().allSatisfy { $0.isLetter || $0.isNumber })
  }

  @Test func `a UUID is of version 4 and its variant`() throws {
    let plan = try Self.plan("{{ uuid }}")
    let uuids = (0..<200).map { Self.text(plan, Self.turn($0)) }
    #expect(Set(uuids).count == 200)
    let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(uuids.allSatisfy { $0.wholeMatch(of: form) != nil })
  }

  @Test func `values follow from the seed and the turn, and come again with its step`() throws {
    let plan = try Self.plan("{{ uuid }}{{ random(1..1000000) }}{{ random_string(9) }}")
    let turn = Self.turn(7)
    let first = Self.text(plan, turn)
    #expect(Self.text(plan, turn) != first)
    turn.begin(step: 0)
    #expect(Self.text(plan, turn) == first)
    turn.begin(step: 1)
    #expect(Self.text(plan, turn) != first)
    #expect(Self.text(plan, Self.turn(7)) == first)
    #expect(Self.text(plan, Self.turn(8)) != first)
    #expect(Self.text(plan, Self.turn(7, key: 2)) != first)
  }

  @Test func `no value breaks the line of a request or a header field`() throws {
    let turn = Self.turn(captured: ["a b\r\nX: y\t\u{7F}ä%20?q=1#f{}"])
    let target = try Self.plan("/x/{{ v }}", in: .target, captures: ["v"])
    #expect(Self.text(target, turn) == "/x/a%20b%0D%0AX:%20y%09%7F%C3%A4%20?q=1%23f%7B%7D")
    let field = try Self.plan("x {{ v }}", in: .field, captures: ["v"])
    #expect(Self.text(field, turn) == "x a b  X: y\t ä%20?q=1#f{}")
    let content = try Self.plan("{{ v }}", captures: ["v"])
    #expect(Self.text(content, turn) == turn.captured[0])
  }

  @Test func `a value is escaped as the suite asks for`() throws {
    let turn = Self.turn(captured: ["a\"b&/c\n"])
    let plan = try Self.plan("{{ v | json }} {{ v | url }}", captures: ["v"])
    #expect(Self.text(plan, turn) == #"a\"b&/c\n a%22b%26%2Fc%0A"#)
  }
}
