import Budgets
import NIOCore
import NIOWebSocket
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct ExchangeFailureTests {
    @Test(arguments: [UInt16(1011), 1001, 4000])
    func `a server that closes is connected to again`(status: UInt16) async throws {
      let server = try ScriptedSocketServer { message in
        message.numberOnConnection == 2 ? [.close(status)] : [.text(message.text)]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, milliseconds: 0)
      scenario.iterations = 60
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(log.messages.count == 60)
      let closed = Int(run.errors("b0")[.closed(Int(status))] ?? 0)
      #expect(run.errors("b0").count == 1)
      #expect(run.errors("b0/message") == run.errors("b0"))
      #expect(run.count("b0") == 60 - closed)
      #expect((16...20).contains(closed))
      #expect(run.count("b0/connect") == log.handshakes.count)
      #expect((closed...closed + 4).contains(log.handshakes.count))
      // The closing handshake is answered with the same status.
      #expect(log.closes.filter { $0 == status }.count >= closed)
    }

    @Test func `the reason of a server that closes is told`() async throws {
      var frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer())
      frame.data.writeInteger(UInt16(1013))
      frame.data.writeString("come back \u{7}later")
      let closing = frame
      let server = try ScriptedSocketServer { _ in [.frame(closing)] }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), users: 1, milliseconds: 0)
      scenario.iterations = 3
      let run = try await scenario.run(against: server.url)
      let reason = ReasonCount(text: "'come back ^Glater'", count: 3)
      let errors = try run.benchmark("b0/message").errors
      #expect(errors == [ErrorCount(kind: .closed(1013), count: 3, reasons: [reason])])
    }

    @Test func `a close between two messages costs a connection and no message`() async throws {
      let server = try ScriptedSocketServer { message in
        [.text(message.text), .later(milliseconds: 2, [.close(nil)])]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), users: 2, milliseconds: 0)
      scenario.iterations = 10
      scenario.thinkMilliseconds = 30...30
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0") == 10)
      #expect(run.errors("b0").isEmpty)
      #expect(run.count("b0/connect") == 10)
      #expect(server.finalLog().handshakes.count == 10)
    }

    @Test func `a reset fails the message that waits, and no other`() async throws {
      let server = try ScriptedSocketServer { message in
        message.numberOnConnection == 4 ? [.reset] : [.text(message.text)]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), milliseconds: 0)
      scenario.iterations = 50
      let run = try await scenario.run(against: server.url)
      #expect(server.finalLog().messages.count == 50)
      #expect(Set(run.errors("b0").keys) == [.reset])
      #expect(run.count("b0") + run.count("b0", .failed) == 50)
      #expect(run.began("b0/message") == 50)
    }

    @Test func `who is never answered times out; by order the connection is given up`() async throws
    {
      let server = try ScriptedSocketServer { _ in [] }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), users: 3, milliseconds: 0)
      scenario.iterations = 9
      scenario.timeoutMilliseconds = 500
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.errors("b0") == [.timeout: 9])
      #expect(run.errors("b0/message") == [.timeout: 9])
      #expect(run.count("b0/connect") == 9)
      #expect(log.handshakes.count == 9)
      #expect(log.messages.count == 9)
    }

    @Test func `who is never answered times out; by id a server that is alive is kept`()
      async throws
    {
      let server = try ScriptedSocketServer { _ in [] }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, users: 3, milliseconds: 0)
      scenario.iterations = 9
      scenario.timeoutMilliseconds = 500
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.errors("b0") == [.timeout: 9])
      #expect(log.handshakes.count == 3)
      #expect(log.pings == 9)
      #expect(log.messages.count == 9)
    }

    @Test func `a late answer is received, and is nobody's answer`() async throws {
      let server = try ScriptedSocketServer { message in
        message.numberOnConnection == 0
          ? [.later(milliseconds: 2_000, [.text(message.text)])]
          : [.later(milliseconds: 1, [.text(message.text)])]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.withID, users: 1, milliseconds: 0)
      scenario.iterations = 40
      scenario.thinkMilliseconds = 50...50
      scenario.timeoutMilliseconds = 1_000
      let run = try await scenario.run(against: server.url)
      #expect(run.errors("b0") == [.timeout: 1])
      #expect(run.count("b0") == 39)
      #expect(run.count("b0/received") == 40)
      #expect(server.finalLog().handshakes.count == 1)
    }

    @Test(arguments: [
      ("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", ErrorKind.status(403)),
      ("HTTP/1.1 503 Busy\r\n\r\nlater", .status(503)),
      ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .status(200)),
      ("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", .badResponse),
      ("SSH-2.0-OpenSSH\r\n", .badResponse), ("", .reset),
    ])
    func `a handshake that is refused fails connecting and the turn`(
      answer: String,
      kind: ErrorKind
    ) async throws {
      let server = try ScriptedServer { _ in .last(answer) }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), users: 2, milliseconds: 0)
      scenario.iterations = 6
      let run = try await scenario.run(against: server.url)
      #expect(run.errors("b0") == [kind: 6])
      #expect(run.errors("b0/connect") == [kind: 6])
      #expect(server.finalLog().requests.count == 6)
      #expect(run.total("b0", \.dropped) + run.total("b0", \.cutOff) == 0)
    }

    @Test func `where nobody listens it is refused, and asked again with a pause`() async throws {
      let server = try ScriptedServer()
      let url = server.url
      server.stop()
      let run = try await EngineScenario.exchange(.inOrder(), users: 2).run(against: url)
      #expect(Set(run.errors("b0").keys) == [.refused])
      #expect(run.errors("b0/connect") == run.errors("b0"))
      #expect((2...6).contains(run.count("b0", .failed)))
      #expect(run.notices.contains { $0.hasPrefix("no answer from 127.0.0.1") })
    }

    @Test func `frames that RFC 6455 forbids end the connection`() async throws {
      let masked = WebSocketFrame(
        fin: true,
        opcode: .text,
        maskKey: .random(),
        data: ByteBuffer(string: "x")
      )
      let reserved = WebSocketFrame(
        fin: true,
        rsv1: true,
        opcode: .text,
        data: ByteBuffer(string: "x")
      )
      let stray = WebSocketFrame(fin: true, opcode: .continuation, data: ByteBuffer(string: "x"))
      let invalid = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: [0xFF]))
      let cases: [(WebSocketFrame, WebSocketFault)] = [
        (masked, .maskedFrame), (reserved, .reservedBits), (stray, .strayFragment),
        (invalid, .notUTF8),
      ]
      for (frame, fault) in cases {
        let server = try ScriptedSocketServer { _ in [.frame(frame)] }
        defer { server.stop() }
        var scenario = EngineScenario.exchange(.inOrder(), users: 1, milliseconds: 0)
        scenario.iterations = 3
        let run = try await scenario.run(against: server.url)
        #expect(run.errors("b0") == [.badResponse: 3])
        #expect(run.notices.contains("b0: \(fault.complaint)"))
        let closes = server.finalLog().closes
        #expect(closes == Array(repeating: fault.closeStatus.rawValue, count: 3))
      }
    }

    @Test func `a message that is too long ends the connection`() async throws {
      let server = try ScriptedSocketServer { _ in
        let long = ByteBuffer(repeating: 0, count: MessageAssembler.limitBytes + 1)
        return [.frame(WebSocketFrame(fin: true, opcode: .binary, data: long))]
      }
      defer { server.stop() }
      var scenario = EngineScenario.exchange(.inOrder(), users: 1, milliseconds: 0)
      scenario.iterations = 1
      let run = try await scenario.run(against: server.url)
      #expect(run.errors("b0") == [.badResponse: 1])
      #expect(run.notices.contains("b0: a message is over 16 MiB"))
    }

    @Test func `a subscription that is not confirmed fails as such`() async throws {
      let server = try ScriptedSocketServer { message in
        message.text == "subscribe" ? [.text("denied")] : [.text(message.text)]
      }
      defer { server.stop() }
      var exchange = WebSocketExchange.inOrder()
      exchange.subscribe = "subscribe"
      exchange.subscribed = "subscribed"
      var scenario = EngineScenario.exchange(exchange, users: 2, milliseconds: 0)
      scenario.iterations = 4
      scenario.timeoutMilliseconds = 500
      let run = try await scenario.run(against: server.url)
      #expect(run.errors("b0") == [.timeout: 4])
      #expect(run.errors("b0/subscribe") == [.timeout: 4])
      #expect(run.began("b0/message") == 0)
      #expect(Set(server.finalLog().messages) == ["subscribe"])
      #expect(server.log.handshakes.count == 4)
    }
  }
}
