import Budgets
import Measurements
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct ExchangeLoadTests {
    @Test func `arrivals of the open model are counted from when they were due`() async throws {
      let server = try ScriptedSocketServer { message in
        [.later(milliseconds: 20, [.text(message.text)])]
      }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 300, milliseconds: 500)
      scenario.workloads = [.webSocket(.withID)]
      scenario.mostInFlight = 1
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count + benchmark.dropped == 150)
      #expect(benchmark.dropped > 0)
      #expect(run.errors("b0").isEmpty)
      #expect(run.began("b0/message") == server.finalLog().messages.count)
      #expect(server.log.handshakes.count == 1)
      #expect(try #require(benchmark.latency?.minimum) >= 19_000_000)
    }

    @Test func `what was sent is waited for after a regular end, for its timeout`() async throws {
      let server = try ScriptedSocketServer { message in
        message.numberOnConnection < 3 ? [.text(message.text)] : []
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, users: 3, milliseconds: 1_000)
      scenario.timeoutMilliseconds = 2_000
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 9)
      #expect(run.errors("b0") == [.timeout: 3])
      #expect(run.errors("b0/message") == [.timeout: 3])
      #expect(run.began("b0/message") == server.finalLog().messages.count)
    }

    @Test func `a signal ends it at once, and nothing is lost`() async throws {
      let server = try ScriptedSocketServer { message in
        [.later(milliseconds: 30, [.text(message.text)])]
      }
      defer { server.stop() }
      let once = Once()
      let scenario = EngineScenario.exchange(.withID, users: 8, milliseconds: 60_000)
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 300_000_000) {
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(run.end == .signal(2))
      let log = server.finalLog()
      #expect(run.began("b0") == log.messages.count)
      #expect(run.began("b0/message") == log.messages.count)
      #expect(run.total("b0", \.interrupted) > 0)
      #expect(log.closes.count == 8)
    }

    @Test func `a signal while users connect is not held against the server`() async throws {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      let once = Once()
      let scenario = EngineScenario.exchange(.inOrder(), users: 2, milliseconds: 60_000)
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 200_000_000) {
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(run.total("b0/connect", \.interrupted) == 2)
      #expect(run.total("b0", \.interrupted) == 2)
      #expect(server.finalLog().requests.count == 2)
    }

    @Test func `the warm-up is kept out of every part`() async throws {
      let server = try ScriptedSocketServer()
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), milliseconds: 100)
      scenario.warmupMilliseconds = 100
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0/connect", .warmup) == 4)
      #expect(run.count("b0/connect") == 0)
      #expect(run.count("b0/message") == run.count("b0"))
      #expect(run.count("b0/message", .warmup) > 0)
      #expect(run.began("b0/message") == server.finalLog().messages.count)
    }

    @Test func `a user who leaves closes its connection`() async throws {
      let server = try ScriptedSocketServer { message in
        [.later(milliseconds: 1, [.text(message.text)])]
      }
      defer { server.stop() }
      let (fewer, end) = (Once(), Once())
      let scenario = EngineScenario.exchange(.withID, users: 6, milliseconds: 60_000)
      let run = try await scenario.run(against: server.url) { input, engine in
        if fewer.first(input.reached >= 100_000_000) { engine.apply(.level(2)) }
        guard case .interval(let record) = input else { return }
        if end.first(record.load.level == 2 && record.load.connections == 2) {
          engine.apply(.stop(.stopped, drain: true))
        }
      }
      let log = server.finalLog()
      #expect(log.handshakes.count == 6)
      #expect(log.closes.count == 6)
      #expect(run.errors("b0").isEmpty)
      #expect(run.began("b0/message") == log.messages.count)
    }

    @Test func `requests, flows and exchanges go side by side`() async throws {
      let sockets = try ScriptedSocketServer()
      let requests = try ScriptedServer()
      defer {
        sockets.stop()
        requests.stop()
      }
      var exchange = WebSocketExchange.withID
      exchange.url = "ws://127.0.0.1:\(sockets.port)/ws"
      let get = HTTPRequest(method: "GET", url: "/")
      var scenario = EngineScenario.closed(users: 4, milliseconds: 0)
      scenario.workloads = [
        .http(get), .webSocket(exchange), .flow(Flow(steps: [.init(name: "a", request: get)])),
      ]
      scenario.iterations = 300
      let run = try await scenario.run(against: requests.url)
      #expect(run.count("b0") + run.count("b1") + run.count("b2") == 300)
      #expect(run.count("b1") == sockets.finalLog().messages.count)
      #expect(run.count("b0") + run.count("b2") == requests.finalLog().requests.count)
      #expect(run.count("b1") > 50)
    }
  }
}
