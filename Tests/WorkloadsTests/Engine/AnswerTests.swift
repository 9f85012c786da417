import Budgets
import Measurements
import NIOSSL
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  /// What becomes of answers of all kinds.
  struct AnswerTests {
    private static func scenario(
      _ request: HTTPRequest = HTTPRequest(method: "GET", url: "/"),
      iterations: Int = 12
    ) -> EngineScenario {
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = iterations
      return scenario
    }

    private static let good: [(String, ScriptedServer.Reply, UInt64)] = [
      ("a body with a length", .bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"), 5),
      ("no body", .bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), 0),
      (
        "chunks",
        .bytes(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        ),
        5
      ),
      (
        "a trickle",
        .trickle(
          ["HTT", "P/1.1 200 OK\r", "\nContent-Le", "ngth: 4\r\n\r\na", "b", "cd"],
          milliseconds: 2
        ), 4
      ),
      ("a body until the end", .last("HTTP/1.1 200 OK\r\n\r\nuntil close"), 11),
      (
        "an interim answer",
        .bytes("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ScriptedServer.ok), 2
      ),
      ("204", .bytes("HTTP/1.1 204 No Content\r\n\r\n"), 0),
      ("304", .bytes("HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n"), 0),
      ("HTTP/1.0", .last("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"), 2),
      ("close", .last("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"), 2),
      ("more than was asked for", .bytes(ScriptedServer.ok + "HTTP/1.1 408 Timeout\r\n\r\n"), 2),
      (
        "a large body",
        .bytes(
          "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n"
            + String(repeating: "x", count: 300_000)
        ), 300_000
      ),
    ]

    @Test(arguments: good.indices)
    func `an answer of any form is one answer`(index: Int) async throws {
      let (_, reply, bodyBytes) = Self.good[index]
      let server = try ScriptedServer { _ in reply }
      defer { server.stop() }
      let run = try await Self.scenario().run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 12)
      #expect(benchmark.failed == 0)
      #expect(server.finalLog().requests.count == 12)
      let received = run.records.flatMap(\.counters).reduce(0) { $0 + $1.bytesReceived }
      #expect(received == 12 * bodyBytes)
    }

    @Test func `the answer to HEAD has no body, whatever its headers say`() async throws {
      let server = try ScriptedServer { _ in .bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
      }
      defer { server.stop() }
      let run = try await Self.scenario(HTTPRequest(method: "HEAD", url: "/")).run(
        against: server.url
      )
      #expect(try run.benchmark().count == 12)
      #expect(try run.benchmark().failed == 0)
      #expect(server.finalLog().connections == 2)
    }

    @Test func `a body is sent with its length`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var request = HTTPRequest(method: "POST", url: "/notes")
      request.body = #"{"title":"a\r\n\r\nb"}"#
      let run = try await Self.scenario(request).run(against: server.url)
      #expect(try run.benchmark().failed == 0)
      #expect(server.finalLog().paths == ["/notes": 12])
    }

    @Test func `a body that the socket does not take at once is sent in parts`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var request = HTTPRequest(method: "PUT", url: "/large")
      request.body = String(repeating: "x", count: 8_000_000)
      let run = try await Self.scenario(request, iterations: 6).run(against: server.url)
      #expect(try run.benchmark().count == 6)
      #expect(try run.benchmark().failed == 0)
      #expect(server.finalLog().paths == ["/large": 6])
      #expect(server.log.connections == 2)
    }

    @Test func `an answer that comes before the whole body was taken ends the connection`()
      async throws
    {
      let server = try ScriptedServer(answersEarly: true)
      defer { server.stop() }
      var request = HTTPRequest(method: "POST", url: "/refused")
      request.body = String(repeating: "x", count: 8_000_000)
      let run = try await Self.scenario(request, iterations: 6).run(against: server.url)
      #expect(try run.benchmark().count == 6)
      // It reads no more, so it never sees the end of its connections.
      #expect(server.count == 6)
    }

    private static let bad: [(ScriptedServer.Reply, ErrorKind)] = [
      (.bytes("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), .status(503)),
      (.bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"), .status(404)),
      (.bytes("SSH-2.0-OpenSSH_9.2\r\n"), .badResponse),
      (.bytes("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), .badResponse),
      (.reset(""), .reset),
      (.reset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .reset),
      (.last("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .reset),
      (.last("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), .reset),
      (.never, .timeout),
      (.trickle(["HTTP/1.1 200 OK\r\n", "Content-Length: 9\r\n\r\n"], milliseconds: 1), .timeout),
    ]

    @Test(arguments: bad.indices)
    func `a failure has its kind and ends nothing`(index: Int) async throws {
      let (reply, kind) = Self.bad[index]
      let server = try ScriptedServer { $0.number % 2 == 0 ? reply : .bytes(ScriptedServer.ok) }
      defer { server.stop() }
      var scenario = Self.scenario()
      scenario.timeoutMilliseconds = kind == .timeout ? 250 : 10_000
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 12)
      #expect(benchmark.failed > 0)
      #expect(benchmark.errors.map(\.kind) == [kind])
      if kind == .badResponse {
        let reasons = benchmark.errors.flatMap(\.reasons)
        #expect(reasons.map(\.count) == [benchmark.failed])
        #expect(run.notices == ["b0: bad response: \(reasons[0].text)"])
      }
      #expect(benchmark.count - benchmark.failed > 0)
      let retried = run.records.flatMap(\.counters).reduce(0) { $0 + $1.retried }
      #expect(server.finalLog().requests.count == 12 + Int(retried))
    }

    @Test(arguments: [
      ("", "closed before the response"), ("HTT", "closed in the status line"),
      ("HTTP/1.1 200 OK\r\nA: b\r\n", "closed in the head"),
      (
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        "closed after 4 of 9 bytes of the body"
      ),
      (
        "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + String(repeating: "x", count: 24_999),
        "closed after 40% of 50000 bytes of the body"
      ),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "closed after 3 bytes of a body in chunks"
      ),
    ])
    func `an answer that breaks off says where`(answer: String, reason: String) async throws {
      let server = try ScriptedServer { _ in .last(answer) }
      defer { server.stop() }
      let run = try await Self.scenario(HTTPRequest(method: "POST", url: "/")).run(
        against: server.url
      )
      let benchmark = try run.benchmark()
      #expect(
        benchmark.errors
          == [ErrorCount(kind: .reset, count: 12, reasons: [ReasonCount(text: reason, count: 12)])]
      )
      #expect(run.notices == ["127.0.0.1:\(server.port): reset: \(reason)"])
    }

    @Test func `another protocol that nobody asked for is no success`() async throws {
      let server = try ScriptedServer { _ in
        .last("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
      }
      defer { server.stop() }
      let run = try await Self.scenario().run(against: server.url)
      #expect(run.errors("b0") == [.badResponse: 12])
      #expect(
        run.notices == [
          "b0: bad response: status 101 without having been asked to switch protocols"
        ]
      )
    }

    @Test func `a request that is given up takes as long as it was waited for`() async throws {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      var scenario = Self.scenario(iterations: 4)
      scenario.timeoutMilliseconds = 80
      let run = try await scenario.run(against: server.url)
      let failed = run.records.flatMap(\.series).filter { $0.id == SeriesID("b0", .failed) }
      #expect(failed.reduce(0) { $0 + $1.counts.count } == 4)
      #expect(failed.reduce(0) { $0 + $1.counts.count(above: 79_000_000) } == 4)
    }

    @Test func `what is expected of an answer is held against it`() async throws {
      let answer = "HTTP/1.1 201 Created\r\nX-Kind: note\r\nContent-Length: 9\r\n\r\n{\"id\": 7}"
      let server = try ScriptedServer { _ in .bytes(answer) }
      defer { server.stop() }
      func kinds(_ expect: (inout Budgets.Expectation) -> Void) async throws -> [ErrorKind] {
        var request = HTTPRequest(method: "GET", url: "/")
        expect(&request.expect)
        let run = try await Self.scenario(request, iterations: 4).run(against: server.url)
        return try run.benchmark().errors.map(\.kind)
      }
      #expect(try await kinds { $0.statuses = [201...201] } == [])
      #expect(try await kinds { $0.statuses = [200...200] } == [.status(201)])
      #expect(try await kinds { $0.bodyContains = "\"id\"" } == [])
      #expect(try await kinds { $0.bodyContains = "name" } == [.expectation])
      #expect(try await kinds { $0.headers = [HeaderField(name: "x-kind", value: "note")] } == [])
      #expect(
        try await kinds { $0.headers = [HeaderField(name: "x-kind", value: "list")] }
          == [.expectation]
      )
    }

    @Test func `a flood of fast refusals passes no latency objective`() async throws {
      let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
      let server = try ScriptedServer { .bytes($0.number % 100 == 99 ? ScriptedServer.ok : busy) }
      defer { server.stop() }
      var scenario = Self.scenario(iterations: 5_000)
      scenario.objectives = [
        Objective(subject: .benchmark("b0"), metric: .quantile(.p95), budget: 10e9)
      ]
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 5_000)
      #expect(benchmark.failed == 4_950)
      #expect(benchmark.latency?.count == 50)
      #expect(benchmark.objectives.map(\.judgement.verdict) == [.violation])
      #expect(benchmark.objectives.map(\.judgement.tooFewAnswers) == [true])
    }

    @Test func `a server that is wrong in another way each time does not fill the events`()
      async throws
    {
      let server = try ScriptedServer { .last("nonsense \($0.number)\r\n") }
      defer { server.stop() }
      let run = try await Self.scenario(iterations: 400).run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(run.errors("b0") == [.badResponse: 400])
      let reasons = benchmark.errors.flatMap(\.reasons)
      #expect(reasons.reduce(0) { $0 + $1.count } == 400)
      #expect(reasons.first?.text == "other reasons")
      #expect(reasons.count == 51)
      #expect(run.notices.count <= 52)
    }

    @Test func `no value of a header and no body is in the reason of a failure`() async throws {
      let heads = [
        "Set-Cookie sesame", "Set\u{1}Cookie: sesame", "Authorization : Bearer sesame",
        "Set-Cookie: a\u{1}sesame",
        "Content-Length: 7\r\nContent-Length: 8",
      ]
      let server = try ScriptedServer { request in
        let head = heads[request.number % heads.count]
        return .last("HTTP/1.1 200 OK\r\nX-Token: sesame\r\n\(head)\r\n\r\nsesame sesame")
      }
      defer { server.stop() }
      let run = try await Self.scenario(iterations: 40).run(against: server.url)
      #expect(run.errors("b0") == [.badResponse: 40])
      #expect(
        Set(try run.benchmark().errors.flatMap(\.reasons).map(\.text)) == [
          "header line without a colon: 'Set-Cookie'",
          "control character in the name of the header 'Set'",
          "blank between the name of a header and its colon: 'Authorization'",
          "control character in the header 'Set-Cookie'", "two different Content-Length",
        ]
      )
      for input in run.inputs { #expect(!"\(input)".contains("sesame")) }
    }

    @Test func `the slowest requests are told with the parts of their time`() async throws {
      let server = try ScriptedServer { request in
        request.number == 3
          ? .trickle(["HTTP/1.1 200 OK\r\n", "Content-Length: 2\r\n\r\nok"], milliseconds: 40)
          : .bytes(ScriptedServer.ok)
      }
      defer { server.stop() }
      let request = HTTPRequest(method: "GET", url: "/slow?token=secret")
      let run = try await Self.scenario(request).run(against: server.url)
      let slowest = run.events.flatMap { event in
        if case .slowest(let requests) = event.kind { requests } else { [] as [SlowRequest] }
      }
      let slow = try #require(slowest.max { $0.latencyNanoseconds < $1.latencyNanoseconds })
      #expect(slow.latencyNanoseconds >= 40_000_000)
      #expect(slow.request == "GET /slow")
      #expect(slow.outcome == "200")
      let firstByte = try #require(slow.phases.firstByteNanoseconds)
      #expect(firstByte <= slow.latencyNanoseconds - 30_000_000)
      #expect(slowest.contains { $0.phases.connectNanoseconds != nil })
      #expect(slowest.allSatisfy { $0.phases.tlsNanoseconds == nil })
    }
  }
}
