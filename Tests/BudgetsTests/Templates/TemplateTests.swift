import Testing

@testable import Budgets

@Suite struct TemplateTests {
  @Test(arguments: [
    ("", [Template.Part]()), ("a", [.text("a")]), ("{ a } }}", [.text("{ a } }}")]),
    ("/n/{{ id }}", [.text("/n/"), .value(.captured("id"), .none)]),
    (#"{"id":{{id}}}"#, [.text(#"{"id":"#), .value(.captured("id"), .none), .text("}")]),
    ("{{counter}}{{ user }}", [.value(.counter, .none), .value(.user, .none)]),
    ("{{ random(-5 .. 100) }}", [.value(.random(-5...100), .none)]),
    ("{{ random_string( 12 ) | url }}", [.value(.randomString(12), .url)]),
    ("{{ uuid|json }}x", [.value(.uuid, .json), .text("x")]),
    ("{{ row.e-mail }}", [.value(.row("e-mail"), .none)]),
    ("a {{ '{{' }} b {{ \"x\" }}", [.text("a {{ b x")]),
  ])
  func textsAreParsed(text: String, parts: [Template.Part]) throws {
    #expect(try Template(text).parts == parts)
  }

  @Test func whatIsConstantIsKnown() throws {
    #expect(try Template("").constant == "")
    #expect(try Template("a{{ '{{' }}").constant == "a{{")
    #expect(try Template("a{{ b }}").constant == nil)
    #expect(Template(text: "{{ b }}").constant == "{{ b }}")
    #expect(try Template("{{ b }}-{{ uuid }}").values == [.captured("b"), .uuid])
  }

  private static let names: TemplateNames = {
    var names = TemplateNames()
    names.captured = ["id", "token"]
    names.columns = ["name", "mail"]
    return names
  }()

  @Test(arguments: [
    ("ab{{ id", 2, "{{ id", "'{{' is not closed. Write {{ NAME }}, or {{ '{{' }} for two braces."),
    ("ü{{ idd }}", 1, "{{ idd }}", "no value 'idd'. Did you mean 'id'?"),
    ("{{ cuonter }}", 0, "{{ cuonter }}", "no value 'cuonter'. Did you mean 'counter'?"),
    (
      "{{ something }}", 0, "{{ something }}",
      "no value 'something'. There is captured before: id, token; built in: counter, user, uuid, "
        + "random(1..100), random_string(12); columns: row.name, row.mail."
    ),
    ("{{ row.nam }}", 0, "{{ row.nam }}", "no column 'nam' in the data. Did you mean 'name'?"),
    (
      "{{ row.phone }}", 0, "{{ row.phone }}", "no column 'phone' in the data. Columns: name, mail."
    ),
    ("{{ random }}", 0, "{{ random }}", "'random' needs a range, as in random(1..100)."),
    ("{{ random(3) }}", 0, "{{ random(3) }}", "'random(3)' needs a range, as in random(1..100)."),
    (
      "{{ random(9..1) }}", 0, "{{ random(9..1) }}",
      "'random(9..1)' ends before it begins. Write random(1..9)."
    ),
    (
      "{{ random_string(0) }}", 0, "{{ random_string(0) }}",
      "'random_string(0)': a length is 1 to 10000, as in random_string(12)."
    ),
    (
      "{{ id | jsn }}", 0, "{{ id | jsn }}",
      "'jsn' behind '|' is no way to escape. Did you mean 'json'?"
    ),
    ("{{ 'a }}", 0, "{{ 'a }}", "a quote between '{{' and '}}' is not closed. Write {{ '{{' }}."),
    ("{{ 'a' b }}", 0, "{{ 'a' b }}", "'}}' has to follow a quoted text, as in {{ '{{' }}."),
  ])
  func aMistakeIsNamedWithItsPlace(
    text: String,
    offset: Int,
    excerpt: String,
    message: String
  ) {
    #expect(throws: TemplateFailure(offset: offset, excerpt: excerpt, message: message)) {
      try Template(text, names: Self.names)
    }
  }

  @Test func rowsNeedAFile() {
    #expect {
      try Template("{{ row.a }}", names: TemplateNames())
    } throws: {
      ($0 as? TemplateFailure)?.message == "'row.a' needs rows. Write data: FILE.csv beside it."
    }
  }

  @Test func valuesAreFilledIn() throws {
    let template = try Template("{{ n }}/{{ m | url }}/{{ '{{' }}")
    #expect(template.text { $0 == .captured("n") ? "10" : "a b" } == "10/a%20b/{{")
    #expect(template.text { $0 == .captured("n") ? "10" : nil } == nil)
  }

  @Test(arguments: [
    "a {{ id }} b", "{{ '{{' }}", "{{ random(1..9) | json }}{{ random_string(3) }}",
    "{{ row.a b | url }}{{ uuid }}{{ user }}{{ counter | raw }}", "{ } }}",
  ])
  func whatIsWrittenIsParsedAsTheSame(text: String) throws {
    #expect(try Template(text).source == text)
  }

  @Test(arguments: [
    (TemplateEscaping.none, "a\"ä b", "a\"ä b"), (.json, "a\"\\ä\n", #"a\"\\ä\n"#),
    (.url, "a/ä b~", "a%2F%C3%A4%20b~"),
  ])
  func valuesAreEscaped(escaping: TemplateEscaping, value: String, written: String) {
    #expect(escaping.escaped(value) == written)
  }
}
