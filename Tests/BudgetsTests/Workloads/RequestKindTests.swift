import Testing

@testable import Budgets

@Suite struct RequestKindTests {
  private func http(_ text: String, _ request: SuiteRequest = SuiteRequest()) throws -> HTTPRequest
  {
    let suite = try read("target: demo\nbenchmarks:\n  a: \(text)\n", request)
    guard case .http(let found) = try #require(suite.benchmarks.first).workload else {
      throw NoSuchKind()
    }
    return found
  }

  struct NoSuchKind: Error {}

  @Test func requestsHaveRetriesRowsAndAVersion() throws {
    let request = try http(
      "{ http: GET /a, retries: 2, retry_after: 1s, http2: auto, data: { file: users.csv, order: random } }"
    )
    #expect(request.retries == 2)
    #expect(request.retryPauseNanoseconds == 1_000_000_000)
    #expect(request.version == .negotiated)
    #expect(request.rows?.path == "users.csv")
    #expect(request.rows?.order == .random)
    #expect(try http("{ http: GET /a, http2: true, data: a.csv }").version == .two)
    #expect(try http("{ http: GET /a, data: a.csv }").rows == DataFile(path: "a.csv"))
    #expect(try http("{ http: { url: /a, retries: 1 } }").retries == 1)
  }

  @Test func valuesAreFilledIntoPathsHeadersAndBodies() throws {
    let request = try http(
      "{ http: 'POST /n/{{ counter }}?q={{uuid | url}}', headers: { X: '{{ user }}' },"
        + " json: { a: 'no \"{{ row.n }}\"', b: '{{ counter | raw }}', c: 1 }, data: d.csv }"
    )
    #expect(request.url == "/n/{{ counter }}?q={{ uuid | url }}")
    #expect(request.headers[0] == HeaderField(name: "X", value: "{{ user }}"))
    #expect(request.body == #"{"a":"no \"{{ row.n | json }}\"","b":{{ counter }},"c":1}"#)
    #expect(try Template(request.body).values == [.row("n"), .counter])
    #expect(
      try http("'{ http: nothing }'".isEmpty ? "" : "{ http: '/{{ user }}' }").method == "GET"
    )
  }

  @Test func answersAreExpectedToHaveJSONValues() throws {
    let request = try http(
      "{ http: /, expect: { json: { $.a: 1, '$.b[0]': x, $.c: '1.50', $.d: null, $.e: 1.50 } } }"
    )
    #expect(request.expect.json.map(\.path.text) == ["$.a", "$.b[0]", "$.c", "$.d", "$.e"])
    #expect(request.expect.json.map(\.value) == ["1", "x", "1.50", "null", "1.50"])
  }

  @Test func queriesBecomeRequests() throws {
    let short = try http("{ graphql: '{ notes { id } }', variables: { first: 10, a: ['x'] } }")
    #expect(short.method == "POST")
    #expect(short.url == "/graphql")
    #expect(
      short.body == #"{"query":"{ notes { id } }","variables":{"first":10,"a":["x"]}}"#
    )
    #expect(short.headers == [HeaderField(name: "Content-Type", value: "application/json")])
    #expect(short.expect.refusesGraphQLErrors)
    let long = try http(
      "{ graphql: { query: 'query A { a }', operation: A, url: /api/gql,"
        + " variables: '{\"n\":{{ counter }}}' }, expect: { status: 200 }, retries: 1 }"
    )
    #expect(long.url == "/api/gql")
    #expect(
      long.body
        == #"{"query":"query A { a }","operationName":"A","variables":{"n":{{ counter }}}}"#
    )
    #expect(long.expect.statuses == [200...200])
    #expect(long.retries == 1)
    let beside = try http("{ graphql: /gql, query: '{ a }' }")
    #expect(beside.url == "/gql")
    #expect(beside.body == #"{"query":"{ a }"}"#)
  }

  private static let flow = """
    target: http://localhost/base
    headers: { A: suite }
    benchmarks:
      create-and-read:
        timeout: 5s
        headers: { B: flow }
        data: { file: users.csv }
        retries: 1
        weight: 3
        budget: { p95: 500ms, read.p95: 100ms, "GET /notes/{{ id }}": { p99: 1s } }
        flow:
          - name: log in
            graphql: "mutation { login(name: \\"{{ row.name }}\\") { token } }"
            capture: { token: $.data.login.token, location: "header:Location", "n": 'regex:n=(\\d+)' }
          - http: POST /notes?token={{ token }}
            json: { title: "note {{ counter }}" }
            expect: { status: 201 }
            capture: { id: $.id }
            think: 1s..2s
          - { name: read, http: "GET /notes/{{ id }}", timeout: 1s, retries: 0 }
          - http: GET /notes/{{ id }}
          - http: GET /notes/{{ id }}
          - http: "{{ location }}"
    budget: { create-and-read/read.p99: 200ms, create-and-read: { p99: 1s } }
    """

  @Test func flowsHaveStepsThatCaptureValues() throws {
    let suite = try read(Self.flow)
    guard case .flow(let flow) = suite.benchmarks[0].workload else { throw NoSuchKind() }
    #expect(
      flow.steps.map(\.name) == [
        "log in", "POST /notes", "read", "GET /notes/{{ id }}", "GET /notes/{{ id }} (2)",
        "GET {{ location }}",
      ]
    )
    #expect(flow.rows == DataFile(path: "users.csv"))
    #expect(
      flow.steps[0].request.captures == [
        Capture(
          name: "token",
          source: .json(JSONPath([.member("data"), .member("login"), .member("token")]))
        ),
        Capture(name: "location", source: .header("Location")),
        Capture(name: "n", source: .regularExpression(#"n=(\d+)"#)),
      ]
    )
    #expect(flow.steps[0].request.url == "/base/graphql")
    #expect(flow.steps[1].request.url == "/base/notes?token={{ token }}")
    #expect(flow.steps[1].thinkNanoseconds == 1_000_000_000...2_000_000_000)
    #expect(flow.steps.map(\.request.retries) == [1, 1, 0, 1, 1, 1])
    #expect(flow.steps.map(\.timeoutNanoseconds).map { $0 / 1_000_000_000 } == [5, 5, 1, 5, 5, 5])
    #expect(flow.steps[5].request.url == "{{ location }}")
    #expect(
      flow.steps.allSatisfy { $0.request.headers.prefix(2).map(\.value) == ["suite", "flow"] }
    )
    #expect(suite.benchmarks[0].weight == 3)
    #expect(
      figures(suite) == [
        "create-and-read p99 <= 1s", "create-and-read p95 <= 500ms",
        "create-and-read error_rate <= 1%",
        "create-and-read/read p99 <= 200ms", "create-and-read/read p95 <= 100ms",
        "create-and-read/GET /notes/{{ id }} p99 <= 1s",
      ]
    )
  }

  @Test func namesOfStepsAreTheSameWhenARecordingIsRead() throws {
    let text = """
      target: demo
      benchmarks:
        a:
          flow: [ { http: "GET /${PLACE:-home}/x?key=${KEY}" }, { http: "https://u:p@h.example/y?z" } ]
          budget: { "GET /office/x.p95": 1s }
      """
    var request = SuiteRequest()
    request.variables = { ["PLACE": "office", "KEY": "hunter2"][$0] }
    let suite = try read(text, request)
    #expect(!suite.recordableText.contains("hunter2"))
    let variables = suite.recordableVariables
    request.variables = { variables[$0] }
    request.purpose = .recorded
    let again = try read(suite.recordableText, request)
    guard case .flow(let flow) = again.benchmarks[0].workload else { throw NoSuchKind() }
    #expect(flow.steps.map(\.name) == ["GET /office/x", "GET /y"])
    #expect(again.objectives == suite.objectives)
    #expect(again.objectives.map(\.subject.name) == ["a", "a/GET /office/x"])
  }

  @Test func webSocketsHaveMessagesAndPartsWithBudgets() throws {
    let suite = try read(
      """
      target: http://me:pw@localhost/base
      benchmarks:
        live:
          websocket: /ws?room=1
          headers: { X-User: "{{ user }}" }
          subscribe: { on: [notes] }
          receive: subscribed
          send: '{"id":{{ counter }}}'
          match: $.id
          budget: { p95: 200ms, connect.p95: 1s, subscribe: { p95: 2s }, message.throughput: ">= 5/s" }
        other: { websocket: wss://h.example/x, send: ping, match: "pong {{ counter }}" }
        bare: { websocket: ws://h.example:81 }
      """
    )
    guard case .webSocket(let live) = suite.benchmarks[0].workload,
      case .webSocket(let other) = suite.benchmarks[1].workload,
      case .webSocket(let bare) = suite.benchmarks[2].workload
    else { throw NoSuchKind() }
    #expect(live.url == "/base/ws?room=1")
    #expect(live.headers.map(\.name) == ["Authorization", "X-User"])
    #expect(live.subscribe == #"{"on":["notes"]}"#)
    #expect(live.subscribed == "subscribed")
    #expect(live.send == #"{"id":{{ counter }}}"#)
    #expect(live.match == .json(JSONPath([.member("id")])))
    #expect(other.url == "wss://h.example/x")
    #expect(other.match == .contains("pong {{ counter }}"))
    #expect(bare.url == "ws://h.example:81/")
    #expect(
      figures(suite).filter { $0.hasPrefix("live") } == [
        "live p95 <= 200ms", "live error_rate <= 1%", "live/connect p95 <= 1s",
        "live/subscribe p95 <= 2s", "live/message throughput >= 5/s",
      ]
    )
  }
}

/// The objectives of a suite in words.
func figures(_ suite: Budgets.Suite) -> [String] {
  suite.objectives.map { "\($0.subject.name) \($0.metric.name) \(ValueText.budget($0))" }
}
