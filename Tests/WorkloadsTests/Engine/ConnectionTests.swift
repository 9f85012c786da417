import Budgets
import Glibc
import NIOSSL
import Sessions
import Synchronization
import Testing

@testable import Workloads

extension EngineTests {
  /// How connections are made, kept, lost and given up.
  struct ConnectionTests {
    private static func scenario(
      _ method: String = "GET",
      users: Double = 2,
      iterations: Int = 20
    ) -> EngineScenario {
      var scenario = EngineScenario.closed(users: users, milliseconds: 0)
      scenario.requests = [HTTPRequest(method: method, url: "/")]
      scenario.iterations = iterations
      return scenario
    }

    @Test func `a kept connection that was closed is replaced, and the request counted once`()
      async throws
    {
      // Each third request of a connection is answered without a word of closing, which follows.
      let server = try ScriptedServer { request in
        request.numberOnConnection == 2 ? .last(ScriptedServer.ok) : .bytes(ScriptedServer.ok)
      }
      defer { server.stop() }
      let run = try await Self.scenario(iterations: 60).run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 60)
      #expect(benchmark.failed == 0, "\(benchmark.errors)")
      let log = server.finalLog()
      #expect(log.requests.count == 60)
      #expect(log.connections >= 20)
    }

    @Test func `what may not be sent twice fails when its connection was closed`() async throws {
      let server = try ScriptedServer { request in
        request.numberOnConnection == 2 ? .last(ScriptedServer.ok) : .bytes(ScriptedServer.ok)
      }
      defer { server.stop() }
      let run = try await Self.scenario("POST", iterations: 60).run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 60)
      #expect(benchmark.errors.allSatisfy { $0.kind == .reset })
      #expect(Int(benchmark.count - benchmark.failed) == server.finalLog().requests.count)
      #expect(run.records.flatMap(\.counters).allSatisfy { $0.retried == 0 })
    }

    @Test func `a request is sent again once, not for ever`() async throws {
      let server = try ScriptedServer { request in
        request.number % 4 == 0 ? .bytes(ScriptedServer.ok) : .reset("")
      }
      defer { server.stop() }
      let run = try await Self.scenario(users: 1, iterations: 8).run(against: server.url)
      let benchmark = try run.benchmark()
      let retried = run.records.flatMap(\.counters).reduce(0) { $0 + $1.retried }
      #expect(benchmark.count == 8)
      #expect(benchmark.errors.map(\.kind) == [.reset])
      #expect(retried > 0)
      #expect(server.finalLog().requests.count == 8 + Int(retried))
    }

    @Test func `a retry of a request of an earlier tick is no harm`() async throws {
      let server = try ScriptedServer { request in
        request.number == 1 ? .trickle([""], milliseconds: 0) : .bytes(ScriptedServer.ok)
      }
      defer { server.stop() }
      // The second request is never answered; the server goes away in a later tick.
      let gone = Once()
      let over = Once()
      let scenario = EngineScenario.closed(users: 1, milliseconds: 60_000)
      let run = try await scenario.run(against: server.url) { input, engine in
        if gone.first(input.reached >= 200_000_000) { server.stop() }
        guard case .interval(let record) = input else { return }
        if over.first(record.series.contains { $0.id.kind == .failed }) {
          engine.apply(.stop(.stopped, drain: false))
        }
      }
      let benchmark = try run.benchmark()
      #expect(benchmark.failed > 0)
      // While it goes away it may take a connection and reset it.
      #expect(benchmark.errors.allSatisfy { [.refused, .reset].contains($0.kind) })
      #expect(run.records.flatMap(\.counters).reduce(0) { $0 + $1.retried } == 1)
    }

    @Test func `a server that dies is an error and no end, and one that comes back is used`()
      async throws
    {
      let first = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      let port = first.port
      let stop = Once()
      let start = Once()
      let over = Once()
      let second = Slot<ScriptedServer>()
      defer { second.value?.stop() }
      let run = try await EngineScenario.closed(users: 2, milliseconds: 60_000).run(
        against: first.url
      ) { input, engine in
        if stop.first(input.reached >= 200_000_000) { first.stop() }
        if start.first(input.reached >= 500_000_000) {
          second.value = try? ScriptedServer(port: port)
        }
        if over.first((second.value?.count ?? 0) > 0) { engine.apply(.stop(.stopped, drain: true)) }
      }
      let benchmark = try run.benchmark()
      #expect(run.end == .stopped)
      #expect(benchmark.errors.contains { $0.kind == .refused })
      #expect(benchmark.count - benchmark.failed > 0)
      let later = try #require(second.value)
      #expect(later.finalLog().requests.count > 0)
      // A target that refuses is asked again after 100 ms or more by each user, not in a busy loop.
      #expect(Double(benchmark.failed) < 10 + 20 * Double(run.summary.measuredNanoseconds) / 1e9)
    }

    @Test func `nobody listens: the run says so at once and goes on`() async throws {
      let gone = try ScriptedServer()
      gone.stop()
      let run = try await EngineScenario.closed(users: 2, milliseconds: 300).run(against: gone.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.errors.map(\.kind) == [.refused])
      #expect(benchmark.count == benchmark.failed)
      let notices = run.events.filter { if case .notice = $0.kind { true } else { false } }
      #expect(
        notices.map(\.kind) == [
          .notice("no answer from 127.0.0.1:\(gone.port): refused; trying on")
        ]
      )
    }

    @Test func `a name with several addresses is tried at each`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      // localhost is ::1 first on most machines; nobody listens there.
      let run = try await Self.scenario(users: 8, iterations: 80).run(
        against: "http://localhost:\(server.port)"
      )
      #expect(try run.benchmark().count == 80)
      #expect(try run.benchmark().failed == 0)
      #expect(server.finalLog().connections == 8)
    }

    @Test func `a name that does not resolve is an error and no end`() async throws {
      // No label of a name is longer than 63 bytes (RFC 1035, 2.3.4), so nobody has to be asked.
      let name = String(repeating: "a", count: 64)
      let run = try await EngineScenario.closed(users: 2, milliseconds: 200).run(
        against: "http://\(name)/"
      )
      #expect(run.end == .completed)
      #expect(try run.benchmark().errors.map(\.kind) == [.dns])
    }

    @Test func `an end that is asked for before the start is the end`() async throws {
      let scenario = EngineScenario.closed(users: 2, milliseconds: 60_000)
      let gone = try ScriptedServer()
      gone.stop()
      let engine = try scenario.engine(against: gone.url)
      engine.apply(.mark("early"))
      engine.apply(.stop(.signal(15), drain: false))
      let inbox = Inbox()
      try engine.start(into: inbox)
      let end = await withCheckedContinuation { continuation in
        startThread {
          let watchdog = Watchdog { inbox.put(.end(.torn)) }
          while true {
            for case .end(let end) in inbox.takeAll() {
              watchdog.cancel()
              return continuation.resume(returning: end)
            }
          }
        }
      }
      #expect(end == .signal(15))
    }

    // MARK: TLS

    private static func serverContext() throws -> NIOSSLContext {
      try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: [.certificate(TestCertificate.certificate())],
          privateKey: .privateKey(TestCertificate.key())
        )
      )
    }

    @Test func `HTTPS works, over kept connections`() async throws {
      let server = try ScriptedServer(tls: Self.serverContext())
      defer { server.stop() }
      let authority = try TestCertificate.file()
      defer { unlink(authority) }
      for host in ["127.0.0.1", "localhost"] {
        let before = server.count
        var scenario = Self.scenario()
        scenario.tls.authorityFile = authority
        let run = try await scenario.run(against: "https://\(host):\(server.port)")
        let benchmark = try run.benchmark()
        #expect(benchmark.count == 20)
        #expect(benchmark.failed == 0)
        #expect(server.finalLog().requests.count == before + 20)
        let slowest = run.events.flatMap { event in
          if case .slowest(let requests) = event.kind { requests } else { [] as [SlowRequest] }
        }
        #expect(slowest.contains { ($0.phases.tlsNanoseconds ?? 0) > 0 })
      }
      #expect(server.log.connections <= 6)
    }

    @Test func `a certificate that is not trusted fails as TLS`() async throws {
      let server = try ScriptedServer(tls: Self.serverContext())
      defer { server.stop() }
      let run = try await EngineScenario.closed(users: 2, milliseconds: 200).run(
        against: "https://127.0.0.1:\(server.port)"
      )
      #expect(run.end == .completed)
      #expect(try run.benchmark().errors.map(\.kind) == [.tls])
      #expect(server.finalLog().requests.isEmpty)
    }

    @Test func `a certificate that is not trusted is taken where nobody checks`() async throws {
      let server = try ScriptedServer(tls: Self.serverContext())
      defer { server.stop() }
      var scenario = Self.scenario()
      scenario.tls.verifies = false
      let benchmark = try await scenario.run(against: "https://127.0.0.1:\(server.port)")
        .benchmark()
      #expect(benchmark.count == 20)
      #expect(benchmark.failed == 0)
    }

    @Test func `a file without certificates is told before the run`() throws {
      for error in [
        EngineError.unreadable(file: "/nowhere/ca.pem", reason: "No such file or directory"),
        .noCertificates(file: "/dev/null"),
      ] {
        var scenario = Self.scenario()
        switch error {
        case .unreadable(let file, _), .noCertificates(let file): scenario.tls.authorityFile = file
        default: break
        }
        #expect(throws: error) { try scenario.engine(against: "https://127.0.0.1:9") }
      }
    }

    @Test func `a server without TLS fails as TLS`() async throws {
      let server = try ScriptedServer { _ in .bytes(ScriptedServer.ok) }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 1, milliseconds: 200)
      scenario.timeoutMilliseconds = 2_000
      let run = try await scenario.run(against: "https://127.0.0.1:\(server.port)")
      let kinds = try run.benchmark().errors.map(\.kind)
      #expect(!kinds.isEmpty)
      #expect(kinds.allSatisfy { [.tls, .timeout, .reset].contains($0) })
    }
  }
}

/// A value that a closure on another thread sets.
final class Slot<Value: Sendable>: Sendable {
  private let stored = Mutex<Value?>(nil)

  var value: Value? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}
