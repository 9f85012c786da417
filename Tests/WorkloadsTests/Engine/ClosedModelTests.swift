import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct ClosedModelTests {
    @Test func `every request that the server saw is accounted for, once`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let run = try await EngineScenario.closed(users: 8, milliseconds: 400).run(
        against: server.url
      )
      let log = server.finalLog()
      #expect(run.end == .completed)
      #expect(run.accounted == log.requests.count)
      let benchmark = try run.benchmark()
      #expect(benchmark.count >= 8)
      #expect(benchmark.failed == 0)
      #expect(benchmark.cutOff == 0)
      #expect(benchmark.clamped == 0)
      #expect(log.connections == 8)
      #expect(run.summary.measuredNanoseconds == 400_000_000)
      #expect(run.records.count == 4)
      #expect(run.records.reduce(0) { $0 + $1.generator.sends } == UInt64(log.requests.count))
      #expect(run.records.allSatisfy { $0.load.level == 8 })
      #expect(run.time(of: .load(LoadChange(from: 8, to: 8, stage: 0))) == 0)
    }

    @Test func `a run that a signal ends cuts off what is in flight, and says how much`()
      async throws
    {
      let server = try ScriptedServer {
        .late(ScriptedServer.ok, milliseconds: $0.number % 7 == 0 ? 80 : 1)
      }
      defer { server.stop() }
      let once = Once()
      let run = try await EngineScenario.closed(users: 10, milliseconds: 60_000).run(
        against: server.url
      ) { input, engine in
        if once.first(input.reached >= 300_000_000) {
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(run.end == .signal(2))
      #expect(try run.benchmark().cutOff > 0)
      #expect(run.records.allSatisfy { $0.counters.allSatisfy { $0.cutOff == 0 } })
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(run.summary.measuredNanoseconds >= 300_000_000)
      #expect(run.summary.measuredNanoseconds < 60_000_000_000)
    }

    @Test func `what a signal ends in the warm-up is accounted for too`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 30) }
      defer { server.stop() }
      let once = Once()
      var scenario = EngineScenario.closed(users: 10, milliseconds: 60_000)
      scenario.warmupMilliseconds = 60_000
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 200_000_000) {
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(try run.benchmark().warmup > 0)
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test func `a stop that drains waits for the answers`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 60) }
      defer { server.stop() }
      let once = Once()
      let run = try await EngineScenario.closed(users: 5, milliseconds: 60_000).run(
        against: server.url
      ) { input, engine in
        if once.first(input.reached >= 200_000_000) {
          engine.apply(.stop(.stopped, drain: true))
        }
      }
      #expect(run.end == .stopped)
      #expect(try run.benchmark().cutOff == 0)
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test func `a second stop does not wait any longer`() async throws {
      let server = try ScriptedServer { _ in .never }
      defer { server.stop() }
      let first = Once()
      let run = try await EngineScenario.closed(users: 3, milliseconds: 60_000).run(
        against: server.url
      ) { input, engine in
        if first.first(input.reached >= 100_000_000) {
          engine.apply(.stop(.stopped, drain: true))
          engine.apply(.stop(.signal(2), drain: false))
        }
      }
      #expect(run.end == .signal(2))
      #expect(try run.benchmark().cutOff == 3)
      #expect(try run.benchmark().count == 0)
    }

    @Test func `answers after the planned end belong to the last interval`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 130) }
      defer { server.stop() }
      let run = try await EngineScenario.closed(users: 4, milliseconds: 200).run(
        against: server.url
      )
      let benchmark = try run.benchmark()
      #expect(benchmark.cutOff == 0)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(run.summary.measuredNanoseconds == 200_000_000)
      #expect(benchmark.rate == Double(benchmark.count) / 0.2)
      #expect(run.records.count == 2)
    }

    @Test(arguments: [1, 2, 3])
    func `iterations are done exactly, whatever the number of threads`(threads: Int) async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 5, milliseconds: 0)
      scenario.iterations = 57
      scenario.threads = threads
      let run = try await scenario.run(against: server.url)
      #expect(run.end == .completed)
      #expect(try run.benchmark().count == 57)
      #expect(server.finalLog().requests.count == 57)
    }

    @Test func `iterations end although a thread has no user at all`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 1, milliseconds: 0)
      scenario.iterations = 10
      scenario.threads = 3
      let run = try await scenario.run(against: server.url)
      #expect(run.end == .completed)
      #expect(try run.benchmark().count == 10)
    }

    @Test func `the last iterations are waited for and measured, however slow`() async throws {
      let server = try ScriptedServer {
        .late(ScriptedServer.ok, milliseconds: $0.number == 5 ? 350 : 1)
      }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 0)
      scenario.iterations = 12
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.count == 12)
      #expect(benchmark.cutOff == 0)
      #expect(run.summary.measuredNanoseconds >= 350_000_000)
    }

    @Test func `iterations count from the end of the warm-up`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 5) }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 0)
      scenario.iterations = 20
      scenario.warmupMilliseconds = 150
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.warmup > 0)
      // A request that began in the warm-up may have ended after it.
      #expect((20...22).contains(benchmark.count))
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test func `iterations with a duration end with whichever comes first`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 20) }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 1, milliseconds: 200)
      scenario.iterations = 100_000
      let timed = try await scenario.run(against: server.url)
      #expect(timed.summary.measuredNanoseconds == 200_000_000)
      scenario.iterations = 2
      let counted = try await scenario.run(against: server.url)
      #expect(try counted.benchmark().count == 2)
    }

    @Test func `the warm-up is kept out of every figure and accounted for`() async throws {
      let server = try ScriptedServer {
        .late(
          $0.number < 5 ? "HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n" : ScriptedServer.ok,
          milliseconds: 2
        )
      }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 200)
      scenario.warmupMilliseconds = 150
      let run = try await scenario.run(against: server.url)
      let benchmark = try run.benchmark()
      #expect(benchmark.warmup > 5)
      #expect(benchmark.failed == 0)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(run.summary.measuredNanoseconds == 200_000_000)
      #expect(run.records.map(\.phase) == [.warmup, .warmup, .measured, .measured])
      #expect(run.time(of: .load(LoadChange(from: 3, to: 3, stage: 0))) == 150_000_000)
    }

    @Test func `users come and go along a ramp`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      var scenario = EngineScenario(stages: [(0, 12, 300), (12, 0, 300)])
      scenario.intervalMilliseconds = 50
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.accounted == log.requests.count)
      #expect(run.records.allSatisfy { $0.load.inFlight <= 12 && $0.load.connections <= 12 })
      let connections = run.records.map(\.load.connections)
      #expect(try #require(connections.max()) > (try #require(connections.last)))
      #expect(run.events.filter { if case .load = $0.kind { true } else { false } }.count == 2)
    }

    @Test func `users are spread over threads, and each has a connection of its own`() async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 7, milliseconds: 200)
      scenario.threads = 3
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(log.connections == 7)
      #expect(run.accounted == log.requests.count)
      #expect(run.records.allSatisfy { $0.load.connections == 7 })
    }

    @Test func `a user thinks between two requests`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 1, milliseconds: 400)
      scenario.thinkMilliseconds = 50...50
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect((1...8).contains(log.requests.count))
      for (one, next) in zip(log.requests, log.requests.dropFirst()) {
        #expect(next - one >= 50_000_000)
      }
      #expect(run.accounted == log.requests.count)
    }

    @Test func `each user takes its choices from the seed, whatever the number of threads`()
      async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 1, milliseconds: 0)
      scenario.requests = (0..<3).map { HTTPRequest(method: "GET", url: "/\($0)") }
      scenario.weights = [5, 3, 2]
      scenario.iterations = 60
      var counts: [[UInt64]] = []
      for threads in [1, 2] {
        scenario.threads = threads
        let run = try await scenario.run(against: server.url)
        counts.append(run.summary.benchmarks.map(\.count))
      }
      #expect(counts[0] == counts[1])
      #expect(counts[0].allSatisfy { $0 > 0 })
    }

    @Test func `users keep a connection to each server that they talk to`() async throws {
      let one = try ScriptedServer()
      let other = try ScriptedServer()
      defer {
        one.stop()
        other.stop()
      }
      var scenario = EngineScenario.closed(users: 3, milliseconds: 200)
      scenario.requests = [
        HTTPRequest(method: "GET", url: "/here"),
        HTTPRequest(method: "GET", url: other.url + "/there"),
      ]
      let run = try await scenario.run(against: one.url)
      #expect(Int(try run.benchmark("b0").count) == one.finalLog().requests.count)
      #expect(Int(try run.benchmark("b1").count) == other.finalLog().requests.count)
      #expect(one.log.paths.keys.sorted() == ["/here"])
      #expect(other.log.paths.keys.sorted() == ["/there"])
      #expect(one.log.connections == 3)
      #expect(other.log.connections == 3)
    }
  }
}
