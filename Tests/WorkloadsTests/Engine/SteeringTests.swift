import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct SteeringTests {
    private static func server() throws -> ScriptedServer {
      try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
    }

    /// Ends a run that has no end of its own as soon as an interval is as it should be.
    private static func end(
      when isReached: @escaping @Sendable (IntervalRecord) -> Bool
    ) -> @Sendable (SessionInput, HTTPEngine) -> Void {
      let once = Once()
      return { input, engine in
        guard case .interval(let record) = input else { return }
        if once.first(isReached(record)) { engine.apply(.stop(.stopped, drain: true)) }
      }
    }

    @Test func `nothing is sent in a pause, and the planned clock stands still`() async throws {
      let server = try Self.server()
      defer { server.stop() }
      let resume = Once()
      let run = try await EngineScenario.closed(users: 4, milliseconds: 300).run(
        against: server.url,
        first: [.pause]
      ) { input, engine in
        if resume.first(input.reached >= 400_000_000) { engine.apply(.resume) }
      }
      let from = try #require(run.time(of: .paused))
      let to = try #require(run.time(of: .resumed))
      #expect(to >= 400_000_000)
      #expect(run.summary.measuredNanoseconds == 300_000_000)
      #expect(run.records.last?.endNanoseconds == 300_000_000 + to - from)
      #expect(run.records.reduce(0) { $0 + $1.pausedNanoseconds } == to - from)
      for record in run.records where record.activeNanoseconds == 0 {
        #expect(record.generator.sends == 0)
      }
      #expect(run.records.filter { $0.activeNanoseconds == 0 }.count >= 3)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(try run.benchmark().count > 0)
      #expect(try run.benchmark().clamped == 0)
      #expect(run.summary.steered)
    }

    @Test func `a run can be ended while it is paused`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let pause = Once()
      let stop = Once()
      let run = try await EngineScenario.closed(users: 2, milliseconds: 60_000).run(
        against: server.url
      ) { input, engine in
        if pause.first(input.reached >= 100_000_000) { engine.apply(.pause) }
        if stop.first(input.reached >= 400_000_000) { engine.apply(.stop(.stopped, drain: true)) }
      }
      let from = try #require(run.time(of: .paused))
      #expect(from >= 100_000_000)
      #expect(run.end == .stopped)
      #expect(run.summary.measuredNanoseconds == from)
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test(arguments: [LoadProfile.LoadModel.closed, .open])
    func `a pause in the warm-up makes it longer, and costs the measured part nothing`(
      model: LoadProfile.LoadModel
    ) async throws {
      let server = try Self.server()
      defer { server.stop() }
      let resume = Once()
      let level = model == .closed ? 4.0 : 100
      var scenario = EngineScenario(model: model, stages: [(level, level, 200)])
      scenario.warmupMilliseconds = 150
      let run = try await scenario.run(against: server.url, first: [.pause]) { input, engine in
        if resume.first(input.reached >= 300_000_000) { engine.apply(.resume) }
      }
      let paused = run.records.reduce(0) { $0 + $1.pausedNanoseconds }
      #expect(paused > 200_000_000)
      #expect(run.summary.measuredNanoseconds == 200_000_000)
      #expect(run.measured.first?.startNanoseconds == 150_000_000 + paused)
      #expect(run.measured.allSatisfy { $0.pausedNanoseconds == 0 })
      let told = run.time(of: .load(LoadChange(from: level, to: level, stage: 0)))
      #expect(told == 150_000_000 + paused)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(try run.benchmark().warmup > 0)
      #expect(model == .closed || run.accounted == 35)
    }

    @Test func `pausing twice is pausing once`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let resume = Once()
      let run = try await EngineScenario.open(rate: 100, milliseconds: 300).run(
        against: server.url,
        first: [.resume, .pause, .pause]
      ) { input, engine in
        if resume.first(input.reached >= 200_000_000) {
          engine.apply(.resume)
          engine.apply(.resume)
        }
      }
      #expect(run.events.filter { $0.kind == .paused }.count == 1)
      #expect(run.events.filter { $0.kind == .resumed }.count == 1)
      #expect(run.accounted == 30)
    }

    @Test(arguments: [2, 9])
    func `users can be set while it runs`(users: Int) async throws {
      let server = try Self.server()
      defer { server.stop() }
      let set = Once()
      var scenario = EngineScenario.closed(users: 5, milliseconds: 60_000)
      scenario.threads = 2
      let end = Self.end { $0.load.level == Double(users) && $0.load.connections == users }
      let run = try await scenario.run(against: server.url) { input, engine in
        if set.first(input.reached >= 100_000_000) { engine.apply(.level(Double(users))) }
        end(input, engine)
      }
      let log = server.finalLog()
      #expect(run.records.first?.load.level == 5)
      #expect(log.connections == max(5, users))
      #expect(run.accounted == log.requests.count)
      #expect(run.summary.steered)
      let change = LoadChange(from: Double(users), to: Double(users), stage: nil)
      #expect(run.time(of: .load(change)) != nil)
    }

    @Test(arguments: [1, 2])
    func `a rate that is set holds from then on, and what was due before was sent`(
      threads: Int
    )
      async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = EngineScenario.open(rate: 100, milliseconds: 500)
      scenario.threads = threads
      let run = try await scenario.run(against: server.url, first: [.level(1_000)])
      let change = LoadChange(from: 1_000, to: 1_000, stage: nil)
      let told = try #require(run.time(of: .load(change)))
      // It holds from 20 ms after the whole millisecond in which it was asked for.
      let expected = { (from: Int64) in Double(from) / 1e7 + Double(500_000_000 - from) / 1e6 }
      #expect(Double(run.accounted) >= expected(told + 21_000_000) - 1)
      #expect(Double(run.accounted) <= expected(20_000_000) + 1)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(try run.benchmark().dropped == 0)
    }

    @Test func `more and less of the load`() async throws {
      let server = try Self.server()
      defer { server.stop() }
      let less = Once()
      let end = Self.end { $0.load.level == 3 }
      let run = try await EngineScenario.closed(users: 4, milliseconds: 60_000).run(
        against: server.url,
        first: [.scale(1.1)]
      ) { input, engine in
        if case .interval(let record) = input, less.first(record.load.level == 5) {
          engine.apply(.scale(0.5))
        }
        end(input, engine)
      }
      let levels = run.records.map(\.load.level)
      #expect(Set(levels) == [5, 3])
      #expect(levels == levels.sorted(by: >))
    }

    @Test func `a spike doubles the load, and the profile's next stage has to wait`() async throws {
      let server = try Self.server()
      defer { server.stop() }
      let scenario = EngineScenario(stages: [(3, 3, 200), (2, 2, 60_000)])
      let run = try await scenario.run(
        against: server.url,
        first: [.spike],
        watch: Self.end { $0.endNanoseconds >= 400_000_000 }
      )
      #expect(run.records.allSatisfy { $0.load.level == 6 })
      #expect(run.time(of: .load(LoadChange(from: 2, to: 2, stage: 1))) == nil)
      #expect(run.summary.steered)
    }

    @Test func `a run ends after the stage that runs`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let scenario = EngineScenario(model: .open, stages: [(200, 200, 300), (900, 900, 60_000)])
      let run = try await scenario.run(against: server.url, first: [.stopAfterStage])
      #expect(run.end == .completed)
      #expect(run.summary.measuredNanoseconds == 300_000_000)
      #expect(run.accounted == 60)
      #expect(server.finalLog().requests.count == 60)
    }

    @Test(arguments: [LoadProfile.LoadModel.closed, .open])
    func `one benchmark only, and all of them again`(model: LoadProfile.LoadModel) async throws {
      let server = try Self.server()
      defer { server.stop() }
      let one = Once()
      let all = Once()
      let level = model == .open ? 400.0 : 4
      var scenario = EngineScenario(model: model, stages: [(level, level, 60_000)])
      scenario.requests = ["/a", "/b"].map { HTTPRequest(method: "GET", url: $0) }
      @Sendable func names(_ record: IntervalRecord) -> Set<String> {
        Set(record.series.map(\.id.benchmark))
      }
      let run = try await scenario.run(
        against: server.url,
        first: [.only("unknown"), .only("b1")]
      ) { input, engine in
        guard case .interval(let record) = input else { return }
        if one.first(names(record) == ["b1"]) { engine.apply(.only(nil)) }
        if one.isOver, all.first(names(record) == ["b0", "b1"]) {
          engine.apply(.stop(.stopped, drain: true))
        }
      }
      #expect(run.accounted == server.finalLog().requests.count)
      let steered = run.events.compactMap { event in
        if case .steered(let text) = event.kind { text } else { nil as String? }
      }
      #expect(steered == ["only b1", "all benchmarks again"])
    }

    @Test func `a mark is told with its time, and steers nothing`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let once = Once()
      let run = try await EngineScenario.closed(users: 1, milliseconds: 60_000).run(
        against: server.url
      ) { input, engine in
        if once.first(input.reached >= 100_000_000) {
          engine.apply(.mark("deploy"))
          engine.apply(.stop(.stopped, drain: true))
        }
      }
      let time = try #require(run.time(of: .mark("deploy")))
      #expect(time >= 100_000_000)
      #expect(!run.summary.steered)
    }

    @Test func `levels that make no sense change nothing`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let run = try await EngineScenario.open(rate: 100, milliseconds: 300).run(
        against: server.url,
        first: [.level(-1), .level(.nan)]
      )
      #expect(run.accounted == 30)
      #expect(!run.summary.steered)
    }
  }
}
