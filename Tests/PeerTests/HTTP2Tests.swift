import Foundation
import Testing

/// HTTP/2 against a server of somebody else: nothing lost, nothing counted twice.
@Suite(.serialized, .enabled(if: Peer.nginx.isWanted && Peer.openssl.isWanted))
struct HTTP2Tests {
  private func run(
    _ nginx: Nginx,
    _ arguments: [String],
    in folder: TemporaryFolder
  ) throws -> (run: Child, summary: SummaryFile) {
    let run = try Child(
      Program.path,
      [nginx.url] + arguments + ["--headless", "--format", "json"],
      in: folder
    )
    let status = try run.status()
    try #require(status == 0, "\(run.errors)")
    return (run, try SummaryFile(run.output))
  }

  /// Streams run out and connections are closed all the time, or neither.
  private static let manners = [
    Nginx.Manner(isHTTP2: true),
    Nginx.Manner(isHTTP2: true, streams: 3),
    Nginx.Manner(isHTTP2: true, keepaliveRequests: 7),
    Nginx.Manner(isTLS: true, isHTTP2: true, keepaliveRequests: 50, streams: 5),
  ]

  @Test(
    "the server's log has a line for each request over HTTP/2",
    arguments: manners.indices,
    [["-u", "16"], ["-r", "400/s"]]
  )
  func completeRun(manner: Int, load: [String]) throws {
    let nginx = try Nginx(Self.manners[manner])
    let folder = try TemporaryFolder()
    let arguments = ["--http2", "--insecure", "-d", "2s", "--warmup", "1s"] + load
    let (run, summary) = try run(nginx, arguments, in: folder)
    let logged = try nginx.requests()
    #expect(logged == summary.requests)
    #expect(summary.failed == 0)
    #expect(summary.warmup > 0)
    let protocols = try nginx.protocols()
    #expect(protocols == ["HTTP/2.0"])
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
  }

  @Test("users share connections, as many as their streams need")
  func sharedConnections() throws {
    let folder = try TemporaryFolder()
    let nginx = try Nginx(Nginx.Manner(isHTTP2: true, keepaliveRequests: 1_000_000))
    let (_, summary) = try run(
      nginx,
      ["--http2", "-u", "150", "-d", "1s", "--threads", "1", "--yes"],
      in: folder
    )
    let (logged, connections) = try (nginx.requests(), nginx.connections())
    #expect(logged == summary.requests)
    #expect(connections == 2)
  }

  @Test("where both are offered, a server without HTTP/2 is spoken to in HTTP/1.1")
  func fallenBack() throws {
    let folder = try TemporaryFolder()
    let nginx = try Nginx(Nginx.Manner(isTLS: true))
    try folder.write(
      """
      target: \(nginx.url)
      tls: { verify: false }
      benchmarks:
        found: { http: GET /, http2: auto }
      """,
      to: "budgets/auto.yaml"
    )
    let run = try Child(
      Program.path,
      ["run", "auto", "--users", "8", "--duration", "1s", "--headless", "--format", "json"],
      in: folder
    )
    let status = try run.status()
    #expect(status == 0, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    let (logged, protocols) = try (nginx.requests(), nginx.protocols())
    #expect(logged == summary.requests)
    #expect(protocols == ["HTTP/1.1"])
    let recording = try #require(summary.recording)
    let recorded = try folder.text(of: recording)
    #expect(recorded.contains("speaks HTTP/1.1: its TLS did not choose h2"))
  }

  @Test(
    "a server that does not speak HTTP/2 is an error that says what to do",
    arguments: [true, false]
  )
  func notSpoken(isTLS: Bool) throws {
    let folder = try TemporaryFolder()
    let nginx = try Nginx(Nginx.Manner(isTLS: isTLS))
    let run = try Child(
      Program.path,
      [nginx.url, "--http2", "--insecure", "-u", "2", "-d", "1s", "--headless"],
      in: folder
    )
    let status = try run.status()
    #expect(status == 69, "\(run.errors)")
    let reason = isTLS ? "its TLS did not choose h2" : "what it answered is not HTTP/2"
    #expect(run.output.contains(" protocol: \(reason). What was asked for is not spoken there: "))
    #expect(run.output.contains("write `http2: auto`"))
  }
}
