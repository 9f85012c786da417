import Budgets
import Testing

@testable import Headroom

@Suite struct LoadGuardTests {
  private func suite(
    _ model: LoadProfile.LoadModel,
    to level: Double,
    url: String
  ) -> Budgets.Suite {
    Budgets.Suite(
      name: "s",
      profile: LoadProfile(
        name: "p",
        model: model,
        stages: [.init(from: 1, to: level, nanoseconds: 1)]
      ),
      benchmarks: [Benchmark(name: "b", workload: .http(HTTPRequest(method: "GET", url: url)))],
      objectives: []
    )
  }

  @Test(arguments: [
    "http://localhost:8080/", "http://127.9.0.1/", "http://[::1]:80/x", "https://a.localhost",
    "http://user:pw@127.0.0.1/",
  ])
  func loopbackIsNeverAskedFor(_ url: String) {
    #expect(LoadGuard(suite(.closed, to: 5000, url: url), base: "") == nil)
  }

  @Test(arguments: ["http://127.0.0.1.example/", "http://example.com:80/", "http://10.0.0.1/"])
  func muchLoadOnAnotherMachineIsAskedFor(_ url: String) {
    #expect(LoadGuard(suite(.closed, to: 51, url: url), base: "") != nil)
    #expect(LoadGuard(suite(.closed, to: 50, url: url), base: "") == nil)
    #expect(LoadGuard(suite(.open, to: 501, url: url), base: "") != nil)
    #expect(LoadGuard(suite(.open, to: 500, url: url), base: "") == nil)
  }

  @Test func aRelativeURLCountsAsItsTarget() {
    let suite = suite(.closed, to: 80, url: "/notes")
    #expect(LoadGuard(suite, base: "http://127.0.0.1:1") == nil)
    #expect(
      LoadGuard(suite, base: "https://notes.example")?.question == "80 users against notes.example"
    )
  }

  @Test func theStepsOfAFlowAndWebSocketsAreAskedForToo() {
    var suite = suite(.closed, to: 80, url: "/go?to=http://elsewhere.example/")
    let steps = ["http://a.example/", "/b", "{{ next }}"].map {
      Flow.Step(name: $0, request: HTTPRequest(method: "GET", url: $0))
    }
    suite.benchmarks += [
      Benchmark(name: "f", workload: .flow(Flow(steps: steps))),
      Benchmark(name: "w", workload: .webSocket(WebSocketExchange(url: "wss://b.example/ws"))),
    ]
    let question = LoadGuard(suite, base: "http://c.example")?.question
    #expect(question == "80 users against c.example, a.example, b.example")
  }

  @Test func itIsConfirmedByAnOptionOrAnAnswer() throws {
    let guarded = try #require(LoadGuard(suite(.closed, to: 80, url: "http://x.example"), base: ""))
    try guarded.confirm(isAssumed: true, asking: { _ in nil })
    try guarded.confirm(isAssumed: false, asking: { _ in true })
    #expect(throws: LoadRefused.refused) {
      try guarded.confirm(isAssumed: false, asking: { _ in false })
    }
    #expect(throws: LoadRefused.unasked("80 users against x.example")) {
      try guarded.confirm(isAssumed: false, asking: { _ in nil })
    }
  }

  @Test func tooFewDescriptorsNameBothNumbers() throws {
    try Descriptors.check(connections: 100, limit: 164)
    #expect(throws: DescriptorShortage(needed: 5064, limit: 1024)) {
      try Descriptors.check(connections: 5000, limit: 1024)
    }
    let text = DescriptorShortage(needed: 5064, limit: 1024).text
    #expect(text.contains("5064") && text.contains("1024"))
  }
}
