import Budgets
import NIOHTTP2
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  /// Connections that are closed, break or fall silent with streams on them.
  struct HTTP2LossTests {
    /// Each connection ends with its third request; what comes behind that is not processed.
    private static func leavingServer() throws -> HTTP2Server {
      try HTTP2Server { request in
        guard request.numberOnConnection == 2 else {
          return [.wait(milliseconds: 2)] + HTTP2Server.ok
        }
        return [.goAway(processed: true), .wait(milliseconds: 2)] + HTTP2Server.ok
          + [.wait(milliseconds: 5), .close]
      }
    }

    @Test(arguments: ["GET", "POST"])
    func `what a server that goes away has not processed is sent again and counted once`(
      method: String
    ) async throws {
      let server = try Self.leavingServer()
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(HTTP2Tests.request(method), users: 8).run(
        against: server.url
      )
      #expect(try run.benchmark().count == 60)
      #expect(try run.benchmark().failed == 0, "\(run.errors("b0"))")
      #expect(server.log.requests.count == 60)
      #expect(server.log.connections >= 20)
      #expect(run.total("b0", \.retried) > 0)
    }

    @Test func `a server that processes nothing is not asked for ever`() async throws {
      let server = try HTTP2Server { _ in [.goAway(processed: false), .close] }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(users: 2, iterations: 10).run(against: server.url)
      #expect(run.errors("b0") == [.reset: 10])
      #expect(run.total("b0", \.retried) == 10)
    }

    @Test func `a stream that is reset, and a connection that breaks, say why`() async throws {
      for (steps, reason) in [
        ([.reset(.internalError)], "the server reset the stream: INTERNAL_ERROR"),
        ([.reset(.init(networkCode: 0x2a))], "the server reset the stream: 0x2a"),
        ([.head(200), .close], "closed after the head"),
        ([.close], "closed before the response"),
      ] as [([HTTP2Server.Step], String)] {
        let server = try HTTP2Server { _ in steps }
        defer { server.stop() }
        let scenario = HTTP2Tests.scenario(HTTP2Tests.request("POST"), users: 1, iterations: 4)
        let errors = try await scenario.run(against: server.url).benchmark().errors
        #expect(
          errors
            == [ErrorCount(kind: .reset, count: 4, reasons: [ReasonCount(text: reason, count: 4)])]
        )
      }
    }

    @Test func `a stream that was refused is sent again once`() async throws {
      let server = try HTTP2Server { request in
        request.number % 2 == 0 ? [.reset(.refusedStream)] : HTTP2Server.ok
      }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(
        HTTP2Tests.request("POST"),
        users: 1,
        iterations: 10
      )
      .run(against: server.url)
      #expect(try run.benchmark().count == 10)
      #expect(try run.benchmark().failed == 0)
      #expect(run.total("b0", \.retried) == 10)
      #expect(server.log.requests.count == 20)
      #expect(server.log.connections == 1)

      let refusing = try HTTP2Server { _ in [.reset(.refusedStream)] }
      defer { refusing.stop() }
      let other = try await HTTP2Tests.scenario(iterations: 10).run(against: refusing.url)
      #expect(other.errors("b0") == [.reset: 10])
      #expect(refusing.log.requests.count == 20)
    }

    @Test func `each request on a connection that breaks fails once`() async throws {
      // Four are in flight when the connection breaks; the first of it was answered.
      let server = try HTTP2Server { request in
        request.numberOnConnection < 4
          ? [.wait(milliseconds: 1)] + HTTP2Server.ok
          : request.numberOnConnection == 7 ? [.close] : [.wait(milliseconds: 60_000)]
      }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(
        HTTP2Tests.request("POST"),
        iterations: 40
      )
      .run(against: server.url)
      #expect(try run.benchmark().count == 40)
      #expect(run.errors("b0") == [.reset: 20])
      #expect(server.log.requests.count == 40)
      #expect(server.log.connections == 5)
      #expect(run.total("b0", \.retried) == 0)
    }

    @Test func `what may be sent twice is sent again when its connection breaks`() async throws {
      // The fifth request of a connection takes it down, and with it what is in flight by then.
      let server = try HTTP2Server { request in
        request.numberOnConnection < 4
          ? [.wait(milliseconds: 1)] + HTTP2Server.ok
          : [.wait(milliseconds: request.numberOnConnection == 4 ? 5 : 60_000), .close]
      }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(iterations: 40).run(against: server.url)
      #expect(try run.benchmark().count == 40)
      #expect(try run.benchmark().failed == 0, "\(run.errors("b0"))")
      // What is sent while the server closes is not seen by it.
      let seen = server.log.requests.count
      #expect(seen > 40 && seen <= 40 + run.total("b0", \.retried))
    }

    @Test func `half an answer on a connection that breaks is none`() async throws {
      let server = try HTTP2Server { request in
        request.number % 5 == 4
          ? [.head(200), .body("half", ends: false), .close] : HTTP2Server.ok
      }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(users: 1, iterations: 40).run(against: server.url)
      #expect(try run.benchmark().count == 40)
      #expect(run.errors("b0") == [.reset: 8])
      #expect(server.log.requests.count == 40)
    }

    @Test func `a timeout ends one stream and not its connection`() async throws {
      let server = try HTTP2Server { request in
        request.path == "/stuck" ? [] : [.wait(milliseconds: 1)] + HTTP2Server.ok
      }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 4, milliseconds: 2_000)
      scenario.requests = [HTTP2Tests.request(), HTTP2Tests.request("GET", "/stuck")]
      scenario.weights = [0.9, 0.1]
      scenario.timeoutMilliseconds = 300
      let run = try await scenario.run(against: server.url)
      let stuck = try run.benchmark("b1")
      #expect(stuck.failed > 0)
      #expect(run.errors("b1").allSatisfy { $0.key == .timeout })
      #expect(try run.benchmark("b0").count > 0)
      expectSeen(server, run.accounted, lost: stuck.failed)
      // All four users may have been stuck at once: then nothing was heard, and it was replaced.
      #expect(server.log.resets > 0)
    }

    @Test func `a connection that has fallen silent is replaced`() async throws {
      let server = try HTTP2Server { request in
        request.numberOnConnection < 10 ? HTTP2Server.ok : []
      }
      defer { server.stop() }
      var scenario = HTTP2Tests.scenario(users: 2, iterations: 40)
      scenario.timeoutMilliseconds = 60
      let run = try await scenario.run(against: server.url)
      #expect(try run.benchmark().count == 40)
      #expect(run.errors("b0").allSatisfy { $0.key == .timeout })
      #expect(server.log.connections >= 3)
      expectSeen(server, 40, lost: try run.benchmark().failed)
    }

    @Test func `late answers to streams that were given up do no harm`() async throws {
      let server = try HTTP2Server { request in
        [.wait(milliseconds: request.number % 2 == 0 ? 120 : 1)] + HTTP2Server.ok
      }
      defer { server.stop() }
      var scenario = HTTP2Tests.scenario(users: 8, iterations: 200)
      scenario.timeoutMilliseconds = 50
      let run = try await scenario.run(against: server.url)
      #expect(try run.benchmark().count == 200)
      #expect(run.errors("b0").allSatisfy { $0.key == .timeout })
      expectSeen(server, 200, lost: try run.benchmark().failed)
    }

    /// Each request was seen once, but for those that were given up on their way.
    private func expectSeen(_ server: HTTP2Server, _ count: Int, lost: UInt64) {
      #expect((count - Int(lost)...count).contains(server.log.requests.count))
    }

    @Test func `a server that never greets is a timeout`() async throws {
      // It takes the preface for a request, and answers nothing.
      let server = try ScriptedServer(answersEarly: true) { _ in .never }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 2_000)
      scenario.requests = [HTTP2Tests.request()]
      scenario.timeoutMilliseconds = 500
      let run = try await scenario.run(against: server.url)
      #expect(Array(run.errors("b0").keys) == [.timeout])
      // Each time it is asked over another connection.
      #expect(server.log.connections > 1)
    }

    @Test func `a server that allows no streams is waited for`() async throws {
      var manner = HTTP2Server.Manner()
      manner.settings = [HTTP2Setting(parameter: .maxConcurrentStreams, value: 0)]
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 300)
      scenario.requests = [HTTP2Tests.request()]
      scenario.timeoutMilliseconds = 100
      let run = try await scenario.run(against: server.url)
      #expect(Array(run.errors("b0").keys) == [.timeout])
      #expect(server.log.requests.isEmpty)
      #expect(server.log.connections <= 3)
    }

    @Test func `a failed request is tried again as often as it says`() async throws {
      let server = try HTTP2Server { request in
        request.number % 3 == 2 ? HTTP2Server.ok : [.head(503, ends: true)]
      }
      defer { server.stop() }
      var request = HTTP2Tests.request("POST")
      request.retries = 2
      let run = try await HTTP2Tests.scenario(request, users: 1, iterations: 10).run(
        against: server.url
      )
      #expect(try run.benchmark().count == 10)
      #expect(try run.benchmark().failed == 0)
      #expect(run.total("b0", \.retried) == 20)
      #expect(server.log.requests.count == 30)
    }
  }
}
