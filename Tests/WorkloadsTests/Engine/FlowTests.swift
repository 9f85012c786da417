import Budgets
import Measurements
import Sessions
import Synchronization
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
  }
}
