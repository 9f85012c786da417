import Testing

@testable import Budgets

@Suite struct SuiteTextTests {
  @Test func aWrittenSuiteIsCommentedAndReadsBack() throws {
    var suite = SuiteText(name: "notes", url: "http://127.0.0.1:8080/api/notes?page=1")
    suite.users = 50
    suite.durationNanoseconds = 30_000_000_000
    suite.budgets = ["p(95)<200", "rate<0.001"]
    let written = suite.write()
    #expect(
      written.text == """
        # What is measured, under which load, and the budgets that it has to keep.
        # Run it with `headroom run notes`; `headroom check notes` explains it.
        suite: notes

        # Where requests go. An environment can set another one.
        target: http://127.0.0.1:8080

        # How load is applied; the first profile is the default. Users send their next request when
        # the last one was answered; a rate, as in 200/s, does not wait for answers.
        profiles:
          default: { users: 50, duration: 30s }
          # stress: { stages: [ { users: 50, over: 10s }, { users: 50, for: 2m } ] }

        benchmarks:
          notes:
            http: GET /api/notes?page=1
            # Every percentile, min, mean, max, error_rate, availability and throughput can have one.
            # A comparison is hard: every breach is a violation. `p95: 200ms` allows a drift of 10 %.
            budget:
              p95: "<= 200ms"
              error_rate: "<= 0.1%"

        """
    )
    let read = try BudgetsTests.read(written.text)
    #expect(written.variables.isEmpty)
    #expect(read.target == "http://127.0.0.1:8080")
    #expect(read.objectives.map(\.limits) == [.hard, .hard])
    #expect(read.objectives.map(\.budget) == [2e8, 0.001])
    #expect(SuiteDescription.load(read.profile) == "50 users for 30s")
  }

  @Test func secretsAreLeftToVariables() throws {
    var suite = SuiteText(name: "api", url: "https://me:hunter2@api.example/x?api_key=hunter3&a=b")
    suite.headers = [
      HeaderField(name: "Authorization", value: "Bearer hunter4"),
      HeaderField(name: "X-Note", value: "a: \"b\" #c ${d}"),
      HeaderField(name: "Cookie", value: "hunter5"),
    ]
    let written = suite.write()
    #expect(!written.text.contains("hunter"))
    #expect(
      written.variables == [
        "TARGET_USER": "me:hunter2", "API_KEY": "hunter3", "AUTHORIZATION": "Bearer hunter4",
        "COOKIE": "hunter5",
      ]
    )
    let request = try request(of: written)
    #expect(request.url == "/x?api_key=hunter3&a=b")
    #expect(
      request.headers == [
        HeaderField(name: "Authorization", value: "Bearer hunter4"),
        HeaderField(name: "X-Note", value: "a: \"b\" #c ${d}"),
        HeaderField(name: "Cookie", value: "hunter5"),
      ]
    )
  }

  @Test(arguments: [HTTPVersion.one, .two, .negotiated])
  func aVersionOfHTTPReadsBack(version: HTTPVersion) throws {
    var suite = SuiteText(name: "api", url: "https://localhost/")
    suite.version = version
    let written = suite.write()
    #expect(written.text.contains("http2:") == (version != .one))
    #expect(try request(of: written).version == version)
  }

  @Test(arguments: [
    (#"{"a": [1, 2.5, null], "b": "x: y # ${z}"}"#, #"{"a":[1,2.5,null],"b":"x: y # ${z}"}"#),
    ("{\n  \"a\":\n    true\n}", #"{"a":true}"#), ("[]", "[]"), ("\"text\"", "\"text\""),
    (#"{"smile": "\ud83d\ude00"}"#, #"{"smile": "\ud83d\ude00"}"#), ("not json: {", "not json: {"),
  ])
  func bodiesReadBack(json: String, body: String) throws {
    var suite = SuiteText(name: "api", url: "http://localhost/")
    suite.method = "POST"
    suite.json = json
    let request = try request(of: suite.write())
    #expect(request.method == "POST")
    #expect(request.body == body)
    #expect(
      request.headers == [HeaderField(name: "Content-Type", value: "application/json")]
    )
  }

  @Test(arguments: ["a b", "#x", "1", "null", "a: b", "日本", "it's", "${X}", "x}", "-", "*a", "a,b"])
  func anyNameAndBodyReadBack(name: String) throws {
    var suite = SuiteText(name: name, url: "demo")
    suite.body = "line 1\n\(name)\t\u{1}"
    suite.rate = 100.0 / 60
    suite.iterations = 7
    suite.budgets = ["p95: 200ms"]
    let written = suite.write()
    let read = try BudgetsTests.read(written.text)
    #expect(read.name == name)
    #expect(read.benchmarks.map(\.name) == [name])
    #expect(read.target == "demo")
    #expect(read.objectives[0].limits == VerdictLimits())
    #expect(SuiteDescription.load(read.profile) == "100/min, 7 requests at most")
    #expect(try request(of: written).body == suite.body)
  }

  private func request(of written: WrittenSuite) throws -> HTTPRequest {
    var request = SuiteRequest()
    let variables = written.variables
    request.variables = { variables[$0] }
    let suite = try read(written.text, request)
    guard case .http(let found) = suite.benchmarks[0].workload else {
      return HTTPRequest(method: "", url: "")
    }
    return found
  }
}
