import Foundation
import Testing

/// WebSockets against a server of somebody else: nothing lost, nothing counted twice.
@Suite(.serialized, .enabled(if: Peer.python.isWanted && Peer.openssl.isWanted))
struct WebSocketTests {
  /// Runs an exchange with a path of the server, and returns the summary; `keys` are those of the
  /// benchmark besides `websocket`, `suite` is what stands above the benchmarks.
  private func run(
    _ server: WebSocketServer,
    _ path: String,
    _ keys: String,
    suite: String = "",
    arguments: [String] = ["--users", "8", "--duration", "2s", "--warmup", "500ms"],
    status expected: Int32 = 0,
    in folder: TemporaryFolder
  ) throws -> SummaryFile {
    let run = try start(server, path, keys, suite: suite, arguments: arguments, in: folder)
    let status = try run.status()
    try #require(status == expected, "\(run.errors)\n\(run.output)")
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
    return try SummaryFile(run.output)
  }

  private func start(
    _ server: WebSocketServer,
    _ path: String,
    _ keys: String,
    suite: String = "",
    arguments: [String],
    in folder: TemporaryFolder
  ) throws -> Child {
    try folder.write(
      """
      \(suite)
      benchmarks:
        live: { websocket: "\(server.url)\(path)", \(keys) }
      """,
      to: "budgets/live.yaml"
    )
    return try Child(
      Program.path,
      ["run", "live", "--headless", "--format", "json"] + arguments,
      in: folder
    )
  }

  private static let withID = #"send: '{"id":{{ counter }}}', match: $.id"#

  @Test("both sides count the same, over ws and wss", arguments: [false, true])
  func counts(isTLS: Bool) throws {
    let server = try WebSocketServer(isTLS: isTLS)
    let folder = try TemporaryFolder()
    let ca = server.folder.url.appendingPathComponent("certificate.pem").path
    let summary = try run(
      server,
      "/echo",
      Self.withID,
      suite: isTLS ? "tls: { ca: '\(ca)' }" : "",
      in: folder
    )
    let seen = try server.counts(of: "/echo")
    let (live, message) = (try summary.benchmark("live"), try summary.benchmark("live/message"))
    #expect(live.failed == 0)
    #expect(live.count > 100)
    #expect(live.warmup > 0)
    #expect(live.requests == seen.messages)
    #expect(message.requests == seen.messages)
    #expect(try summary.benchmark("live/connect").requests == seen.connections)
    #expect(seen.connections == 8)
    #expect(try summary.benchmark("live/received").requests == seen.sent)
    // Every connection is closed properly.
    #expect(seen.closes == ["1001": 8])
  }

  @Test("a certificate that nobody has signed is refused, unless nobody checks")
  func certificate() throws {
    let server = try WebSocketServer(isTLS: true)
    let folder = try TemporaryFolder()
    let brief = ["--users", "2", "--duration", "500ms"]
    let refused = try run(server, "/echo", Self.withID, arguments: brief, status: 69, in: folder)
    #expect(try refused.benchmark("live").failed > 0)
    let taken = try run(
      server,
      "/echo",
      Self.withID,
      suite: "tls: { verify: false }",
      arguments: brief,
      in: folder
    )
    #expect(try taken.benchmark("live").requests == server.counts(of: "/echo").messages)
  }

  @Test("a server that closes in the middle is connected to again, and each loss is counted")
  func closing() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let summary = try run(server, "/closing", Self.withID, status: 2, in: folder)
    let seen = try server.counts(of: "/closing")
    let live = try summary.benchmark("live")
    #expect(live.requests == seen.messages)
    #expect(live.errors.keys.sorted() == ["closed 1011"])
    #expect(try summary.benchmark("live/connect").requests == seen.connections)
    #expect(seen.connections > live.failed)
    #expect(seen.closes["1011"] ?? 0 >= live.failed)
  }

  @Test("a server that never answers costs a timeout each")
  func silence() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let summary = try run(
      server,
      "/silent",
      Self.withID + ", timeout: 200ms",
      arguments: ["--users", "3", "--duration", "1s"],
      status: 2,
      in: folder
    )
    let seen = try server.counts(of: "/silent")
    let live = try summary.benchmark("live")
    #expect(live.count == live.failed)
    #expect(live.errors.keys.sorted() == ["timeout"])
    #expect(live.requests == seen.messages)
    // It answers pings, so its connections are kept.
    #expect(seen.connections == 3)
  }

  @Test("answers in disorder, twice, and among news are told apart by their ids")
  func disorder() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let summary = try run(server, "/disorder", Self.withID, in: folder)
    let seen = try server.counts(of: "/disorder")
    let live = try summary.benchmark("live")
    #expect(live.failed == 0)
    #expect(live.requests == seen.messages)
    #expect(live.count > 100)
    let received = try summary.benchmark("live/received").requests
    #expect(received > 2 * live.count)
    #expect(received <= seen.sent)
  }

  @Test("fragmented and big messages are whole")
  func fragments() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let big = String(repeating: "0123456789", count: 100_000)
    let summary = try run(
      server,
      "/fragments",
      #"send: '{"id":{{ counter }},"text":"\#(big)"}', match: $.id"#,
      arguments: ["--users", "2", "--iterations", "40"],
      in: folder
    )
    let live = try summary.benchmark("live")
    #expect(live.count == 40)
    #expect(live.failed == 0)
    #expect(try server.counts(of: "/fragments").messages == 40)
  }

  @Test("messages that nobody asked for are counted, and who only listens waits for them")
  func news() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let summary = try run(
      server,
      "/news",
      "budget: { received.throughput: '>= 50/s' }",
      arguments: ["--users", "2", "--duration", "2s"],
      in: folder
    )
    let live = try summary.benchmark("live")
    let received = try summary.benchmark("live/received")
    let seen = try server.counts(of: "/news")
    #expect(live.failed == 0)
    #expect(live.cutOff == 0)
    #expect(live.count == received.count)
    #expect(received.count > 100)
    #expect(received.count <= seen.sent)
    #expect(seen.messages == 0)
  }

  @Test("a run of the open model that SIGINT ends accounts for every message")
  func interrupted() throws {
    let server = try WebSocketServer()
    let folder = try TemporaryFolder()
    let run = try start(
      server,
      "/echo",
      Self.withID,
      arguments: ["--rate", "300/s", "--duration", "60s"],
      in: folder
    )
    try wait("a recording of two seconds") { folder.recordedIntervals >= 2 }
    run.signal(SIGINT)
    let status = try run.status()
    #expect(status == 130, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    let message = try summary.benchmark("live/message")
    let seen = try server.counts(of: "/echo")
    #expect(message.requests == seen.messages)
    #expect(try summary.benchmark("live/connect").requests == seen.connections)
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
  }
}

extension TemporaryFolder {
  /// How many intervals the recordings in its `recordings/` have.
  fileprivate var recordedIntervals: Int {
    let folder = url.appendingPathComponent("recordings")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.reduce(0) { sum, name in
      let file = folder.appendingPathComponent(name)
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return sum + text.ranges(of: "#[Headroom interval ").count
    }
  }
}
