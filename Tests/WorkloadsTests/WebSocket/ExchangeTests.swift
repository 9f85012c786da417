import Budgets
import Measurements
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct ExchangeTests {
    @Test func `each user connects once, and messages go there and back`() async throws {
      let server = try ScriptedSocketServer()
      defer { server.stop() }
      let run = try await EngineScenario.exchange(.inOrder()).run(against: server.url)
      let log = server.finalLog()
      #expect(log.handshakes.count == 4)
      #expect(log.messages.count > 20)
      #expect(Set(log.messages) == ["hello"])
      #expect(run.errors("b0").isEmpty)
      #expect(run.began("b0") == log.messages.count)
      #expect(run.began("b0/message") == log.messages.count)
      #expect(run.count("b0/connect") == 4)
      #expect(run.count("b0/received") == run.count("b0"))
      #expect(run.total("b0/received", \.bytesReceived) == 5 * run.count("b0"))
      // Its parts take their times from the same clock: the first turn has both.
      let connect = try #require(run.benchmark("b0/connect").latency?.maximum)
      #expect(try #require(run.benchmark().latency?.maximum) >= connect)
      #expect(log.closes == [1001, 1001, 1001, 1001])
      let field = { (name: String) in log.handshakes.map { $0[name].joined() } }
      #expect(field("sec-websocket-version") == ["13", "13", "13", "13"])
      #expect(Set(field("sec-websocket-key")).count == 4)
      #expect(log.paths.allSatisfy { $0 == "/ws" })
    }

    @Test func `the same goes over TLS`() async throws {
      let context = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: [.certificate(TestCertificate.certificate())],
          privateKey: .privateKey(TestCertificate.key())
        )
      )
      let server = try ScriptedSocketServer(tls: context)
      defer { server.stop() }
      var exchange = WebSocketExchange.withID
      exchange.url = "wss://127.0.0.1:\(server.port)/ws"
      var scenario = EngineScenario.exchange(exchange)
      scenario.tls.verifies = false
      let run = try await scenario.run(against: "http://127.0.0.1:1")
      let log = server.finalLog()
      #expect(run.errors("b0").isEmpty)
      #expect(run.count("b0") > 20)
      #expect(run.began("b0/message") == log.messages.count)
      #expect(run.count("b0/connect") == 4)
      let untrusting = try await EngineScenario.exchange(exchange).run(against: "http://x")
      #expect(untrusting.errors("b0").keys.sorted { $0.name < $1.name } == [.tls])
      #expect(untrusting.errors("b0/connect") == untrusting.errors("b0"))
    }

    @Test func `an answer is found by its id among others`() async throws {
      let server = try ScriptedSocketServer { message in
        [
          .text(#"{"news":1}"#), .text("no JSON"), .text(#"{"id":"of another"}"#),
          .text(#"{"also":true,"id":\#(message.text.filter(\.isNumber))}"#),
          .text(message.text),
        ]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, milliseconds: 0)
      scenario.iterations = 200
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.count("b0") == 200)
      #expect(run.errors("b0").isEmpty)
      // The counter is one of all users, so no message is like another.
      #expect(Set(log.messages).count == 200)
      // What comes twice is received twice, and what ends with the connection may not be.
      #expect((200 * 4...200 * 5).contains(run.count("b0/received")))
    }

    @Test func `an answer is found by a text with the values of its message`() async throws {
      let server = try ScriptedSocketServer { message in
        [.text("pong 0;"), .text(message.text.replacing("ping", with: "pong"))]
      }
      defer { server.stop() }
      var exchange = WebSocketExchange(url: "/ws")
      exchange.send = "ping {{ random(1..1000000000) }};"
      exchange.match = .contains("pong {{ random(1..1000000000) }};")
      var scenario = EngineScenario.exchange(exchange, milliseconds: 0)
      scenario.iterations = 100
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 100)
      #expect(run.errors("b0").isEmpty)
    }

    @Test func `a user subscribes once on each connection, before its first message`() async throws
    {
      let server = try ScriptedSocketServer { message in
        message.text.hasPrefix("subscribe")
          ? [.text("welcome"), .text("subscribed"), .text("news")] : [.text(message.text)]
      }
      defer { server.stop() }
      var exchange = WebSocketExchange.withID
      exchange.subscribe = "subscribe {{ user }}"
      exchange.subscribed = "subscribed"
      exchange.headers = [HeaderField(name: "X-User", value: "{{ user }}")]
      let run = try await EngineScenario.exchange(exchange).run(against: server.url)
      let log = server.finalLog()
      let subscriptions = log.messages.filter { $0.hasPrefix("subscribe") }
      #expect(Set(subscriptions) == ["subscribe 1", "subscribe 2", "subscribe 3", "subscribe 4"])
      #expect(subscriptions.count == 4)
      #expect(Set(log.handshakes.map { $0["x-user"].joined() }) == ["1", "2", "3", "4"])
      #expect(run.count("b0/subscribe") == 4)
      #expect(run.errors("b0").isEmpty)
      #expect(run.began("b0/message") == log.messages.count - 4)
      #expect(run.count("b0/received") >= run.count("b0/message") + 4 * 2)
    }

    @Test func `fragments and long messages are answers, and a ping is answered`() async throws {
      let long = String(repeating: "long ", count: 100_000)
      let server = try ScriptedSocketServer { message in
        [
          .frame(.init(fin: true, opcode: .ping, data: .init(string: "are you there"))),
          .fragments([String(message.text.prefix(7)), "", String(message.text.dropFirst(7))]),
        ]
      }
      defer { server.stop() }
      var exchange = WebSocketExchange.withID
      exchange.send = #"{"id":{{ counter }},"text":"\#(long)"}"#
      var scenario = EngineScenario.exchange(exchange, users: 2, milliseconds: 0)
      scenario.iterations = 20
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.count("b0") == 20)
      #expect(log.messages.allSatisfy { $0.utf8.count > long.utf8.count })
      #expect(log.pongs == Array(repeating: "are you there", count: 20))
      #expect(run.total("b0/received", \.bytesReceived) > 20 * long.utf8.count)
    }

    @Test func `who only listens has a turn for each message`() async throws {
      let server = try ScriptedSocketServer(greeting: [.text("one"), .text("two"), .text("three")])
      defer { server.stop() }
      let run = try await EngineScenario.exchange(WebSocketExchange(url: "/ws"), users: 3)
        .run(against: server.url)
      #expect(run.count("b0") == 9)
      #expect(run.count("b0/received") == 9)
      #expect(server.finalLog().messages.isEmpty)
      // Nobody owed them another one.
      #expect(run.total("b0", \.interrupted) + run.total("b0", \.cutOff) == 0)
      #expect(run.errors("b0").isEmpty)
    }

    @Test func `what comes while a user thinks is received`() async throws {
      let server = try ScriptedSocketServer { message in
        [.text(message.text), .later(milliseconds: 5, [.text("news"), .text("more news")])]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, users: 2, milliseconds: 400)
      scenario.thinkMilliseconds = 60...60
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") >= 4)
      #expect(run.errors("b0").isEmpty)
      #expect(run.count("b0/received") > run.count("b0") * 2)
      #expect(run.count("b0/received") <= server.finalLog().sent)
    }

    @Test func `a subprotocol is agreed upon`() async throws {
      let fields = ["Sec-WebSocket-Protocol": "graphql-transport-ws"]
      let server = try ScriptedSocketServer(answering: .init(Array(fields)))
      defer { server.stop() }
      var exchange = WebSocketExchange.inOrder()
      exchange.headers = [
        HeaderField(name: "Sec-WebSocket-Protocol", value: "chat, graphql-transport-ws")
      ]
      let run = try await EngineScenario.exchange(exchange, milliseconds: 100)
        .run(against: server.url)
      #expect(run.count("b0") > 0)
      #expect(run.errors("b0").isEmpty)
      let offered = server.finalLog().handshakes.map { $0["sec-websocket-protocol"].joined() }
      #expect(Set(offered) == ["chat, graphql-transport-ws"])
      let other = try await EngineScenario.exchange(.inOrder(), milliseconds: 100)
        .run(against: server.url)
      #expect(Set(other.errors("b0").keys) == [.badResponse])
      #expect(other.notices.contains("b0: the server chose a subprotocol that was not offered"))
    }

    @Test func `a message without what would match its answer is told before the run`() throws {
      var exchange = WebSocketExchange.withID
      for text in ["ping", #"{"number":1}"#, #"{"id":null}"#] {
        exchange.send = text
        let scenario = EngineScenario.exchange(exchange)
        #expect(throws: EngineError.unmatched(benchmark: "b0", path: "$.id")) {
          try scenario.engine(against: "http://127.0.0.1:1")
        }
      }
      exchange.send = #"{"id":{{ nobody }}}"#
      #expect(throws: EngineError.self) {
        try EngineScenario.exchange(exchange).engine(against: "http://127.0.0.1:1")
      }
    }
  }
}
