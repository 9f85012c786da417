import Budgets
import Measurements
import Sessions
import Synchronization
import TestSupport
import Testing

@testable import Workloads

extension EngineTests {
  struct FlowTests {
    private static func json(_ body: String, status: String = "200 OK") -> ScriptedServer.Reply {
      .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private static func get(_ url: String) -> HTTPRequest { HTTPRequest(method: "GET", url: url) }

    /// Creates something, and reads it by the number that it got.
    private static func createAndRead() throws -> Flow {
      var create = HTTPRequest(method: "POST", url: "/notes")
      create.body = #"{"title":"note {{ counter }}"}"#
      create.captures = [Capture(name: "id", source: .json(try JSONPath("$.note.id")))]
      return Flow(steps: [
        Flow.Step(name: "create", request: create),
        Flow.Step(name: "read", request: get("/notes/{{ id }}")),
      ])
    }

    private static func scenario(
      _ flow: Flow,
      users: Double = 3,
      iterations: Int = 30
    ) -> EngineScenario {
      var scenario = EngineScenario.closed(users: users, milliseconds: 0)
      scenario.workloads = [.flow(flow)]
      scenario.iterations = iterations
      return scenario
    }

    @Test(arguments: [1, 3])
    func `a later step uses what an earlier one captured`(threads: Int) async throws {
      let server = try ScriptedServer { request in
        guard request.method == "POST" else { return .bytes(ScriptedServer.ok) }
        let number = request.body.split(separator: " ").last?.prefix { $0 != "\"" } ?? ""
        return Self.json(#"{"note":{"id":1\#(number)}}"#)
      }
      defer { server.stop() }
      var scenario = Self.scenario(try Self.createAndRead())
      scenario.threads = threads
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.count("b0") == 30)
      #expect(run.count("b0/create") == 30)
      #expect(run.count("b0/read") == 30)
      #expect(log.requests.count == 60)
      // Each turn has a number of its own, from 1, whatever the number of threads.
      let expected = (1...30).map { "/notes/1\($0)" }
      #expect(Set(log.paths.keys) == Set(expected + ["/notes"]))
      #expect(expected.allSatisfy { log.paths[$0] == 1 })
    }

    @Test func `a flow takes as long as its steps, without what its user thinks`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 20) }
      defer { server.stop() }
      var flow = Flow(steps: [
        Flow.Step(name: "a", request: Self.get("/a")),
        Flow.Step(name: "b", request: Self.get("/b")),
      ])
      flow.steps[0].thinkNanoseconds = 2_000_000_000...2_000_000_000
      let run = try await Self.scenario(flow, users: 2, iterations: 2).run(against: server.url)
      let series = run.records.flatMap(\.series).filter { $0.id == SeriesID("b0") }
      #expect(series.reduce(0) { $0 + $1.counts.count(above: 39_000_000) } == 2)
      #expect(series.reduce(0) { $0 + $1.counts.count(above: 2_000_000_000) } == 0)
    }

    @Test func `a flow fails with its first step that fails`() async throws {
      let server = try ScriptedServer { request in
        request.path == "/b"
          ? .bytes("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n") : .bytes(ScriptedServer.ok)
      }
      defer { server.stop() }
      let steps = ["a", "b", "c"].map { Flow.Step(name: $0, request: Self.get("/\($0)")) }
      let run = try await Self.scenario(Flow(steps: steps)).run(against: server.url)
      #expect(run.errors("b0") == [.status(503): 30])
      #expect(run.errors("b0/b") == [.status(503): 30])
      #expect(run.count("b0", .failed) == 30)
      #expect(run.count("b0/a") == 30)
      #expect(run.count("b0/c") == 0)
      #expect(server.finalLog().paths == ["/a": 30, "/b": 30])
    }

    @Test func `a capture that finds nothing fails the flow, and it is said which`() async throws {
      let server = try ScriptedServer { _ in Self.json(#"{"note":{}}"#) }
      defer { server.stop() }
      let run = try await Self.scenario(try Self.createAndRead()).run(against: server.url)
      #expect(run.errors("b0") == [.expectation: 30])
      #expect(run.errors("b0/create") == [.expectation: 30])
      #expect(server.finalLog().paths == ["/notes": 30])
      #expect(run.notices == ["b0/create: no 'id' at $.note.id"])
      let slowest = run.events.flatMap { event in
        if case .slowest(let requests) = event.kind { requests } else { [] as [SlowRequest] }
      }
      #expect(slowest.allSatisfy { $0.benchmark == "b0/create" && $0.request == "POST /notes" })
      #expect(slowest.allSatisfy { $0.outcome == "expectation: no 'id' at $.note.id" })
      #expect(!slowest.isEmpty)
    }

    @Test func `what may stand behind the part of a body that is kept is said`() async throws {
      let body = "{\"a\":\"" + String(repeating: "x", count: 1 << 20) + "\",\"id\":7}"
      let server = try ScriptedServer { _ in Self.json(body) }
      defer { server.stop() }
      var request = Self.get("/")
      request.expect.json = [JSONExpectation(path: try JSONPath("$.id"), value: "7")]
      var scenario = EngineScenario.closed(users: 1, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = 2
      let run = try await scenario.run(against: server.url)
      #expect(run.errors("b0") == [.expectation: 2])
      #expect(run.notices == ["b0: $.id is not '7' in the first MiB of the body"])
    }

    @Test func `headers and regular expressions are captured, and sent where they belong`()
      async throws
    {
      let server = try ScriptedServer { request in
        guard request.path == "/login" else {
          return request.head.contains("\r\nX-Token: t\u{E4}n\r\n")
            ? .bytes(ScriptedServer.ok) : .bytes("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")
        }
        let page = "<a data=\"t\u{E4}n\">"
        let length = page.utf8.count
        return .bytes(
          "HTTP/1.1 200 OK\r\nLocation: /home/7?a=b\r\nContent-Length: \(length)\r\n\r\n\(page)"
        )
      }
      defer { server.stop() }
      var login = Self.get("/login")
      login.captures = [
        Capture(name: "home", source: .header("location")),
        Capture(name: "token", source: .regularExpression(#"data="([^"]*)""#)),
      ]
      var home = Self.get("{{ home }}")
      home.headers = [HeaderField(name: "X-Token", value: "{{ token }}")]
      let flow = Flow(steps: [
        Flow.Step(name: "login", request: login), Flow.Step(name: "home", request: home),
      ])
      let run = try await Self.scenario(flow).run(against: server.url)
      #expect(run.count("b0") == 30)
      #expect(server.finalLog().paths == ["/login": 30, "/home/7?a=b": 30])
    }

    @Test(arguments: [1, 3])
    func `values are the same whatever the number of threads`(threads: Int) async throws {
      func bodies(threads: Int) async throws -> [String] {
        let server = try ScriptedServer()
        defer { server.stop() }
        var request = HTTPRequest(method: "POST", url: "/")
        request.body = "{{ counter }} {{ uuid }} {{ random(1..1000) }} {{ random_string(5) }}"
        var scenario = EngineScenario.closed(users: 4, milliseconds: 0)
        scenario.requests = [request, Self.get("/other")]
        scenario.weights = [1, 0]
        scenario.iterations = 40
        scenario.threads = threads
        _ = try await scenario.run(against: server.url)
        return server.finalLog().bodies.sorted()
      }
      let sent = try await bodies(threads: threads)
      #expect(sent.count == 40)
      #expect(try await bodies(threads: 2) == sent)
    }

    @Test func `rows of a file are used one after the other`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var request = HTTPRequest(method: "POST", url: "/")
      request.body = "{{ row.name }}"
      request.rows = DataFile(path: "names.csv")
      var scenario = EngineScenario.closed(users: 3, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = 30
      scenario.threads = 2
      let folder = TemporaryFolder(["names.csv": "name\nada\nbob\ncyd\n"])
      scenario.folder = folder.path + "/"
      _ = try await scenario.run(against: server.url)
      let bodies = server.finalLog().bodies
      #expect(["ada", "bob", "cyd"].map { name in bodies.count { $0 == name } } == [10, 10, 10])
    }

    @Test func `flows that have begun come to their end where only iterations end the run`()
      async throws
    {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 5) }
      defer { server.stop() }
      var flow = Flow(steps: ["a", "b", "c"].map { .init(name: $0, request: Self.get("/\($0)")) })
      flow.steps[0].thinkNanoseconds = 1_000_000...30_000_000
      var scenario = Self.scenario(flow, users: 7, iterations: 20)
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 20)
      #expect(server.finalLog().paths == ["/a": 20, "/b": 20, "/c": 20])
      #expect(run.total("b0", \.interrupted) + run.total("b0", \.cutOff) == 0)
    }

    @Test func `what the end of the run leaves of a flow counts against nobody`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 20) }
      defer { server.stop() }
      let steps = ["a", "b", "c"].map { Flow.Step(name: $0, request: Self.get("/\($0)")) }
      var scenario = EngineScenario.closed(users: 9, milliseconds: 300)
      scenario.workloads = [.flow(Flow(steps: steps))]
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      let sent = steps.map { run.count("b0/\($0.name)") }
      #expect(sent == ["/a", "/b", "/c"].map { log.paths[$0] ?? 0 })
      #expect(run.count("b0") == log.paths["/c"])
      // Each user is in a flow when the time is up, unless it had just ended.
      #expect(run.total("b0", \.interrupted) == sent[0] - sent[2])
      #expect(run.total("b0", \.cutOff) == 0)
    }

    @Test func `a pause holds a flow up between its steps, and is in no latency`() async throws {
      let server = try ScriptedServer { request in
        .late(ScriptedServer.ok, milliseconds: request.path == "/a" ? 100 : 1)
      }
      defer { server.stop() }
      let steps = ["a", "b"].map { Flow.Step(name: $0, request: Self.get("/\($0)")) }
      let scenario = Self.scenario(Flow(steps: steps), users: 4, iterations: 8)
      let resumes = Once()
      let run = try await scenario.run(against: server.url, first: [.pause]) { input, engine in
        if resumes.first(input.reached >= 1_000_000_000) { engine.apply(.resume) }
      }
      #expect(run.count("b0") == 8)
      let flows = run.records.flatMap(\.series).filter { $0.id == SeriesID("b0") }
      #expect(flows.reduce(0) { $0 + $1.counts.count(above: 900_000_000) } == 0)
    }

    @Test func `arrivals of the open model run flows, and those without a place are dropped`()
      async throws
    {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 60) }
      defer { server.stop() }
      let steps = ["a", "b"].map { Flow.Step(name: $0, request: Self.get("/\($0)")) }
      var scenario = EngineScenario.open(rate: 200, milliseconds: 500)
      scenario.workloads = [.flow(Flow(steps: steps))]
      scenario.mostInFlight = 5
      let run = try await scenario.run(against: server.url)
      let dropped = run.total("b0", \.dropped)
      #expect(dropped > 0)
      #expect(run.total("b0/a", \.dropped) == dropped)
      #expect(run.total("b0/b", \.dropped) == 0)
      let ended = run.count("b0") + run.total("b0", \.interrupted) + run.total("b0", \.cutOff)
      #expect(ended + dropped == 100)
    }

    @Test func `users who leave end their flow before`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 3) }
      defer { server.stop() }
      var flow = Flow(steps: ["a", "b"].map { .init(name: $0, request: Self.get("/\($0)")) })
      flow.steps[0].thinkNanoseconds = 50_000_000...50_000_000
      var scenario = EngineScenario(stages: [(8, 8, 200), (1, 1, 600)])
      scenario.workloads = [.flow(flow)]
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      let begun = log.paths["/a"] ?? 0
      // All but the one user who was there at the end.
      #expect(run.count("b0") >= begun - 1)
      #expect(run.total("b0", \.interrupted) <= 1)
    }
  }
}
