import Testing

@testable import Budgets

@Suite struct RecordableTests {
  private static let text = """
    # The password is hunter0.
    suite: secrets
    about: "token ghp_hunter1hunter1hunter1 of the service"
    target: http://${API_USER:-hunter2}:hunter3@${TARGET_HOST:-localhost}/base
    headers: { Authorization: "Bearer ${API_TOKEN}", X-Plain: hunter4 }
    x-anything: { deep: [ hunter5 ] }
    profiles:
      load: { users: "${USERS:-3}", duration: 30s, budget: { "read.p99": "${P99_MS:-900}ms" } }
    benchmarks:
      read:
        http: GET /notes/1?key=hunter6&page=${PAGE:-1}
        budget: { p95: "${P95_MS:-500}ms", p99: 400ms, throughput: "${API_TOKEN:-20}/s" }
      write: &write
        http: { method: POST, url: "https://hunter7:x@other.example/n", headers: { Cookie: hunter8 } }
        json: { name: hunter9, deep: [ { n: 10101 }, true ], "${KEEP}": 1 }
        expect: { status: 201, body: hunter10, headers: { X-A: hunter11 } }
        weight: ${WEIGHT:-2}
      again:
        <<: *write
        http: POST https://other.example/n
        json: { pass: "hunter12 ${SECRET}" }
    environments:
      ci:
        target: http://a:hunter13@ci.example
        headers: { X-Key: hunter14 }
        variables: { P99_MS: 950, SECRET: hunter15 }
        benchmarks: { read: { headers: { A: hunter16 }, budget: { mean: 90ms } } }
    """

  private static let values = [
    "API_USER": "hunter17", "API_TOKEN": "77", "USERS": "5", "P95_MS": "300", "SECRET": "hunter19",
    "KEEP": "hunter20",
  ]

  private func original() throws -> Budgets.Suite {
    var request = SuiteRequest()
    request.environment = "ci"
    let values = Self.values
    request.variables = { values[$0] }
    return try read(Self.text, request)
  }

  @Test func noSecretIsInTheTextOrTheVariables() throws {
    let suite = try original()
    #expect(!suite.recordableText.isEmpty)
    #expect(!suite.recordableText.contains("hunter"), "\(suite.recordableText)")
    #expect(!suite.recordableText.contains("10101"))
    #expect(suite.recordableVariables == ["USERS": "5", "P95_MS": "300", "P99_MS": "950"])
  }

  @Test func whatTheJudgeNeedsReadsBack() throws {
    let suite = try original()
    var request = SuiteRequest()
    request.purpose = .recorded
    request.environment = "ci"
    let values = suite.recordableVariables
    request.variables = { values[$0] }
    let again = try read(suite.recordableText, request)
    #expect(again.profile == suite.profile)
    #expect(again.name == suite.name)
    #expect(again.benchmarks.map(\.name) == suite.benchmarks.map(\.name))
    #expect(again.benchmarks.map(\.weight) == suite.benchmarks.map(\.weight))
    // The one whose figure is the value of a header too is left out, and that was said.
    #expect(again.objectives == suite.objectives.filter { $0.metric != .throughput })
    #expect(suite.warnings.contains { $0.contains("${API_TOKEN} is used in a header") })
    #expect(suite.objectives.contains { $0.metric == .throughput && $0.budget == 77 })
  }

  @Test func aWholeSuiteReadsBackToTheSameObjectives() throws {
    for environment in ["ci", "production", nil] {
      for profile in ["smoke", "stress", "spike"] {
        var request = SuiteRequest()
        request.environment = environment
        request.profile = profile
        request.budgets = ["p90<1s"]
        let suite = try read(SuiteReaderTests.whole, request)
        request.purpose = .recorded
        let again = try read(suite.recordableText, request)
        #expect(again.objectives == suite.objectives)
        #expect(again.profile == suite.profile)
        #expect(again.alerts == suite.alerts)
        #expect(again.tolerance == suite.tolerance)
        #expect(again.recordableText == suite.recordableText)
      }
    }
  }

  @Test func queriesAreKeptOnlyWhereTheSuiteSaysSo() throws {
    let text = "benchmarks: { a: { http: http://localhost/a?token=hunter } }"
    #expect(try read(text).recordableText.contains("http://localhost/a?***"))
    let full = try read("record_urls: full\n" + text)
    #expect(full.recordableText.contains("a?token=hunter"))
    #expect(full.recordsFullURLs)
  }

  @Test(arguments: [
    // RFC 7617, section 2, and RFC 4648, section 10.
    ("Aladdin:open%20sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("me:p%40ss", "bWU6cEBzcw=="),
    ("f", "Zjo="), ("fo", "Zm86"), ("foo", "Zm9vOg=="), ("a:%+1%zz%4", "YTolKzElenolNA=="),
  ])
  func theUserPartOfAURLBecomesAHeader(user: String, pair: String) throws {
    let suite = try read("target: http://\(user)@localhost/v1/\nbenchmarks: { a: { http: /x } }")
    guard case .http(let request) = suite.benchmarks[0].workload else { return }
    #expect(suite.target == "http://localhost")
    #expect(request.url == "/v1/x")
    #expect(
      request.headers == [HeaderField(name: "Authorization", value: "Basic \(pair)")]
    )
  }

  @Test func aRecordingIsReadThoughItsVariablesAndWorkAreMissing() throws {
    var request = SuiteRequest()
    request.purpose = .recorded
    let suite = try read(
      """
      target: ${GONE}
      confirm: 3
      benchmarks:
        a: { http: "GET ${GONE}/x", weight: "${GONE}", budget: { p95: "${GONE}ms", p99: 1s } }
        b: { command: [ls], budget: { rss: 64MB, p95: 1s } }
      """,
      request
    )
    #expect(suite.benchmarks.map(\.name) == ["a", "b"])
    #expect(
      suite.objectives.map(\.metric.name) == ["p99", "error_rate", "rss", "p95", "error_rate"]
    )
  }
}
