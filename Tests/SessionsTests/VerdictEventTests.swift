import Budgets
import Measurements
import Sessions
import Testing

@Suite("Events about verdicts")
struct VerdictEventTests {
  private let errors = [objective(.errorRate, 0.01)]

  @Test("tell a change when it has held for three intervals, and since when it holds")
  func holding() throws {
    var script = Script()
    script.seconds(10, .init(good: 100))
    // From here on the share of failures is 2 of 1,100, 12 of 1,210, 24 of 1,320, ….
    script.seconds(1, .init(good: 98, failed: 2))
    script.seconds(6, .init(good: 90, failed: 20))
    let (state, derived) = run(script, suite(errors))
    // Over 1.1 % from second 12 on: 22 of 1,210 are 1.8 %.
    #expect(derived.verdicts == ["14 list error_rate pass -> violation"])
    let status = try #require(state.snapshot(recording: .off).objectives.first)
    #expect(status.sinceNanoseconds == 12_000_000_000)
  }

  @Test("say nothing of what held for two")
  func shortly() {
    var script = Script()
    script.seconds(3, .init(good: 100))
    script.seconds(2, .init(good: 50, failed: 50))
    script.seconds(10, .init(good: 10_000))
    #expect(run(script, suite(errors)).derived.verdicts == [])
  }

