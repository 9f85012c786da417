import Budgets
import Testing

@testable import Workloads

struct AnswerReaderTests {
  private static func answer(_ body: String, headers: [String] = []) throws -> CapturedResponse {
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 1 << 20)
    let head = (["HTTP/1.1 200 OK", "Content-Length: \(body.utf8.count)"] + headers)
      .joined(separator: "\r\n")
    let outcome = Array("\(head)\r\n\r\n\(body)".utf8).withUnsafeBytes { scanner.scan($0) }
    guard case .complete = outcome else { throw ResponseFault.truncated }
    return try #require(scanner.capture)
  }

  private static func captured(
    _ source: Capture.Source,
    _ body: String,
    headers: [String] = []
  ) throws -> String? {
    let turn = Turn(user: 1)
    turn.begin(0, key: 1, slots: 1)
    let reader = AnswerReader([.capture(Capture(name: "v", source: source), slot: 0)])
    let failure = reader.firstFailure(in: try answer(body, headers: headers), turn)
    return failure == nil ? turn.captured[0] : nil
  }

  private static let found: [(String, String, String?)] = [
    ("$.a.b[0]", #"{"a":{"b":["x","y"]}}"#, "x"),
    ("$.a.b[-1]", #"{"a":{"b":["x","y"]}}"#, "y"),
    ("$.a.b[2]", #"{"a":{"b":["x","y"]}}"#, nil),
    ("$.a.b[-3]", #"{"a":{"b":["x","y"]}}"#, nil),
    ("$", "7", "7"),
    ("$[1]", "[1,2]", "2"),
    ("$['a b']", #"{"a b":true}"#, "true"),
    ("$.n", #"{"n":18446744073709551615}"#, "18446744073709551615"),
    ("$.n", #"{"n":1.5}"#, "1.5"),
    ("$.n", #"{"n":null}"#, nil),
    ("$.n", #"{"n":{"a":[1]}}"#, #"{"a":[1]}"#),
    ("$.n", #"{"n":"ä\n\u00e9"}"#, "ä\né"),
    ("$.m", #"{"n":1}"#, nil),
    ("$.n[0]", #"{"n":"text"}"#, nil),
    ("$.n", "no JSON", nil),
    ("$.n", "", nil),
  ]

  @Test(arguments: found.indices)
  func `a value of JSON is found by its place`(index: Int) throws {
    let (path, body, value) = Self.found[index]
    #expect(try Self.captured(.json(try JSONPath(path)), body) == value)
  }

  @Test func `a value of a header is found whatever its case`() throws {
    let headers = ["X-Id:  7 ", "x-more: a", "X-More: b"]
    #expect(try Self.captured(.header("x-id"), "", headers: headers) == "7")
    #expect(try Self.captured(.header("X-MORE"), "", headers: headers) == "a, b")
    #expect(try Self.captured(.header("x-none"), "", headers: headers) == nil)
  }

  @Test func `a regular expression gives its first group, or all that it matches`() throws {
    let body = "<a token=\"k3y\">\r\n<b>"
    #expect(try Self.captured(.regularExpression(#"token="([^"]+)""#), body) == "k3y")
    #expect(try Self.captured(.regularExpression(#"k\dy"#), body) == "k3y")
    #expect(try Self.captured(.regularExpression(#">\r\n<(b)"#), body) == "b")
    #expect(try Self.captured(.regularExpression("(x)|k3"), body) == nil)
    #expect(try Self.captured(.regularExpression("nothing"), body) == nil)
    #expect(BoundedPattern("(") == nil)
    #expect(try Self.captured(.regularExpression("^$"), "") == "")
    #expect(try Self.captured(.regularExpression("ä(.)"), "xäö") == "ö")
  }

  @Test func `a regular expression that would take for ever is given up`() throws {
    let body = String(repeating: "a", count: 40) + "!"
    #expect(try Self.captured(.regularExpression("^(a+)+$"), body) == nil)
    #expect(try Self.captured(.regularExpression("(a|a)*b|(x+x+)+y"), body) == nil)
    // What it takes to search a long body is far less.
    let long = String(repeating: "word ", count: 200_000) + "token=k3y"
    #expect(try Self.captured(.regularExpression(#"token=(\w+)"#), long) == "k3y")
  }

  private static let expected: [(String, String, String, Bool)] = [
    ("$.state", "ready", #"{"state":"ready"}"#, true),
    ("$.state", "ready", #"{"state":"busy"}"#, false),
    ("$.n", "7", #"{"n":7}"#, true),
    ("$.n", "7", #"{"n":7.0}"#, true),
    ("$.n", "7", #"{"n":"7"}"#, true),
    ("$.n", "7", #"{"n":8}"#, false),
    ("$.n", "9007199254740993", #"{"n":9007199254740992}"#, false),
    ("$.n", "true", #"{"n":true}"#, true),
    ("$.n", "null", #"{"n":null}"#, true),
    ("$.n", "null", "{}", false),
  ]

  @Test(arguments: expected.indices)
  func `a value of JSON is held against what is expected`(index: Int) throws {
    let (path, value, body, stands) = Self.expected[index]
    let reader = AnswerReader([.json(JSONExpectation(path: try JSONPath(path), value: value))])
    #expect((reader.firstFailure(in: try Self.answer(body), nil) == nil) == stands)
  }

  @Test(arguments: [
    (#"{"data":{"a":1}}"#, true), (#"{"data":null,"errors":[]}"#, true),
    (#"{"data":{"a":null},"errors":[{"message":"no"}]}"#, false),
    ("<html></html>", false), ("[]", false), ("", false),
  ])
  func `an answer to GraphQL has no errors`(body: String, stands: Bool) throws {
    let reader = AnswerReader([.graphQL])
    #expect((reader.firstFailure(in: try Self.answer(body), nil) == nil) == stands)
  }

  @Test func `the first check that fails is the one that is told`() throws {
    let path = try JSONPath("$.id")
    let checks: [AnswerCheck] = [
      .contains("id"), .header(HeaderField(name: "X", value: "1")),
      .capture(Capture(name: "id", source: .json(path)), slot: 0),
    ]
    let reader = AnswerReader(checks)
    #expect(reader.firstFailure(in: try Self.answer("{}"), nil) == 0)
    #expect(reader.firstFailure(in: try Self.answer(#"{"id":1}"#), nil) == 1)
    let whole = try Self.answer(#"{"idea":1}"#, headers: ["x: 1"])
    #expect(reader.firstFailure(in: whole, nil) == 2)
    #expect(
      checks.map(\.complaint) == [
        "the body lacks the expected text", "header 'X' is not as expected", "no 'id' at $.id",
      ]
    )
  }
}
