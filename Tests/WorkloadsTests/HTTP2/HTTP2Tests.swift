import Budgets
import NIOHTTP2
import NIOSSL
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  /// The load over HTTP/2, against a server that does what a test wants.
  struct HTTP2Tests {
    static func request(
      _ method: String = "GET",
      _ url: String = "/",
      _ version: HTTPVersion = .two
    ) -> HTTPRequest {
      var request = HTTPRequest(method: method, url: url)
      request.version = version
      return request
    }

    static func scenario(
      _ request: HTTPRequest = request(),
      users: Double = 4,
      iterations: Int = 60
    ) -> EngineScenario {
      var scenario = EngineScenario.closed(users: users, milliseconds: 0)
      scenario.requests = [request]
      scenario.iterations = iterations
      return scenario
    }

    // MARK: Connections

    @Test func `users share one connection, each with a stream of its own`() async throws {
      let server = try HTTP2Server { _ in [.wait(milliseconds: 2)] + HTTP2Server.ok }
      defer { server.stop() }
      let run = try await Self.scenario(users: 8, iterations: 200).run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 200)
      #expect(benchmark.failed == 0)
      #expect(server.log.requests.count == 200)
      #expect(server.log.connections == 1)
      #expect(server.log.mostStreams == 8)
      #expect(run.records.map(\.load.connections).max() == 1)
      #expect(run.notices == ["127.0.0.1:\(server.port) speaks HTTP/2, 100 streams a connection"])
    }

    @Test func `no more streams are on a connection than the server allows`() async throws {
      var manner = HTTP2Server.Manner()
      manner.settings = [HTTP2Setting(parameter: .maxConcurrentStreams, value: 2)]
      manner.script = { _ in [.wait(milliseconds: 2)] + HTTP2Server.ok }
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      let run = try await Self.scenario(users: 6, iterations: 120).run(against: server.url)
      #expect(try run.benchmark().count == 120)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.connections == 3)
      #expect(server.log.mostStreams == 2)
      #expect(run.notices.contains { $0.hasSuffix("speaks HTTP/2, 2 streams a connection") })
    }

    @Test func `more users than one connection takes have several`() async throws {
      let server = try HTTP2Server { _ in [.wait(milliseconds: 5)] + HTTP2Server.ok }
      defer { server.stop() }
      let run = try await Self.scenario(users: 250, iterations: 1_000).run(against: server.url)
      #expect(try run.benchmark().count == 1_000)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.connections == 3)
      #expect(server.log.mostStreams == 100)
    }

    @Test func `the open model shares connections too, and each arrival is counted once`()
      async throws
    {
      let server = try HTTP2Server { _ in [.wait(milliseconds: 5)] + HTTP2Server.ok }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 400, milliseconds: 500)
      scenario.requests = [Self.request()]
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      #expect(try run.benchmark().count == 200)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.requests.count == 200)
      #expect(server.log.connections == 2)
    }

    @Test func `users that join and leave find and give back their streams`() async throws {
      let server = try HTTP2Server { _ in [.wait(milliseconds: 1)] + HTTP2Server.ok }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 4, milliseconds: 60_000)
      scenario.requests = [Self.request()]
      let (more, fewer, over) = (Once(), Once(), Once())
      let run = try await scenario.run(against: server.url) { input, engine in
        if more.first(input.reached >= 100_000_000) { engine.apply(.level(150)) }
        if fewer.first(input.reached >= 400_000_000) { engine.apply(.level(1)) }
        if over.first(input.reached >= 700_000_000) {
          engine.apply(.stop(.stopped, drain: true))
        }
      }
      #expect(try run.benchmark().failed == 0)
      #expect(run.accounted == server.log.requests.count)
      #expect(server.log.connections == 2)
    }

    @Test func `what was in flight when the run ended is accounted for`() async throws {
      let server = try HTTP2Server { $0.number < 40 ? HTTP2Server.ok : [] }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 4, milliseconds: 60_000)
      scenario.requests = [Self.request()]
      let over = Once()
      let run = try await scenario.run(against: server.url) { _, engine in
        if over.first(server.log.requests.count == 44) {
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(try run.benchmark().count == 40)
      #expect(run.total("b0", \.interrupted) == 4)
    }

    // MARK: TLS

    private static func serverContext(_ protocols: [String]) throws -> NIOSSLContext {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: [.certificate(try TestCertificate.certificate())],
        privateKey: .privateKey(try TestCertificate.key())
      )
      configuration.applicationProtocols = protocols
      return try NIOSSLContext(configuration: configuration)
    }

    @Test(arguments: [HTTPVersion.two, .negotiated])
    func `over TLS HTTP/2 is agreed upon by ALPN`(version: HTTPVersion) async throws {
      var manner = HTTP2Server.Manner()
      manner.tls = try Self.serverContext(["h2", "http/1.1"])
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      var scenario = Self.scenario(Self.request("GET", "/", version), iterations: 4)
      scenario.tls.verifies = false
      let run = try await scenario.run(against: server.secureURL)
      #expect(try run.benchmark().count == 4)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.connections == 1)
      #expect(server.log.requests.allSatisfy { $0.field(":scheme") == "https" })
      let slowest = run.events.flatMap { event in
        if case .slowest(let requests) = event.kind { requests } else { [] as [SlowRequest] }
      }
      #expect(slowest.contains { ($0.phases.tlsNanoseconds ?? 0) > 0 })
    }

    @Test(arguments: [["http/1.1"], []])
    func `where both were offered HTTP/1.1 is spoken with those who choose it`(
      protocols: [String]
    ) async throws {
      let server = try ScriptedServer(tls: Self.serverContext(protocols))
      defer { server.stop() }
      var scenario = Self.scenario(Self.request("GET", "/", .negotiated))
      scenario.tls.verifies = false
      let run = try await scenario.run(against: "https://127.0.0.1:\(server.port)")
      #expect(try run.benchmark().count == 60)
      #expect(try run.benchmark().failed == 0)
      let log = server.finalLog()
      #expect(log.requests.count == 60)
      #expect(log.connections == 4)
      #expect(
        run.notices == [
          "127.0.0.1:\(server.port) speaks HTTP/1.1: its TLS did not choose h2"
        ]
      )
    }

    @Test(arguments: [["http/1.1"], []])
    func `a server without h2 in its TLS fails, and is named`(protocols: [String]) async throws {
      let server = try ScriptedServer(tls: Self.serverContext(protocols))
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 200)
      scenario.requests = [Self.request()]
      scenario.tls.verifies = false
      let run = try await scenario.run(against: "https://127.0.0.1:\(server.port)")
      #expect(Array(run.errors("b0").keys) == [.wrongProtocol])
      #expect(
        run.notices.first
          == "127.0.0.1:\(server.port) does not speak HTTP/2: its TLS did not choose h2. "
          + "Write `http2: auto`, or leave it out"
      )
      #expect(server.finalLog().requests.isEmpty)
    }

    @Test func `a certificate that is not trusted fails as TLS`() async throws {
      var manner = HTTP2Server.Manner()
      manner.tls = try Self.serverContext(["h2"])
      let server = try HTTP2Server(manner)
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 200)
      scenario.requests = [Self.request()]
      let run = try await scenario.run(against: server.secureURL)
      #expect(Array(run.errors("b0").keys) == [.tls])
    }

    @Test func `a server of HTTP/1.1 without TLS fails, and is named`() async throws {
      let server = try ScriptedServer(answersEarly: true) { _ in
        .last("HTTP/1.1 400 Bad Request\r\n\r\n")
      }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 200)
      scenario.requests = [Self.request()]
      let run = try await scenario.run(against: "http://127.0.0.1:\(server.port)")
      #expect(Array(run.errors("b0").keys) == [.wrongProtocol])
      #expect(
        run.notices.first
          == "127.0.0.1:\(server.port) does not speak HTTP/2 without TLS. Leave `http2` out, or "
          + "write https:// and `http2: auto`"
      )
      // Who refuses is asked again after a while, not in a busy loop.
      #expect(server.finalLog().connections < 20)
    }

    @Test func `without TLS there is nothing to negotiate, and HTTP/1.1 is spoken`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let run = try await Self.scenario(Self.request("GET", "/", .negotiated)).run(
        against: server.url
      )
      #expect(try run.benchmark().count == 60)
      #expect(try run.benchmark().failed == 0)
    }

    @Test func `nobody listens, or the name is unknown`() async throws {
      let gone = try HTTP2Server()
      gone.stop()
      let name = String(repeating: "a", count: 64)
      for (url, kind) in [(gone.url, ErrorKind.refused), ("http://\(name)/", .dns)] {
        var scenario = EngineScenario.closed(users: 2, milliseconds: 200)
        scenario.requests = [Self.request()]
        let run = try await scenario.run(against: url)
        #expect(run.end == .completed)
        #expect(Array(run.errors("b0").keys) == [kind])
      }
    }

    @Test func `a name with several addresses is tried at each`() async throws {
      let server = try HTTP2Server()
      defer { server.stop() }
      // localhost is ::1 first on most machines; nobody listens there.
      let run = try await Self.scenario().run(against: "http://localhost:\(server.port)")
      #expect(try run.benchmark().count == 60)
      #expect(try run.benchmark().failed == 0)
      #expect(server.log.connections == 1)
    }
  }
}
