import Budgets
import Measurements
import Sessions
import Testing

@Suite("How sure the verdicts of a session are") struct SessionCertaintyTests {
  private func objective(_ metric: Metric, _ budget: Double) -> Objective {
    Objective(subject: .benchmark("list"), metric: metric, budget: budget)
  }

  private func summary(
    _ objectives: [Objective],
    seconds: Int,
    _ load: Script.Load,
    end: SessionEnd? = .completed
  ) throws -> [Judgement] {
    var script = Script()
    script.seconds(seconds, load)
    if let end { script.end(end) }
    let head = SessionHead(suite: "notes", profile: "stress", startedNanoseconds: 1)
    var state = SessionState(head: head, suite: suite(objectives, benchmarks: ["list"]))
    for input in script.inputs { _ = state.apply(input) }
    return state.summary().benchmarks.flatMap { $0.objectives.map(\.judgement) }
  }

  @Test("are sure where everything failed, on errors and on latency")
  func allFailed() throws {
    let objectives = [objective(.errorRate, 0.01), objective(.quantile(.p95), 2e8)]
    for seconds in [6, 12] {
      var load = Script.Load(good: 0)
      load.failed = 698 / seconds
      let judged = try summary(objectives, seconds: seconds, load)
      #expect(judged.map(\.verdict) == [.violation, .violation])
      #expect(judged.allSatisfy { $0.sure }, "\(seconds)")
      #expect(judged[1].tooFewAnswers)
    }
  }

  @Test("are sure where everything is at a small part of the budget, or far beyond it")
  func far() throws {
    let objectives = [
      objective(.quantile(.p95), 71e6), objective(.quantile(.p99), 1e9),
      objective(.quantile(.p50), 391_000), objective(.errorRate, 0.01),
      objective(.availability, 0.99), objective(.mean, 20e6),
    ]
    let judged = try summary(objectives, seconds: 12, Script.Load(good: 500))
    #expect(judged.map(\.verdict) == [.pass, .pass, .violation, .pass, .pass, .pass])
    #expect(judged.allSatisfy { $0.sure && $0.uncertainty == nil })
  }

  @Test("say why they are not, and what would help")
  func reasons() throws {
    let objectives = [objective(.quantile(.p95), 71e6), objective(.errorRate, 0.01)]
    let early = try summary(objectives, seconds: 7, Script.Load(good: 500))
    #expect(
      early.map(\.uncertainty) == [
        .intervals(needed: 10, soFar: 7), .intervals(needed: 10, soFar: 7),
      ]
    )
    #expect(early[0].uncertainty?.words == "10 intervals needed, 7 so far")
    let near = objective(.quantile(.p95), 10.05e6)
    let sparse = try summary([near], seconds: 20, Script.Load(good: 2))
    #expect(sparse[0].uncertainty == .samples(needed: 72, soFar: 40))
    #expect(sparse[0].uncertainty?.words == "72 samples needed, 40 so far")
    let even = try summary([objective(.quantile(.p50), 9.95e6)], seconds: 30, Script.Load(good: 9))
    #expect(even[0].uncertainty?.words.contains("it may be chance") == true)
  }

  @Test("are sure later while the run goes on than at its end")
  func soFar() throws {
    let objectives = [objective(.quantile(.p95), 10.05e6)]
    let load = Script.Load(good: 8)
    let running = try summary(objectives, seconds: 12, load, end: nil)
    #expect(!running[0].sure)
    #expect(try summary(objectives, seconds: 12, load)[0].sure)
    #expect(try summary(objectives, seconds: 40, load, end: nil)[0].sure)
  }

  @Test("are those of values, never unsure, for what is a maximum of the run")
  func values() throws {
    let objectives = [objective(.maximum, 20e6), objective(.minimum, 1e6)]
    let judged = try summary(objectives, seconds: 2, Script.Load(good: 3))
    #expect(judged.allSatisfy { $0.sure && $0.uncertainty == nil })
    // No number of requests shows that none will fail: a budget of 0 is held against what happened.
    let none = try summary([objective(.errorRate, 0)], seconds: 2, Script.Load(good: 3))
    #expect(none[0].sure)
  }
}
