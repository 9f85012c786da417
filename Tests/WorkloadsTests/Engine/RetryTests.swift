import Budgets
import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

extension EngineTests {
  struct RetryTests {
    private static let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"

    private static func scenario(retries: Int, iterations: Int = 20) -> EngineScenario {
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      var request = HTTPRequest(method: "POST", url: "/")
      request.body = "{{ counter }} {{ random(1..1000000) }}"
      request.retries = retries
      scenario.requests = [request]
      scenario.iterations = iterations
      return scenario
    }

    /// Answers with an error until a body has come more than so often.
    private static func server(failures: Int) throws -> ScriptedServer {
      let seen = Seen()
      return try ScriptedServer { request in
        let count = seen.tries.withLock { tries in
          tries[request.body, default: 0] += 1
          return tries[request.body] ?? 0
        }
        return .bytes(count <= failures ? busy : ScriptedServer.ok)
      }
    }

    private final class Seen: Sendable {
      let tries = Mutex<[String: Int]>([:])
    }

    @Test func `a request that fails is tried again, and its result is counted once`() async throws
    {
      let server = try Self.server(failures: 2)
      defer { server.stop() }
      let run = try await Self.scenario(retries: 2).run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 20)
      #expect(benchmark.failed == 0)
      #expect(run.total("b0", \.retried) == 40)
      // Each try has the values of the first.
      let bodies = server.finalLog().bodies
      #expect(bodies.count == 60)
      #expect(Set(bodies).count == 20)
    }

    @Test func `there is a pause before each try, which is a part of the latency`() async throws {
      let server = try Self.server(failures: 2)
      defer { server.stop() }
      var scenario = Self.scenario(retries: 2, iterations: 4)
      scenario.requests[0].retryPauseNanoseconds = 40_000_000
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 4)
      #expect(run.total("b0", \.retried) == 8)
      let good = run.records.flatMap(\.series).filter { $0.id == SeriesID("b0") }
      #expect(good.reduce(0) { $0 + $1.counts.count(above: 79_000_000) } == 4)
    }

    @Test func `a request that fails each time has failed once`() async throws {
      let server = try Self.server(failures: .max)
      defer { server.stop() }
      let run = try await Self.scenario(retries: 3).run(against: server.url)
      #expect(run.errors("b0") == [.status(503): 20])
      #expect(run.total("b0", \.retried) == 60)
      #expect(server.finalLog().bodies.count == 80)
    }

    @Test func `the latency is that of all tries, each with its own timeout`() async throws {
      let server = try ScriptedServer { request in
        request.number < 2 ? .never : .late(ScriptedServer.ok, milliseconds: 60)
      }
      defer { server.stop() }
      var scenario = Self.scenario(retries: 1, iterations: 2)
      scenario.timeoutMilliseconds = 1_500
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 2)
      let good = run.records.flatMap(\.series).filter { $0.id == SeriesID("b0") }
      #expect(good.reduce(0) { $0 + $1.counts.count(above: 1_559_000_000) } == 2)
    }

    @Test func `what is expected of an answer is waited for, try by try`() async throws {
      let server = try ScriptedServer { request in
        let body = request.number < 3 ? #"{"state":"busy"}"# : #"{"state":"ready"}"#
        return .bytes("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      defer { server.stop() }
      var request = HTTPRequest(method: "GET", url: "/job")
      request.retries = 5
      request.expect.json = [JSONExpectation(path: try JSONPath("$.state"), value: "ready")]
      var scenario = EngineScenario.closed(users: 1, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = 1
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 1)
      #expect(run.total("b0", \.retried) == 3)
      #expect(run.notices == ["b0: $.state is not 'ready'"])
    }

    @Test func `an answer to GraphQL with errors has failed`() async throws {
      let server = try ScriptedServer { request in
        let body =
          request.number % 2 == 0
          ? #"{"data":{"a":1}}"# : #"{"data":null,"errors":[{"message":"no"}]}"#
        return .bytes("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      defer { server.stop() }
      var request = HTTPRequest(method: "POST", url: "/graphql")
      request.expect.refusesGraphQLErrors = true
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = 40
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 20)
      #expect(run.errors("b0") == [.expectation: 20])
      #expect(run.notices == ["b0: the answer is no GraphQL result without errors"])
    }
  }
}
