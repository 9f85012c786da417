import Budgets
import Measurements
import Sessions
import Testing

@Suite("The figures of a session")
struct SessionFiguresTests {
  private func list(_ summary: Summary) throws -> BenchmarkSummary {
    try #require(summary.benchmarks.first { $0.name == "list" })
  }

  @Test("keep the warm-up out of everything but its own number")
  func warmup() throws {
    var script = Script()
    script.seconds(5, .init(good: 100, milliseconds: 900, failed: 50), phase: .warmup)
    script.seconds(10, .init(good: 100, milliseconds: 10))
    let (state, derived) = run(
      script,
      suite([objective(.quantile(.p95), 200), objective(.errorRate, 0.01)])
    )
    let summary = state.summary()
    let figures = try list(summary)
    #expect(figures.warmup == 750)
    #expect(figures.count == 1000)
    #expect(figures.failed == 0)
    #expect(figures.errors == [])
    #expect(figures.rate == 100)
    #expect(try #require(figures.latency).maximum < 11_000_000)
    #expect(summary.measuredNanoseconds == 10_000_000_000)
    #expect(summary.verdict == .pass)
    #expect(derived == [])
  }

  @Test("count every request once, and say what became of it")
  func accounting() throws {
    var script = Script()
    script.seconds(
      10,
      .init(good: 90, failed: 10, dropped: 3, droppedPaused: 5, cutOff: 1, clamped: 2)
    )
    let figures = try list(run(script, suite([])).state.summary())
    #expect(figures.count == 1000)
    #expect(figures.failed == 100)
    #expect(figures.dropped == 30)
    #expect(figures.cutOff == 10)
    #expect(figures.clamped == 20)
    #expect(figures.rate == 100)
    #expect(figures.throughput == 90)
    #expect(figures.errorRate == 0.1)
    #expect(figures.errors == [ErrorCount(kind: .status(503), count: 100)])
    #expect(figures.latency?.count == 900)
  }

  @Test("divide by the time without pauses")
  func pauses() throws {
    var script = Script()
    script.seconds(10, .init(good: 100))
    script.event(.paused)
    script.seconds(1, .init(good: 50), pausedNanoseconds: 500_000_000)
    script.seconds(20, pausedNanoseconds: 1_000_000_000)
    script.event(.resumed)
    script.seconds(1, .init(good: 50), pausedNanoseconds: 500_000_000)
    script.seconds(10, .init(good: 100))
    let (state, derived) = run(script, suite([objective(.throughput, 99)]))
    let summary = state.summary()
    let figures = try list(summary)
    #expect(summary.measuredNanoseconds == 21_000_000_000)
    #expect(figures.throughput == 100)
    #expect(figures.rate == 100)
    #expect(summary.verdict == .pass)
    #expect(summary.steered)
    let judgement = try #require(figures.objectives.first?.judgement)
    #expect(judgement.observed == 100)
    #expect(abs(try #require(judgement.low) - 100) < 1e-6)
    #expect(derived.verdicts == [])
    #expect(derived.crossings == [])
  }

  @Test("of the suite pool the samples of all benchmarks, and never average their percentiles")
  func pooling() throws {
    var script = Script()
    script.seconds(
      10,
      .init(good: 90, milliseconds: 10),
      .init(benchmark: "sync", good: 10, milliseconds: 400)
    )
    let objectives = [
      objective(.quantile(.p50), 20, subject: .suite),
      objective(.quantile(.p95), 200, subject: .suite),
      objective(.throughput, 90, subject: .suite),
    ]
    let summary = run(script, suite(objectives, benchmarks: ["list", "sync"])).state.summary()
    let observed = summary.suiteObjectives.map { $0.judgement.observed ?? 0 }
    #expect(observed[0] < 10.1e6)
    #expect(observed[1] > 390e6)
    #expect(observed[2] == 100)
    #expect(summary.suiteObjectives.map(\.judgement.verdict) == [.pass, .violation, .pass])
    #expect(summary.benchmarks.map(\.objectives.count) == [0, 0])
  }

  @Test("leave out benchmarks that the suite does not have")
  func unknown() throws {
    var script = Script()
    script.seconds(5, .init(good: 10), .init(benchmark: "other", good: 10, failed: 10))
    let objectives = [
      objective(.errorRate, 0.01, subject: .suite),
      objective(.errorRate, 0.01, subject: .benchmark("gone")),
    ]
    let summary = run(script, suite(objectives)).state.summary()
    #expect(summary.suiteObjectives.first?.judgement.observed == 0)
    #expect(summary.benchmarks.map(\.name) == ["list"])
    #expect(summary.verdict == .pass)
  }

