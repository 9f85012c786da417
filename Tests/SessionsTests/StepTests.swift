import Budgets
import Measurements
import Sessions
import Testing

@Suite("Steps of the load")
struct StepTests {
  private let objectives = [objective(.quantile(.p95), 200), objective(.errorRate, 0.01)]

  @Test("have figures and verdicts of their own")
  func figures() throws {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(60, .init(good: 100, milliseconds: 10))
    script.load(10, 50, stage: 1)
    script.seconds(2, .init(good: 95, milliseconds: 900, failed: 5))
    script.load(50, 5, stage: 2)
    script.seconds(10, .init(good: 50, milliseconds: 10))
    script.end()
    let summary = run(script, suite(objectives)).state.summary()
    #expect(summary.steps.map(\.from) == [0, 10, 50])
    #expect(summary.steps.map(\.to) == [10, 50, 5])
    #expect(summary.steps.map { $0.startNanoseconds / 1_000_000_000 } == [0, 60, 62])
    #expect(summary.steps.map { $0.endNanoseconds / 1_000_000_000 } == [60, 62, 72])
    #expect(summary.steps.map(\.rate) == [100, 100, 50])
    #expect(summary.steps.map(\.errorRate) == [0, 0.05, 0])
    #expect(summary.steps.map(\.verdict) == [.pass, .violation, .pass])
    #expect(summary.steps[1].judgements.map(\.verdict) == [.violation, .violation])
    // The whole run hides it.
    #expect(summary.verdict == .pass)
    #expect(!summary.steered)
  }

  @Test("begin with the first interval that began under their load")
  func beginning() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(3, .init(good: 10))
    script.load(10, 20, stage: 1, afterNanoseconds: 400_000_000)
    script.seconds(3, .init(good: 10))
    // Told a little late by another thread, but this is the same boundary.
    script.load(20, 30, stage: 2, afterNanoseconds: 2_000_000)
    script.seconds(3, .init(good: 10))
    let steps = run(script, suite(objectives)).state.summary().steps
    #expect(steps.map { $0.startNanoseconds / 1_000_000_000 } == [0, 4, 6])
    // The interval in which the load changed is of neither.
    #expect(steps.map { $0.endNanoseconds / 1_000_000_000 } == [3, 6, 9])
  }

  @Test("are not mixed with the interval in which the next load came")
  func mixed() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(3, .init(good: 100, milliseconds: 10))
    script.load(10, 50, stage: nil, afterNanoseconds: 500_000_000)
    script.seconds(1, .init(good: 250, milliseconds: 900, failed: 50))
    script.seconds(3, .init(good: 500, milliseconds: 10))
    let steps = run(script, suite(objectives)).state.summary().steps
    #expect(steps.map(\.rate) == [100, 500])
    #expect(steps.map(\.errorRate) == [0, 0])
    #expect(steps.map(\.verdict) == [.pass, .pass])
  }

  @Test("say what each benchmark did")
  func benchmarks() throws {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(10, .init(good: 95, milliseconds: 10, failed: 5))
    let step = try #require(run(script, suite(objectives)).state.summary().steps.first)
    let list = StepSummary.Traffic(name: "list", rate: 100, errorRate: 0.05)
    #expect(step.benchmarks == [list])
  }

  @Test("without an interval of their own are left out")
  func short() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(3, .init(good: 10))
    script.load(10, 20, stage: 1, afterNanoseconds: 300_000_000)
    script.load(20, 30, stage: 2, afterNanoseconds: 600_000_000)
    script.seconds(3, .init(good: 10))
    let steps = run(script, suite(objectives)).state.summary().steps
    #expect(steps.map(\.to) == [10, 30])
    #expect(steps.map { $0.startNanoseconds / 1_000_000_000 } == [0, 4])
  }

  @Test("begin after the warm-up")
  func warmup() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(5, .init(good: 100, milliseconds: 900), phase: .warmup)
    script.seconds(5, .init(good: 100, milliseconds: 10))
    let steps = run(script, suite(objectives)).state.summary().steps
    #expect(steps.count == 1)
    #expect(steps.first?.startNanoseconds == 5_000_000_000)
    #expect(steps.first?.verdict == .pass)
  }

  @Test("that a hand made are steps too, and make the run a steered one")
  func steered() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(5, .init(good: 100))
    script.load(10, 11, stage: nil)
    script.seconds(5, .init(good: 110))
    let state = run(script, suite(objectives)).state
    #expect(state.summary().steps.map(\.to) == [10, 11])
    #expect(state.summary().steered)
    #expect(state.snapshot(recording: .off).steered)
  }

  @Test("divide by the time without pauses")
  func pauses() {
    var script = Script()
    script.load(0, 10, stage: 0)
    script.seconds(5, .init(good: 100))
    script.seconds(5, pausedNanoseconds: 1_000_000_000)
    #expect(run(script, suite(objectives)).state.summary().steps.first?.rate == 100)
  }
}

@Suite("An objective that is judged in every window")
struct EveryWindowTests {
  private func every(_ seconds: Double) -> Objective {
    var every = objective(.quantile(.p95), 200)
    every.inEverySeconds = seconds
    return every
  }

  @Test("is violated by one window that the whole run would hide")
  func hidden() throws {
    var script = Script()
    script.seconds(300, .init(good: 100, milliseconds: 50))
    script.seconds(10, .init(good: 100, milliseconds: 500))
    script.seconds(40, .init(good: 100, milliseconds: 50))
    let whole = run(script, suite([objective(.quantile(.p95), 200)])).state.summary()
    #expect(whole.verdict == .pass)
    let (state, derived) = run(script, suite([every(10)]))
    #expect(state.summary().verdict == .violation)
    let judgement = try #require(state.summary().benchmarks.first?.objectives.first?.judgement)
    // What is shown is the worst window.
    #expect(try #require(judgement.observed) > 490e6)
    // It is a value of the run, like a maximum.
    #expect(judgement.sure)
    #expect(derived.verdicts == ["312 list p95 pass -> violation"])
  }

  @Test("is pending until a window is complete, and leaves out the one that is not")
  func incomplete() {
    var script = Script()
    script.seconds(9, .init(good: 100, milliseconds: 50))
    #expect(run(script, suite([every(10)])).state.summary().verdict == .pending)
    script.seconds(1, .init(good: 100, milliseconds: 50))
    #expect(run(script, suite([every(10)])).state.summary().verdict == .pass)
    script.seconds(9, .init(good: 100, milliseconds: 900))
    #expect(run(script, suite([every(10)])).state.summary().verdict == .pass)
    script.seconds(1, .init(good: 100, milliseconds: 900))
    #expect(run(script, suite([every(10)])).state.summary().verdict == .violation)
  }

  @Test("does not judge a window with too few samples, but one with nothing but failures")
  func samples() {
    var script = Script()
    script.seconds(10, .init(good: 100, milliseconds: 50))
    script.seconds(10, .init(good: 1, milliseconds: 900))
    #expect(run(script, suite([every(10)])).state.summary().verdict == .pass)
    script.seconds(10, .init(failed: 1))
    let summary = run(script, suite([every(10)])).state.summary()
    #expect(summary.verdict == .violation)
    #expect(summary.benchmarks.first?.objectives.first?.judgement.tooFewAnswers == true)
  }
}