  @Test("tell each step of a change that holds, from the one before")
  func steps() {
    var script = Script()
    script.seconds(5, .init(good: 9895, failed: 105))
    script.seconds(5, .init(good: 9000, failed: 1000))
    let told = run(script, suite(errors)).derived.verdicts
    #expect(
      told == ["3 list error_rate pending -> drift", "8 list error_rate drift -> violation"]
    )
  }

  @Test("are silent about a first verdict that is good, and tell one that is bad")
  func first() {
    var good = Script()
    good.seconds(10, .init(good: 100))
    #expect(run(good, suite(errors)).derived.verdicts == [])
    var bad = Script()
    bad.seconds(10, .init(good: 50, failed: 50))
    #expect(
      run(bad, suite(errors)).derived.verdicts == [
        "3 list error_rate pending -> violation"
      ]
    )
  }

  @Test("find ten seconds over the budget long before the whole run turns, and their end")
  func windows() throws {
    var script = Script()
    script.seconds(300, .init(good: 100, milliseconds: 50))
    script.seconds(10, .init(good: 100, milliseconds: 500))
    script.seconds(20, .init(good: 100, milliseconds: 50))
    script.end()
    let (state, derived) = run(script, suite([objective(.quantile(.p95), 200)]))
    // One second of ten is 10 % of the samples; the last slow one leaves the window after 319 s, but
    // one slow second of ten is still over.
    #expect(derived.crossings == ["301 over p95", "322 under p95"])
    #expect(derived.verdicts == [])
    let summary = state.summary()
    #expect(summary.verdict == .pass)
    let first = try #require(summary.firstOver)
    #expect(first.atNanoseconds == 301_000_000_000)
    #expect(first.subject == "list")
    #expect(first.metric == "p95")
  }

  @Test("keep the first moment over a budget when there are more")
  func firstOver() {
    var script = Script()
    for _ in 0..<2 {
      script.seconds(20, .init(good: 100, milliseconds: 50))
      script.seconds(5, .init(good: 100, milliseconds: 500))
    }
    let (state, derived) = run(script, suite([objective(.quantile(.p95), 200)]))
    #expect(derived.crossings.filter { $0.hasSuffix("over p95") }.count == 2)
    #expect(state.summary().firstOver?.atNanoseconds == 21_000_000_000)
    #expect(run(Script(), suite(errors)).state.summary().firstOver == nil)
  }

  @Test("begin an alert at once and end it after ten calm seconds")
  func limits() {
    var suite = suite(errors)
    suite.alerts = [
      AlertRule(
        severity: .critical,
        benchmark: nil,
        metric: .quantile(.p99),
        comparison: .atMost,
        limit: 500e6
      )
    ]
    var script = Script()
    script.seconds(20, .init(good: 100, milliseconds: 50))
    script.seconds(1, .init(good: 100, milliseconds: 600))
    script.seconds(20, .init(good: 100, milliseconds: 50))
    let derived = run(script, suite).derived
    #expect(derived.alerts == ["21 critical p99 > 500ms", "40 over p99 > 500ms"])
  }

  @Test("tell when a measurement can't be believed any more")
  func trust() {
    var busy = GeneratorGauge()
    busy.busiestLoop = 0.99
    var script = Script()
    script.seconds(5, .init(good: 100))
    script.seconds(2, .init(good: 100), generator: busy)
    #expect(run(script, suite(errors)).state.summary().trust.verdict == .good)
    script.seconds(2, .init(good: 100), generator: busy)
    let (state, derived) = run(script, suite(errors))
    #expect(derived.told { if case .trust = $0 { "trust" } else { nil } } == ["8 trust"])
    #expect(state.summary().trust.verdict == .doubtful)
    #expect(state.summary().trust.reasons.first?.contains("99%") == true)
  }

  @Test("doubt what was due and not sent, whoever is the limit")
  func dropped() {
    func reasons(_ dropped: Int, busiestLoop: Double, late: UInt64 = 0) -> [String] {
      var gauge = GeneratorGauge()
      (gauge.sends, gauge.busiestLoop, gauge.lateSends) = (100, busiestLoop, late)
      var script = Script()
      script.seconds(5, .init(good: 100, dropped: dropped), generator: gauge)
      return run(script, suite(errors)).state.summary().trust.reasons
    }
    #expect(reasons(1, busiestLoop: 0.2).isEmpty)
    #expect(
      reasons(300, busiestLoop: 0.2) == [
        "75% of what was due was not sent, so that no percentile has it"
      ]
    )
    #expect(
      reasons(300, busiestLoop: 0.98) == [
        "the load generator is the limit: it used up to 98% of a core, and 75% of what was due was "
          + "not sent"
      ]
    )
    #expect(
      reasons(300, busiestLoop: 0.9, late: 89) == [
        "the load generator is the limit: 89% of the requests were sent over 1 ms late, and 75% of "
          + "what was due was not sent"
      ]
    )
  }

  @Test("let doubt end only when nothing has been wrong for ten intervals")
  func held() {
    var (late, calm) = (GeneratorGauge(), GeneratorGauge())
    (late.sends, late.lateSends, calm.sends) = (100, 2, 1_000)
    var script = Script()
    script.seconds(1, .init(good: 100), generator: late)
    script.seconds(9, .init(good: 100), generator: calm)
    #expect(run(script, suite(errors)).state.summary().trust.verdict == .doubtful)
    script.seconds(1, .init(good: 100), generator: calm)
    let (state, derived) = run(script, suite(errors))
    #expect(state.summary().trust.verdict == .good)
    #expect(
      derived.told { if case .trust = $0 { "trust" } else { nil } } == ["1 trust", "11 trust"]
    )
  }

  @Test("doubt late sends, late timers and stolen time, and forget what is rare in a long run")
  func doubts() {
    func reasons(_ change: (inout GeneratorGauge) -> Void, wrong: Int, calm: Int) -> Int {
      var gauge = GeneratorGauge()
      gauge.sends = 100
      var script = Script()
      script.seconds(calm, .init(good: 100), generator: gauge)
      change(&gauge)
      script.seconds(wrong, .init(good: 100), generator: gauge)
      return run(script, suite(errors)).state.summary().trust.reasons.count
    }
    #expect(reasons({ $0.lateSends = 30 }, wrong: 1, calm: 9) == 1)
    #expect(reasons({ $0.lateSends = 5 }, wrong: 1, calm: 9) == 0)
    #expect(reasons({ $0.lagNanoseconds = 80_000_000 }, wrong: 3, calm: 9) == 1)
    #expect(reasons({ $0.lagNanoseconds = 80_000_000 }, wrong: 3, calm: 90) == 0)
    #expect(reasons({ $0.steal = 0.2 }, wrong: 3, calm: 9) == 1)
    #expect(reasons({ $0.steal = 0.05 }, wrong: 9, calm: 9) == 0)
    #expect(reasons({ $0.busiestLoop = 0.94 }, wrong: 9, calm: 0) == 0)
  }

  @Test("doubt a generator whose figures are beyond all measure, without a trap")
  func immeasurable() {
    for number in [1e300, .infinity, .nan] {
      var gauge = GeneratorGauge()
      (gauge.busiestLoop, gauge.steal) = (number, number)
      (gauge.sends, gauge.lateSends) = (.max, .max)
      var script = Script()
      script.seconds(5, .init(good: 100), generator: gauge)
      let state = run(script, suite(errors)).state
      #expect(state.summary().trust.verdict == .doubtful)
      #expect(state.snapshot(recording: .off).load.level.isFinite)
    }
  }

  @Test("are kept up to 500, the newest")
  func bounded() {
    var script = Script()
    for mark in 0..<600 { script.event(.mark("\(mark)")) }
    let events = run(script, suite(errors)).state.snapshot(recording: .off).events
    #expect(events.count == 500)
    #expect(events.first?.kind == .mark("100"))
    #expect(events.last?.kind == .mark("599"))
  }
}
