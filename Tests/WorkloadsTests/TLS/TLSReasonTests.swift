import Budgets
import NIOCore
import NIOPosix
import NIOSSL
import Sessions
import TestSupport
import Testing

@testable import Workloads

extension EngineTests {
  /// The kind of a failure is `tls`; why, is in the events, among the slowest and in the summary.
  struct TLSReasonTests {
    private let folder = TemporaryFolder(["authority.pem": SignedCertificate.authorityText])

    private func run(
      _ certificate: SignedCertificate,
      trusting: Bool = true,
      host: String = "localhost",
      version: HTTPVersion = .one,
      _ change: (inout TLSConfiguration) throws -> Void = { _ in }
    ) async throws -> EngineRunLog {
      var configuration = try certificate.serverConfiguration()
      configuration.applicationProtocols = ["h2", "http/1.1"]
      try change(&configuration)
      let server = try ScriptedServer(tls: NIOSSLContext(configuration: configuration))
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.requests[0].version = version
      scenario.iterations = 4
      if trusting { scenario.tls.authorityFile = folder.path + "/authority.pem" }
      return try await scenario.run(against: "https://\(host):\(server.port)")
    }

    /// Checks that a run failed for one reason only, wherever that is told.
    private func expect(
      _ log: EngineRunLog,
      _ reason: String,
      kind: ErrorKind = .tls,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let benchmark = try log.benchmark()
      #expect(
        benchmark.errors
          == [ErrorCount(kind: kind, count: 4, reasons: [ReasonCount(text: reason, count: 4)])],
        sourceLocation: sourceLocation
      )
      let told = log.notices.filter { $0.contains(reason) }
      #expect(told.count == 1, "\(log.notices)", sourceLocation: sourceLocation)
      #expect(
        told.first?.hasPrefix("no answer from localhost:") == true
          || told.first?.hasPrefix("no answer from 127.0.0.1:") == true,
        sourceLocation: sourceLocation
      )
      let slowest = log.events.flatMap { event in
        if case .slowest(let requests) = event.kind { requests } else { [] as [SlowRequest] }
      }
      #expect(
        slowest.contains { $0.outcome == "\(kind.name): \(reason)" },
        sourceLocation: sourceLocation
      )
      let read = try Summary(JSON(parsing: log.summary.json.text))
      #expect(read.benchmarks.map(\.errors) == log.summary.benchmarks.map(\.errors))
    }

    @Test(arguments: [HTTPVersion.one, .two])
    func `a certificate that is out of its time`(version: HTTPVersion) async throws {
      try expect(
        try await run(.expired, version: version),
        "certificate expired on 2021-10-01 ('expired.example')"
      )
      try expect(
        try await run(.future, version: version),
        "certificate not valid before 2119-05-03 ('future.example')"
      )
    }

    @Test func `an issuer that is not known`() async throws {
      try expect(
        try await run(.good, trusting: false),
        "unknown issuer 'test authority' of the certificate ('good.example')"
      )
      try expect(
        try await run(.good) {
          $0.certificateChain = [.certificate(try TestCertificate.certificate())]
        },
        "unknown issuer: the certificate ('localhost') is signed by itself"
      )
    }

    @Test func `a certificate for other hosts`() async throws {
      for host in ["localhost", "127.0.0.1"] {
        try expect(
          try await run(.elsewhere, host: host),
          "certificate not valid for this host (\(host); it is for a.example, b.example, 10.1.2.3 "
            + "and 1 more)"
        )
      }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func `a server that asks for a certificate of ours`(version: TLSVersion) async throws {
      let log = try await run(.good) {
        $0.minimumTLSVersion = version
        $0.maximumTLSVersion = version
        $0.certificateVerification = .noHostnameVerification
        $0.trustRoots = .file(folder.path + "/authority.pem")
      }
      let errors = try log.benchmark().errors
      // In TLS 1.3 the server may have closed the connection before our request was on its way.
      let tls = try #require(errors.first { $0.kind == .tls })
      #expect(tls.reasons == [ReasonCount(text: "client certificate required", count: tls.count)])
      #expect(errors.allSatisfy { [.tls, .reset].contains($0.kind) })
      #expect(log.notices.contains { $0.contains("client certificate required") })
    }

    @Test func `versions and ciphers that are not in common`() async throws {
      try expect(
        try await run(.good) {
          $0.minimumTLSVersion = .tlsv1
          $0.maximumTLSVersion = .tlsv11
        },
        "protocol version: the server speaks neither TLS 1.2 nor 1.3"
      )
      try expect(
        try await run(.good) {
          $0.maximumTLSVersion = .tlsv12
          $0.cipherSuiteValues = [.TLS_RSA_WITH_AES_128_CBC_SHA]
        },
        "no cipher in common (handshake failure)"
      )
    }

    @Test func `a server that answers without TLS`() async throws {
      let server = try BluntServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.iterations = 4
      try expect(
        try await scenario.run(against: "https://127.0.0.1:\(server.port)"),
        "not TLS: the server answers without it; write http://"
      )
    }

    @Test func `a server that closes the connection`() async throws {
      let server = try BluntServer("")
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.iterations = 4
      try expect(
        try await scenario.run(against: "https://127.0.0.1:\(server.port)"),
        "connection closed during the handshake"
      )
    }

    @Test func `a WebSocket and a flow have the same reasons`() async throws {
      let configuration = try SignedCertificate.expired.serverConfiguration()
      let server = try ScriptedServer(tls: NIOSSLContext(configuration: configuration))
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.workloads = [.webSocket(.inOrder())]
      scenario.iterations = 4
      scenario.tls.authorityFile = folder.path + "/authority.pem"
      let log = try await scenario.run(against: "https://localhost:\(server.port)")
      let reason = ReasonCount(
        text: "certificate expired on 2021-10-01 ('expired.example')",
        count: 4
      )
      for name in ["b0", "b0/connect"] {
        let errors = try log.benchmark(name).errors
        #expect(errors == [ErrorCount(kind: .tls, count: 4, reasons: [reason])])
      }
    }
  }
}

/// A server that answers the first bytes of each connection with some of its own, and closes it.
private final class BluntServer {
  let port: Int
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  init(_ answer: String) throws {
    let listener = try ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Answerer(answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .wait()
    port = listener.localAddress?.port ?? 0
  }

  func stop() { try? group.syncShutdownGracefully() }

  private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String

    init(_ answer: String) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let channel = context.channel
      context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)))
        .whenComplete { _ in channel.close(promise: nil) }
    }
  }
}
