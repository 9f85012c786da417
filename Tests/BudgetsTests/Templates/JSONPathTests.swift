import Testing

@testable import Budgets

@Suite struct JSONPathTests {
  @Test(arguments: [
    ("$", [JSONPath.Step](), "$"),
    ("$.a.b[0]", [.member("a"), .member("b"), .element(0)], "$.a.b[0]"),
    ("$[-1]['a b'].c-d", [.element(-1), .member("a b"), .member("c-d")], "$[-1]['a b'].c-d"),
    (#"$["a.b"]"#, [.member("a.b")], "$['a.b']"), ("$.0", [.member("0")], "$['0']"),
  ])
  func placesAreParsedAndWritten(text: String, steps: [JSONPath.Step], written: String) throws {
    let path = try JSONPath(text)
    #expect(path.steps == steps)
    #expect(path.text == written)
    #expect(try JSONPath(written) == path)
  }

  @Test(arguments: [
    ("id", "'id' is no place in a JSON value. Did you mean '$.id'?"),
    ("", "'' is no place in a JSON value. Write it as $.a.b[0]."),
    ("/a", "'/a' is no place in a JSON value. Write it as $.a.b[0]."),
    ("$.a.", "'$.a.' lacks a name behind '.'. Write it as $.a.b[0]."),
    ("$..a", "'$..a' has more than one place. Write one, as in $.a.b[0]."),
    ("$.a[*]", "'$.a[*]' has more than one place. Write one, as in $.a.b[0]."),
    ("$.a[0:2]", "'$.a[0:2]' has more than one place. Write one, as in $.a.b[0]."),
    ("$.a[0", "'$.a[0' has a '[' that is not closed."),
    ("$.a[x]", "'x' in '$.a[x]' is no number. Write [0], or ['name']."),
    ("$['a]", "'$['a]' has a quote that is not closed by ']."),
    ("$a", "'$a' has 'a' where '.' or '[' belongs."),
  ])
  func whatIsNoPlaceIsAnsweredWithOne(text: String, message: String) {
    #expect(throws: JSONPath.Failure(message: message)) { try JSONPath(text) }
  }
}