  @Test("judge a benchmark by the objective that nobody wrote, which has no error budget")
  func defaultObjective() throws {
    var silent = objective(.errorRate, 0.01)
    silent.isDefault = true
    var script = Script()
    script.seconds(10, .init(good: 95, failed: 5))
    let summary = run(script, suite([silent])).state.summary()
    #expect(summary.verdict == .violation)
    #expect(summary.errorBudgets == [])
    #expect(try list(summary).objectives.first?.objective.isDefault == true)
  }

  @Test(
    "of a server that answers 99 % with a fast 503 pass no objective on latency",
    arguments: [Metric.quantile(.p50), .quantile(.p95), .quantile(.p999), .mean, .maximum]
  )
  func flood(metric: Metric) throws {
    var script = Script()
    script.seconds(30, .init(good: 1, milliseconds: 1, failed: 99))
    let (state, derived) = run(script, suite([objective(metric, 200)]))
    let judgement = try #require(try list(state.summary()).objectives.first?.judgement)
    #expect(judgement.verdict == .violation)
    #expect(judgement.tooFewAnswers)
    #expect(state.summary().status == 2)
    #expect(derived.verdicts.count == 1)
  }

  @Test("of nothing but failures are a violation, not pending")
  func onlyFailures() throws {
    var script = Script()
    script.seconds(5, .init(failed: 3))
    let objectives = [
      objective(.quantile(.p95), 200), objective(.availability, 0.99), objective(.throughput, 1),
      objective(.errorRate, 0.01),
    ]
    let summary = run(script, suite(objectives)).state.summary()
    #expect(
      try list(summary).objectives.map(\.judgement.verdict)
        == Array(
          repeating: .violation,
          count: 4
        )
    )
    #expect(summary.status == 2)
    #expect(try list(summary).latency == nil)
  }

  @Test("count what was dropped or cut off as bad in availability and in error budgets")
  func lost() throws {
    var script = Script()
    script.seconds(9, .init(good: 98, dropped: 2, droppedPaused: 50))
    script.seconds(1, .init(good: 98, cutOff: 2))
    let summary = run(
      script,
      suite([objective(.availability, 0.99), objective(.errorRate, 0.01)])
    ).state.summary()
    let objectives = try list(summary).objectives
    #expect(objectives.map(\.judgement.observed) == [0.98, 0])
    #expect(objectives.map(\.judgement.verdict) == [.violation, .pass])
    let budgets = summary.errorBudgets
    #expect(budgets.map(\.bad) == [20, 0])
    #expect(budgets.map(\.total) == [1000, 980])
  }

  @Test("hold against nobody what a signal interrupted, and still account for it")
  func interrupted() throws {
    var script = Script()
    script.seconds(1, .init(good: 50, interrupted: 3), phase: .warmup)
    script.seconds(10, .init(good: 98))
    script.seconds(1, .init(good: 98, cutOff: 2, interrupted: 5))
    let summary = run(script, suite([objective(.availability, 0.99)])).state.summary()
    let figures = try list(summary)
    #expect(figures.cutOff == 10)
    #expect(figures.objectives.map(\.judgement.observed) == [1078.0 / 1080])
    #expect(figures.objectives.map(\.judgement.verdict) == [.pass])
    #expect(summary.errorBudgets.map(\.bad) == [2])
  }

  @Test("end with the status of the worst verdict")
  func status() {
    func status(_ objectives: [Objective], _ load: Script.Load, strict: Bool = false) -> Int {
      var script = Script()
      script.seconds(10, load)
      var circumstances = SessionState.Circumstances()
      circumstances.isStrict = strict
      return run(script, suite(objectives), circumstances: circumstances).state.summary().status
    }
    let errors = [objective(.errorRate, 0.01)]
    #expect(status(errors, .init(good: 100)) == 0)
    #expect(status(errors, .init(good: 9895, failed: 105)) == 0)
    #expect(status(errors, .init(good: 9895, failed: 105), strict: true) == 1)
    #expect(status(errors, .init(good: 50, failed: 50), strict: true) == 2)
    #expect(status(errors, .init()) == 3)
    #expect(status([], .init(good: 100)) == 3)
    // One that is pending does not hide one that passes.
    #expect(status(errors + [objective(.quantile(.p999), 200)], .init(good: 10)) == 0)
    #expect(status([objective(.quantile(.p999), 200)], .init(good: 10)) == 3)
  }

  @Test("can't be judged where a measurement must be believed and is not")
  func requiredTrust() {
    var late = GeneratorGauge()
    late.sends = 100
    late.lateSends = 50
    var script = Script()
    script.seconds(10, .init(good: 100), generator: late)
    var suite = suite([objective(.errorRate, 0.01)])
    #expect(run(script, suite).state.summary().status == 0)
    suite.requiresTrust = true
    #expect(run(script, suite).state.summary().status == 3)
    #expect(run(script, suite).state.summary().trust.verdict == .doubtful)
  }
}
