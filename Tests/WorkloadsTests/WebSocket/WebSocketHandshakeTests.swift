import Budgets
import NIOCore
import Testing

@testable import Workloads

struct WebSocketHandshakeTests {
  // The example of RFC 6455, 1.3.
  private static let key = "dGhlIHNhbXBsZSBub25jZQ=="
  private static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

  /// What is wrong with an answer that has these fields.
  private static func fault(
    _ fields: [String],
    subprotocols: [String]? = []
  ) throws -> WebSocketFault? {
    let text =
      "HTTP/1.1 101 Switching Protocols\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 0)
    let outcome = Array(text.utf8).withUnsafeBytes { scanner.scan($0) }
    guard case .complete = outcome else { throw NoAnswer() }
    return WebSocketHandshake(key: key)
      .fault(of: try #require(scanner.capture), subprotocols: subprotocols)
  }

  private struct NoAnswer: Error {}

  private static let upgrade = ["Upgrade: websocket", "Connection: Upgrade"]

  @Test func `the answer of the RFC's example is right`() throws {
    #expect(try Self.fault(Self.upgrade + ["Sec-WebSocket-Accept: \(Self.accept)"]) == nil)
    let other = ["upgrade: WebSocket", "connection: keep-alive, upgrade"]
    #expect(try Self.fault(other + ["sec-websocket-accept: \(Self.accept)"]) == nil)
  }

  @Test func `an answer that is not for this key or no upgrade is wrong`() throws {
    let accept = "Sec-WebSocket-Accept: \(Self.accept)"
    #expect(try Self.fault(Self.upgrade) == .wrongAccept)
    #expect(try Self.fault(Self.upgrade + ["Sec-WebSocket-Accept: AAAA"]) == .wrongAccept)
    #expect(try Self.fault(Self.upgrade + [accept, accept]) == .wrongAccept)
    #expect(try Self.fault(["Upgrade: websocket", accept]) == .noUpgrade)
    #expect(try Self.fault(["Connection: Upgrade", accept]) == .noUpgrade)
    #expect(try Self.fault(["Upgrade: h2c", "Connection: Upgrade", accept]) == .noUpgrade)
  }

  @Test func `only what was offered may be chosen`() throws {
    let right = Self.upgrade + ["Sec-WebSocket-Accept: \(Self.accept)"]
    #expect(
      try Self.fault(right + ["Sec-WebSocket-Extensions: permessage-deflate"])
        == .unofferedExtension
    )
    let chosen = right + ["Sec-WebSocket-Protocol: chat"]
    #expect(try Self.fault(chosen) == .unofferedSubprotocol)
    #expect(try Self.fault(chosen, subprotocols: ["news"]) == .unofferedSubprotocol)
    #expect(try Self.fault(chosen, subprotocols: ["news", "chat"]) == nil)
    #expect(try Self.fault(chosen, subprotocols: nil) == nil)
    #expect(try Self.fault(right, subprotocols: ["chat"]) == nil)
  }

  @Test func `a suite can offer subprotocols, and can't change what makes it a handshake`() {
    let own = [
      HeaderField(name: "Sec-WebSocket-Protocol", value: "chat,  news"),
      HeaderField(name: "connection", value: "close"),
      HeaderField(name: "Sec-WebSocket-Extensions", value: "permessage-deflate"),
    ]
    #expect(
      WebSocketHandshake.fields(own).map { "\($0.name): \($0.value)" } == [
        "Sec-WebSocket-Protocol: chat,  news", "Connection: Upgrade", "Upgrade: websocket",
      ]
    )
    #expect(WebSocketHandshake.subprotocols(own) == ["chat", "news"])
    #expect(WebSocketHandshake.subprotocols([]) == [])
    let filled = [HeaderField(name: "sec-websocket-protocol", value: "{{ user }}")]
    #expect(WebSocketHandshake.subprotocols(filled) == nil)
  }

  @Test func `the request has a key and the version`() throws {
    var request = HTTPRequest(method: "GET", url: "/ws")
    request.headers = WebSocketHandshake.fields([])
    let profile = LoadProfile(
      name: "p",
      model: .closed,
      stages: [.init(from: 1, to: 1, nanoseconds: 1_000_000_000)]
    )
    let suite = Suite(
      name: "s",
      profile: profile,
      benchmarks: [Benchmark(name: "b", workload: .http(request))],
      objectives: []
    )
    let plan = try EnginePlan(suite: suite, base: "http://h.example", seed: 1)
    var bytes = ByteBuffer()
    WebSocketHandshake(key: Self.key).write(plan.requests[0], nil, into: &bytes)
    #expect(
      String(buffer: bytes)
        == "GET /ws HTTP/1.1\r\nHost: h.example\r\nUser-Agent: headroom\r\nAccept: */*\r\n"
        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: \(Self.key)\r\n"
        + "Sec-WebSocket-Version: 13\r\n\r\n"
    )
  }
}
