import Budgets
import NIOHTTP2
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  /// What goes out and comes in on a stream.
  struct HTTP2AnswerTests {
    private typealias Server = HTTP2Server

    private static let large = String(repeating: "x", count: 300_000)

    private static let good: [([HTTP2Server.Step], Int)] = [
      (HTTP2Server.ok, 2),
      ([.head(200), .body("with"), .body("out length")].ended, 14),
      ([.head(200, ends: true)], 0),
      ([.head(204, ends: true)], 0),
      ([.head(304, [("content-length", "100")], ends: true)], 0),
      ([.head(103, [("link", "</a>")]), .head(100)] + HTTP2Server.ok, 2),
      ([.head(200), .body("", ends: false), .body("", ends: false), .body("a")], 1),
      ([.head(200), .body("abc", ends: false), .trailers([("grpc-status", "0")])], 3),
      (
        [.head(200), .wait(milliseconds: 3), .body("a", ends: false), .wait(milliseconds: 3)]
          + [.body("b")], 2
      ),
      ([.head(200, [("content-length", "300000")]), .body(large)], 300_000),
    ]

    @Test(arguments: good.indices)
    func `an answer of any form is one answer`(index: Int) async throws {
      let (steps, bodyBytes) = Self.good[index]
      let server = try HTTP2Server { _ in steps }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(iterations: 12).run(against: server.url)
      #expect(try run.benchmark().count == 12)
      #expect(try run.benchmark().failed == 0, "\(run.errors("b0"))")
      #expect(run.total("b0", \.bytesReceived) == 12 * bodyBytes)
      #expect(server.log.connections == 1)
    }

    @Test func `the answer to HEAD has no body, whatever its headers say`() async throws {
      let server = try HTTP2Server { _ in [.head(200, [("content-length", "99")], ends: true)] }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(HTTP2Tests.request("HEAD"), iterations: 12).run(
        against: server.url
      )
      #expect(try run.benchmark().count == 12)
      #expect(try run.benchmark().failed == 0)
    }

    @Test func `a server may send more than a window at once`() async throws {
      // 120 times 300,000 bytes are many of the default windows, of streams and of the connection.
      let server = try HTTP2Server { _ in [.head(200), .body(Self.large)] }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(iterations: 120).run(against: server.url)
      #expect(run.total("b0", \.bytesReceived) == 36_000_000)
      #expect(try run.benchmark().failed == 0)
    }

    private static let bad: [([HTTP2Server.Step], ErrorKind)] = [
      ([.head(200), .body("half", ends: false), .reset(.internalError)], .reset),
      ([.reset(.cancel)], .reset),
      ([.reset(.http11Required)], .wrongProtocol),
      ([.head(200, [("content-length", "3")]), .body("too long")], .badResponse),
      ([.head(200, [("content-length", "30")]), .body("too short")], .badResponse),
      ([.head(99, ends: true)], .badResponse),
      ([.trailers([("x", "no status")])], .badResponse),
      ([.head(103, ends: true)], .badResponse),
      ([.head(503, ends: true)], .status(503)),
    ]

    @Test(arguments: bad.indices)
    func `what is wrong with one stream is wrong with no other`(index: Int) async throws {
      let (steps, kind) = Self.bad[index]
      let server = try HTTP2Server { $0.number % 3 == 1 ? steps : HTTP2Server.ok }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(HTTP2Tests.request("POST")).run(against: server.url)
      #expect(try run.benchmark().count == 60)
      #expect(run.errors("b0") == [kind: 20])
      if [.badResponse, .wrongProtocol].contains(kind) {
        let reasons = try run.benchmark().errors.flatMap(\.reasons)
        #expect(reasons.map(\.count) == [20])
        #expect(reasons.allSatisfy { !$0.text.isEmpty })
        #expect(run.notices.contains { $0.contains(reasons[0].text) })
      }
      #expect(server.log.requests.count == 60)
      #expect(server.log.connections == 1)
    }

    @Test(arguments: [
      ([HTTP2Server.Step.reset(.internalError)], [ErrorKind.reset: UInt64(1_000)]),
      ([.head(200), .trailers([("x", "1")]), .pings(3)], [:]),
    ])
    func `what a server does a thousand times is no attack`(
      steps: [HTTP2Server.Step],
      errors: [ErrorKind: UInt64]
    ) async throws {
      let server = try HTTP2Server { _ in steps }
      defer { server.stop() }
      let run = try await HTTP2Tests.scenario(iterations: 1_000).run(against: server.url)
      #expect(try run.benchmark().count == 1_000)
      #expect(run.errors("b0") == errors)
      #expect(server.log.connections == 1)
    }

    // MARK: Requests

    @Test func `a request has what HTTP/2 needs and nothing of HTTP/1.1`() async throws {
      let server = try HTTP2Server()
      defer { server.stop() }
      var request = HTTP2Tests.request("POST", "/notes?a=b")
      request.headers = [
        HeaderField(name: "Host", value: "notes.example"),
        HeaderField(name: "Connection", value: "keep-alive"),
        HeaderField(name: "TE", value: "gzip"), HeaderField(name: "X-Team", value: "Alpha"),
      ]
      request.body = "äb"
      let run = try await HTTP2Tests.scenario(request, iterations: 4).run(against: server.url)
      #expect(try run.benchmark().failed == 0)
      for seen in server.log.requests {
        #expect(seen.body == "äb")
        #expect(
          seen.fields.map { "\($0.name) \($0.value)" } == [
            ":method POST", ":scheme http", ":authority notes.example", ":path /notes?a=b",
            "user-agent headroom", "accept */*", "x-team Alpha", "content-length 3",
          ]
        )
      }
    }

    @Test func `values are filled in, the same as over HTTP/1.1`() async throws {
      func requests(_ version: HTTPVersion) -> EngineScenario {
        var request = HTTP2Tests.request("PUT", "/{{ random(1..1000000) }}", version)
        request.headers = [HeaderField(name: "X-Id", value: "{{ uuid }}")]
        request.body = "{{ counter }} {{ random(1..1000000) }}"
        return HTTP2Tests.scenario(request, users: 1, iterations: 5)
      }
      let new = try HTTP2Server()
      defer { new.stop() }
      let old = try ScriptedServer()
      defer { old.stop() }
      _ = try await requests(.two).run(against: new.url)
      _ = try await requests(.one).run(against: old.url)
      let seen = new.log.requests
      #expect(seen.count == 5)
      #expect(seen.map(\.body) == old.finalLog().bodies)
      #expect(Set(seen.map(\.path)) == Set(old.log.paths.keys))
      #expect(Set(seen.map { $0.field("x-id") }).count == 5)
    }

    @Test func `a large body waits for the windows of the server`() async throws {
      var manner = HTTP2Server.Manner()
      manner.settings = [HTTP2Setting(parameter: .initialWindowSize, value: 10_000)]
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      var request = HTTP2Tests.request("POST")
      request.body = Self.large
      let run = try await HTTP2Tests.scenario(request, iterations: 12).run(against: server.url)
      #expect(try run.benchmark().count == 12)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.requests.map(\.body.utf8.count) == Array(repeating: 300_000, count: 12))
    }

    @Test func `an answer that comes before all of the request ends the stream alone`()
      async throws
    {
      var manner = HTTP2Server.Manner()
      manner.answersEarly = true
      // The window of the connection is never opened again: streams that were not given up, or whose
      // bodies were sent all the same, would use it up.
      manner.settings = [HTTP2Setting(parameter: .initialWindowSize, value: 100)]
      manner.script = { _ in [.head(413, ends: true)] }
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      var request = HTTP2Tests.request("POST")
      request.body = Self.large
      let run = try await HTTP2Tests.scenario(request).run(against: server.url)
      #expect(run.errors("b0") == [.status(413): 60])
      #expect(server.log.requests.count == 60)
      #expect(server.log.connections == 1)
    }

    // MARK: Checks

    @Test func `answers are held against what is expected, and captured values go on`()
      async throws
    {
      let server = try HTTP2Server { request in
        let text = request.path == "/notes" ? #"{"id":"n\#(request.number)"}"# : "note"
        return [.head(200, [("x-kind", "note"), ("x-kind", "two")]), .body(text)]
      }
      defer { server.stop() }
      var first = HTTP2Tests.request("POST", "/notes")
      first.captures = [
        Capture(name: "id", source: .json(JSONPath([.member("id")]))),
        Capture(name: "kind", source: .header("X-Kind")),
      ]
      var second = HTTP2Tests.request("GET", "/notes/{{ id }}?kind={{ kind }}")
      second.expect.bodyContains = "note"
      second.expect.headers = [HeaderField(name: "X-Kind", value: "note, two")]
      var third = HTTP2Tests.request("GET", "/end")
      third.expect.bodyContains = "something else"
      let flow = Flow(
        steps: [("make", first), ("read", second), ("end", third)].map {
          Flow.Step(name: $0, request: $1)
        }
      )
      var scenario = HTTP2Tests.scenario(iterations: 20)
      scenario.workloads = [.flow(flow)]
      let run = try await scenario.run(against: server.url)
      #expect(run.count("b0/make") == 20)
      #expect(run.count("b0/read") == 20)
      #expect(run.errors("b0/end") == [.expectation: 20])
      let paths = server.log.requests.map(\.path).filter { $0.hasPrefix("/notes/") }
      #expect(Set(paths).count == 20)
      #expect(paths.allSatisfy { $0.hasSuffix("?kind=note,%20two") })
    }
  }
}

extension [HTTP2Server.Step] {
  /// The same, with only the last part of a body as the end.
  fileprivate var ended: Self {
    enumerated().map { place, step in
      if case .body(let text, _) = step { .body(text, ends: place == count - 1) } else { step }
    }
  }
}
