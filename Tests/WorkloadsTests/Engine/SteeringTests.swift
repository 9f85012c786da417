import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct SteeringTests {
    @Test func `nothing is sent in a pause, and the planned clock stands still`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let pause = Once()
      let resume = Once()
      let run = try await EngineScenario.closed(users: 4, milliseconds: 300).run(
        against: server.url
      ) { input, engine in
        if pause.first(input.reached >= 100_000_000) { engine.apply(.pause) }
        if resume.first(input.reached >= 500_000_000) { engine.apply(.resume) }
      }
      let from = try #require(run.time(of: .paused))
      let to = try #require(run.time(of: .resumed))
      #expect(from >= 100_000_000)
      #expect(to >= 500_000_000)
      #expect(run.summary.measuredNanoseconds == 300_000_000)
      #expect(run.records.last?.endNanoseconds == 300_000_000 + to - from)
      #expect(run.records.reduce(0) { $0 + $1.pausedNanoseconds } == to - from)
      for record in run.records {
        let isInside = record.startNanoseconds >= from + 100_000_000 && record.endNanoseconds <= to
        #expect(!isInside || record.generator.sends == 0)
        #expect(!isInside || record.activeNanoseconds == 0)
      }
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(try run.benchmark().clamped == 0)
      #expect(run.summary.steered)
    }

    @Test func `a run can be ended while it is paused`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let pause = Once()
      let stop = Once()
      let run = try await EngineScenario.closed(users: 2, milliseconds: 10_000).run(
        against: server.url
      ) { input, engine in
        if pause.first(input.reached >= 100_000_000) { engine.apply(.pause) }
        if stop.first(input.reached >= 400_000_000) { engine.apply(.stop(.stopped, drain: true)) }
      }
      let from = try #require(run.time(of: .paused))
      #expect(run.end == .stopped)
      #expect(run.summary.measuredNanoseconds == from)
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test(arguments: [LoadProfile.LoadModel.closed, .open])
    func `a pause in the warm-up makes it longer, and costs the measured part nothing`(
      model: LoadProfile.LoadModel
    ) async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let pause = Once()
      let resume = Once()
      var scenario = EngineScenario(model: model, stages: [(100, 100, 200)])
      if model == .closed { scenario.stages = [(4, 4, 200)] }
      scenario.warmupMilliseconds = 150
      let run = try await scenario.run(against: server.url) { input, engine in
        if pause.first(input.reached >= 50_000_000) { engine.apply(.pause) }
        if resume.first(input.reached >= 300_000_000) { engine.apply(.resume) }
      }
      let paused = run.records.reduce(0) { $0 + $1.pausedNanoseconds }
      #expect(paused >= 150_000_000)
      #expect(run.summary.measuredNanoseconds == 200_000_000)
      #expect(run.measured.first?.startNanoseconds == 150_000_000 + paused)
      #expect(run.measured.allSatisfy { $0.pausedNanoseconds == 0 })
      #expect(
        run.time(of: .load(LoadChange(from: 4, to: 4, stage: 0)))
          == (model == .closed ? 150_000_000 + paused : nil)
      )
      #expect(run.accounted == server.finalLog().requests.count)
      if model == .open { #expect(run.accounted == 35) }
    }

    @Test func `pausing twice is pausing once`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let pause = Once()
      let resume = Once()
      let run = try await EngineScenario.open(rate: 100, milliseconds: 200).run(
        against: server.url
      ) { input, engine in
        if pause.first(input.reached >= 100_000_000) {
          engine.apply(.resume)
          engine.apply(.pause)
          engine.apply(.pause)
        }
        if resume.first(input.reached >= 200_000_000) {
          engine.apply(.resume)
          engine.apply(.resume)
        }
      }
      #expect(run.events.filter { $0.kind == .paused }.count == 1)
      #expect(run.events.filter { $0.kind == .resumed }.count == 1)
      #expect(run.accounted == 20)
    }

    @Test(arguments: [2.0, 9.0])
    func `users can be set while it runs`(users: Double) async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let once = Once()
      var scenario = EngineScenario.closed(users: 5, milliseconds: 300)
      scenario.threads = 2
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 100_000_000) { engine.apply(.level(users)) }
      }
      let log = server.finalLog()
      #expect(run.records.first?.load.level == 5)
      #expect(run.records.last?.load.level == users)
      #expect(log.connections == max(5, Int(users)))
      #expect(run.records[1].load.connections == Int(users) || users > 5)
      #expect(run.accounted == log.requests.count)
      #expect(run.summary.steered)
      let told = run.events.contains {
        $0.kind == .load(LoadChange(from: users, to: users, stage: nil))
      }
      #expect(told)
    }

    @Test(arguments: [1, 2])
    func `a rate that is set holds from then on, and what was due before was sent`(
      threads: Int
    )
      async throws
    {
      let server = try ScriptedServer()
      defer { server.stop() }
      let once = Once()
      var scenario = EngineScenario.open(rate: 100, milliseconds: 400)
      scenario.threads = threads
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 100_000_000) { engine.apply(.level(1_000)) }
      }
      let change = LoadChange(from: 1_000, to: 1_000, stage: nil)
      let told = try #require(run.time(of: .load(change)))
      // It holds from 20 ms after the whole millisecond in which it was asked for.
      let expected = { (from: Int64) in Double(from) / 1e7 + Double(400_000_000 - from) / 1e6 }
      #expect(Double(run.accounted) <= expected(told + 15_000_000) + 1)
      #expect(Double(run.accounted) >= expected(told + 22_000_000) - 1)
      #expect(run.accounted == server.finalLog().requests.count)
      #expect(try run.benchmark().dropped == 0)
    }

    @Test func `more and less of the load`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let more = Once()
      let less = Once()
      let run = try await EngineScenario.closed(users: 4, milliseconds: 400).run(
        against: server.url
      ) { input, engine in
        if more.first(input.reached >= 100_000_000) { engine.apply(.scale(1.1)) }
        if less.first(input.reached >= 200_000_000) { engine.apply(.scale(0.5)) }
      }
      #expect(run.records.map(\.load.level) == [4, 5, 3, 3])
    }

    @Test func `a spike doubles the load, and the profile's next stage has to wait`() async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let once = Once()
      let scenario = EngineScenario(stages: [(3, 3, 200), (2, 2, 200)])
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 100_000_000) { engine.apply(.spike) }
      }
      #expect(run.records.map(\.load.level) == [3, 6, 6, 6])
      #expect(run.time(of: .load(LoadChange(from: 2, to: 2, stage: 1))) == nil)
      #expect(run.summary.steered)
    }

    @Test func `a run ends after the stage that runs`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let once = Once()
      let scenario = EngineScenario(model: .open, stages: [(200, 200, 200), (900, 900, 5_000)])
      let run = try await scenario.run(against: server.url) { input, engine in
        if once.first(input.reached >= 100_000_000) { engine.apply(.stopAfterStage) }
      }
      #expect(run.end == .completed)
      #expect(run.summary.measuredNanoseconds == 200_000_000)
      #expect(run.accounted == 40)
      #expect(server.finalLog().requests.count == 40)
    }

    @Test(arguments: [LoadProfile.LoadModel.closed, .open])
    func `one benchmark only, and all of them again`(model: LoadProfile.LoadModel) async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      let only = Once()
      let all = Once()
      var scenario = EngineScenario(
        model: model,
        stages: [model == .open ? (400, 400, 600) : (4, 4, 600)]
      )
      scenario.requests = ["/a", "/b"].map { HTTPRequest(method: "GET", url: $0) }
      let run = try await scenario.run(against: server.url) { input, engine in
        if only.first(input.reached >= 100_000_000) { engine.apply(.only("b1")) }
        if all.first(input.reached >= 400_000_000) {
          engine.apply(.only("unknown"))
          engine.apply(.only(nil))
        }
      }
      func names(_ record: IntervalRecord) -> Set<String> {
        Set(record.series.map(\.id.benchmark))
      }
      #expect(names(run.records[0]) == ["b0", "b1"])
      #expect(names(run.records[2]) == ["b1"])
      #expect(names(run.records[5]) == ["b0", "b1"])
      #expect(run.accounted == server.finalLog().requests.count)
    }

    @Test func `a mark is told with its time, and steers nothing`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let once = Once()
      let run = try await EngineScenario.closed(users: 1, milliseconds: 200).run(
        against: server.url
      ) { input, engine in
        if once.first(input.reached >= 100_000_000) { engine.apply(.mark("deploy")) }
      }
      let time = try #require(run.time(of: .mark("deploy")))
      #expect(time >= 100_000_000)
      #expect(!run.summary.steered)
    }

    @Test func `levels that make no sense change nothing or are cut`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      let once = Once()
      let run = try await EngineScenario.open(rate: 100, milliseconds: 200).run(
        against: server.url
      ) { input, engine in
        if once.first(input.reached >= 100_000_000) {
          engine.apply(.level(-1))
          engine.apply(.level(.nan))
          engine.apply(.level(0))
        }
      }
      #expect(run.records.last?.load.level == 0)
      #expect((10...13).contains(run.accounted))
    }
  }
}
