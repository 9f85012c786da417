import Budgets
import Glibc
import Measurements
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct OpenModelTests {
    @Test(arguments: [1, 2, 3])
    func `as many requests are sent as are due, whatever the number of threads`(
      threads: Int
    )
      async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 500, milliseconds: 400)
      scenario.threads = threads
      let run = try await scenario.run(against: server.url)
      #expect(server.finalLog().requests.count == 200)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 200)
      #expect(benchmark.rate == 500)
      #expect(benchmark.dropped == 0)
      #expect(run.records.reduce(0) { $0 + $1.generator.sends } == 200)
    }

    @Test func `all arrivals take from one stream of choices`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 600, milliseconds: 300)
      scenario.requests = (0..<3).map { HTTPRequest(method: "GET", url: "/\($0)") }
      scenario.weights = [5, 3, 2]
      var counts: [[UInt64]] = []
      for threads in [1, 3] {
        scenario.threads = threads
        counts.append(
          try await scenario.run(against: server.url).summary.benchmarks.map(\.count)
        )
      }
      #expect(counts[0] == counts[1])
      #expect(counts[0].reduce(0, +) == 180)
    }

    @Test func `stages and ramps send what their integral says`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario(
        model: .open,
        stages: [(0, 400, 200), (400, 400, 100), (100, 100, 100)]
      )
      scenario.warmupMilliseconds = 100
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      // 40 of the warm-up, 40 of the ramp, 40 of the second stage, 10 of the third.
      #expect(server.finalLog().requests.count == 130)
      #expect(benchmark.warmup + benchmark.count == 130)
      #expect(run.summary.measuredNanoseconds == 400_000_000)
      #expect(run.summary.steps.map(\.to) == [400, 400, 100])
    }

    @Test func `what waits for a connection for as long as its timeout is dropped`() async throws {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 200, milliseconds: 1_000)
      scenario.mostInFlight = 10
      scenario.timeoutMilliseconds = 200
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      // What is sent in the last moments of the load is cut off.
      #expect(benchmark.count + benchmark.cutOff + benchmark.dropped == 200)
      #expect(benchmark.errors == [ErrorCount(kind: .timeout, count: benchmark.count)])
      #expect(benchmark.count >= 10)
      #expect(benchmark.dropped > 0)
      #expect(server.finalLog().requests.count == run.accounted)
      #expect(run.records.allSatisfy { $0.load.inFlight <= 10 })
    }

    @Test func `what waits for a connection when a signal ends the run counts for nothing`()
      async throws
    {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 200, milliseconds: 60_000)
      scenario.mostInFlight = 10
      scenario.timeoutMilliseconds = 60_000
      let once = Once()
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 200_000_000) {
          engine.apply(.stop(.signal(15), drain: false))
        }
      }
      let benchmark = try run.benchmark()
      #expect(benchmark.cutOff == 10)
      #expect(benchmark.count == 0)
      #expect(benchmark.dropped == 0)
      #expect(run.total("b0", \.droppedPaused) >= 20)
      #expect(server.finalLog().requests.count == 10)
      #expect(run.records.allSatisfy { $0.load.inFlight <= 10 })
    }

    @Test func `a connection that becomes free takes the arrival that has waited longest`()
      async throws
    {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 20) }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 200, milliseconds: 400)
      scenario.mostInFlight = 1
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      let log = server.finalLog()
      #expect(log.connections == 1)
      #expect(benchmark.failed == 0)
      #expect(Int(benchmark.count) == log.requests.count)
      // It answers 50 of 200 a second; those that wait are sent for 100 ms after the end of the load.
      #expect(benchmark.count + benchmark.dropped == 80)
      #expect(benchmark.count <= 27)
      #expect(benchmark.dropped >= 53)
      // The n-th is due after 5 n ms and answered after 20 n ms or later: the wait is in its latency.
      let latency = try #require(benchmark.latency)
      #expect(latency.maximum >= 15_000_000 * Int64(benchmark.count))
    }

    @Test func `a few that wait at the end of the load are sent`() async throws {
      // A stall from 0.9 s on lasts longer than the load, by more than all others may wait.
      let server = try ScriptedServer(stall: (request: 900, nanoseconds: 350_000_000))
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 1_000, milliseconds: 1_000)
      scenario.mostInFlight = 4
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 1_000)
      #expect(benchmark.dropped == 0)
    }

    @Test func `a server that accepts nothing is not flooded with connections`() async throws {
      let listener = try SilentListener(backlog: 1)
      var scenario = EngineScenario.open(rate: 2_000, milliseconds: 500)
      scenario.timeoutMilliseconds = 200
      let run = try await scenario.run(against: listener.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count + benchmark.dropped == 1_000)
      #expect(benchmark.dropped > 0)
      #expect(Set(benchmark.errors.map(\.kind)) == [.timeout])
      #expect(run.records.allSatisfy { $0.load.connections <= 32 })
    }

    @Test func `arrivals fail as the connections do that are made for them`() async throws {
      let listener = try SilentListener(backlog: 1)
      let url = listener.url
      listener.close()
      let run = try await EngineScenario.open(rate: 500, milliseconds: 200).run(against: url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 100)
      #expect(benchmark.errors == [ErrorCount(kind: .refused, count: 100)])
      #expect(benchmark.dropped == 0)
    }

    @Test func `a benchmark whose server stands still does not keep those of another waiting`()
      async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      let silent = try SilentListener(backlog: 64)
      var scenario = EngineScenario.open(rate: 400, milliseconds: 500)
      scenario.requests = [
        HTTPRequest(method: "GET", url: "/"), HTTPRequest(method: "GET", url: silent.url + "/"),
      ]
      scenario.mostInFlight = 40
      scenario.timeoutMilliseconds = 10_000
      let run = try await scenario.run(against: server.url)
      let good = try run.benchmark("b0")
      #expect(good.failed == 0)
      #expect(good.count > 50)
      #expect(try run.benchmark("b1").latency == nil)
    }

    @Test(arguments: [1, 2])
    func `a lane goes to those who have none`(most: Int) async throws {
      let servers = try (0..<3).map { _ in try ScriptedServer() }
      defer { for server in servers { server.stop() } }
      var scenario = EngineScenario.open(rate: 300, milliseconds: 0)
      scenario.iterations = 150
      scenario.requests = servers.map { HTTPRequest(method: "GET", url: $0.url + "/") }
      scenario.mostInFlight = most
      let run = try await scenario.run(against: servers[0].url)
      for (index, server) in servers.enumerated() {
        let benchmark = try run.benchmark("b\(index)")
        #expect(benchmark.dropped == 0)
        #expect(benchmark.failed == 0)
        #expect(benchmark.count == server.finalLog().requests.count)
        #expect(benchmark.count > 20)
      }
    }

    @Test func `a connection that is never made fails the request that waited for it`() async throws
    {
      let listener = try SilentListener(backlog: 0)
      // The queue of the listener is full: what comes is dropped.
      var full: [CInt] = []
      defer { for descriptor in full { close(descriptor) } }
      for _ in 0..<4 { full.append(listener.connectOnce()) }
      var scenario = EngineScenario.open(rate: 10, milliseconds: 500)
      scenario.timeoutMilliseconds = 200
      let run = try await scenario.run(against: listener.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 5)
      #expect(benchmark.errors == [ErrorCount(kind: .timeout, count: 5)])
      #expect(benchmark.dropped == 0)
    }

    @Test func `who thinks in a flow is woken although the load was changed`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var flow = Flow(
        steps: ["a", "b"].map {
          Flow.Step(name: $0, request: HTTPRequest(method: "GET", url: "/\($0)"))
        }
      )
      flow.steps[0].thinkNanoseconds = 100_000_000...100_000_000
      // One arrival a minute: no other one wakes anybody.
      var scenario = EngineScenario.open(rate: 1.0 / 60, milliseconds: 60_000)
      scenario.workloads = [.flow(flow)]
      let (more, over) = (Once(), Once())
      let run = try await scenario.run(against: server.url) { input, engine in
        let seen = server.log.requests.count
        if more.first(seen == 1) { engine.apply(.scale(1.1)) }
        if over.first(seen >= 2) { engine.apply(.stop(.stopped, drain: true)) }
      }
      #expect(run.count("b0") == 1)
      #expect(run.count("b0/b") == 1)
    }

    @Test func `the limit is shared by the threads`() async throws {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 300, milliseconds: 200)
      scenario.mostInFlight = 7
      scenario.timeoutMilliseconds = 400
      scenario.threads = 3
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 7)
      #expect(benchmark.errors == [ErrorCount(kind: .timeout, count: 7)])
      #expect(benchmark.dropped == 53)
    }

    @Test func `iterations end an open run`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 400, milliseconds: 0)
      scenario.iterations = 40
      scenario.threads = 2
      let run = try await scenario.run(against: server.url)
      #expect(run.end == .completed)
      #expect(try run.benchmark().count == 40)
      #expect(server.finalLog().requests.count == 40)
    }

    @Test func `Poisson arrivals follow from the seed`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var counts: [Int] = []
      for threads in [1, 2] {
        let before = server.count
        var scenario = EngineScenario.open(rate: 500, milliseconds: 200)
        scenario.threads = threads
        var suite = scenario.suite
        suite.profile.arrivals = .poisson
        let engine = try HTTPEngine(suite: suite, options: Self.options(server, threads))
        let ended = await drain(engine)
        #expect(ended)
        counts.append(server.finalLog().requests.count - before)
      }
      #expect(counts[0] == counts[1])
    }

    private static func options(_ server: ScriptedServer, _ threads: Int) -> HTTPEngine.Options {
      var options = HTTPEngine.Options()
      options.base = server.url
      options.threads = threads
      return options
    }

    /// Runs an engine to its end; false if that takes too long.
    private func drain(_ engine: HTTPEngine) async -> Bool {
      let inbox = Inbox()
      guard (try? engine.start(into: inbox)) != nil else { return false }
      return await withCheckedContinuation { continuation in
        startThread {
          let watchdog = Watchdog { inbox.put(.end(.torn)) }
          while true {
            for case .end(let end) in inbox.takeAll() {
              watchdog.cancel()
              return continuation.resume(returning: end != .torn)
            }
          }
        }
      }
    }

    // What is expected follows from the schedule and the server's log, without a look at the recording.
    @Test func `a server that stalls for a second shows up in every percentile`() async throws {
      let server = try ScriptedServer(stall: (request: 500, nanoseconds: 1_000_000_000))
      defer { server.stop() }
      // However busy this machine is, all are sent.
      var scenario = EngineScenario.open(rate: 1_000, milliseconds: 0)
      scenario.iterations = 2_000
      scenario.timeoutMilliseconds = 60_000
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(log.requests.count == 2_000)
      let stall = try #require(log.stall)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 2_000)
      #expect(benchmark.failed == 0)
      let latency = try #require(benchmark.latency)

      // Request n is due n ms after the start, which the request that came with the least delay tells.
      let start = log.requests[..<500].enumerated().map { $1 - Int64($0) * 1_000_000 }.min() ?? 0
      var expected = Histogram()
      for number in 0..<Int64(2_000) {
        expected.record(number < 500 ? 1 : max(1, stall.end - start - number * 1_000_000))
      }
      // Nobody is faster than the schedule says. Slower are those who come late themselves: the timers
      // of the generator, and the server while it answers what has piled up. If that is more than 1 %
      // of the stall, this machine is too busy to tell.
      let piledUp = zip(log.requests, log.answers).filter { $0.0 < stall.end }.compactMap(\.1)
      let flush = (piledUp.max() ?? stall.end) - stall.end
      let lag = run.records.map(\.generator.lagNanoseconds).max() ?? 0
      let isTooBusy = flush + lag > 10_000_000
      for (quantile, value) in zip(Quantile.reported, latency.values).dropFirst() {
        let wanted = Double(try #require(expected.value(at: quantile)))
        #expect(Double(value) >= wanted * 0.99)
        #expect(isTooBusy || Double(value) <= wanted * 1.01 + Double(flush + lag))
      }
      #expect(latency.maximum >= 990_000_000)
    }

    @Test func `rate times seconds are sent although the load was paused`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let resume = Once()
      var scenario = EngineScenario.open(rate: 400, milliseconds: 300)
      scenario.threads = 2
      let run = try await scenario.run(against: server.url, first: [.pause]) { input, engine in
        if resume.first(input.reached >= 300_000_000) { engine.apply(.resume) }
      }
      let log = server.finalLog()
      #expect(log.requests.count == 120)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 120)
      #expect(benchmark.rate == 400)
      #expect(benchmark.clamped == 0)
      #expect(run.summary.steered)
    }
  }
}
