import Budgets
import Measurements
import Sessions
import Testing

@Suite("An error budget")
struct ErrorBudgetTests {
  private func suite(_ objective: Objective, seconds: Int64) -> Suite {
    SessionsTests.suite(
      [objective],
      stages: [.init(from: 1, to: 1, nanoseconds: seconds * 1_000_000_000)]
    )
  }

  @Test("has left what was not used at the scale of the planned run")
  func left() throws {
    var script = Script()
    script.seconds(50, .init(good: 995, failed: 5))
    let state = run(script, suite(objective(.availability, 0.99), seconds: 200)).state
    let budget = try #require(state.summary().errorBudgets.first)
    #expect(budget.subject == "list")
    #expect(budget.metric == "availability")
    #expect(abs(budget.allowed - 0.01) < 1e-12)
    #expect(budget.bad == 250)
    #expect(budget.total == 50_000)
    // Half as fast as allowed, for a quarter of the time.
    #expect(abs(budget.burn - 0.5) < 1e-9)
    #expect(abs(budget.left - 0.875) < 1e-9)
    let status = try #require(state.snapshot(recording: .off).objectives.first?.errorBudget)
    #expect(abs(status.left - 0.875) < 1e-9)
    #expect(status.emptyInNanoseconds == nil)
    #expect(status.alert == nil)
  }

  @Test("lasts as long as the plan, which goes on while this program stands still")
  func standstill() throws {
    var script = Script()
    script.seconds(25, .init(good: 995, failed: 5))
    script.seconds(50, stoppedNanoseconds: 1_000_000_000)
    script.seconds(25, .init(good: 995, failed: 5))
    let state = run(script, suite(objective(.availability, 0.99), seconds: 100)).state
    // Half as fast as allowed, to the end of the plan.
    let budget = try #require(state.summary().errorBudgets.first)
    #expect(abs(budget.left - 0.5) < 1e-9)
    #expect(state.summary().measuredNanoseconds == 50_000_000_000)
    let snapshot = state.snapshot(recording: .off)
    #expect(snapshot.stoppedNanoseconds == 50_000_000_000)
    #expect(snapshot.benchmarks.first?.whole.rate == 1_000)
  }

  @Test("of a percentile counts what was slower or not answered well")
  func slow() throws {
    var script = Script()
    for _ in 0..<30 {
      script.seconds(1, .init(good: 90), .init(good: 6, milliseconds: 300, failed: 4))
    }
    let summary = run(script, suite(objective(.quantile(.p95), 200), seconds: 60)).state.summary()
    let budget = try #require(summary.errorBudgets.first)
    #expect(budget.bad == 300)
    #expect(budget.total == 3000)
    #expect(abs(budget.burn - 2) < 1e-9)
    #expect(abs(budget.left) < 1e-9)
  }

  @Test("takes a value in the same bucket as the limit for a good one")
  func bucket() throws {
    var script = Script()
    script.seconds(1, .init(good: 1, milliseconds: 200.01), .init(good: 1, milliseconds: 200.3))
    let summary = run(script, suite(objective(.quantile(.p50), 200), seconds: 60)).state.summary()
    #expect(try #require(summary.errorBudgets.first).bad == 1)
  }

  @Test("can have a limit beyond every value that is kept")
  func enormous() throws {
    var script = Script()
    script.seconds(5, .init(good: 10))
    let summary = run(script, suite(objective(.quantile(.p50), 1e30), seconds: 60)).state.summary()
    #expect(try #require(summary.errorBudgets.first).bad == 0)
    #expect(summary.verdict == .pass)
  }

  @Test("without a planned length has a share left, and no alerts")
  func unplanned() throws {
    var script = Script()
    script.seconds(30, .init(good: 50, failed: 50))
    let (state, derived) = run(script, suite(objective(.availability, 0.75), seconds: 0))
    let budget = try #require(state.summary().errorBudgets.first)
    #expect(abs(budget.burn - 2) < 1e-9)
    #expect(abs(budget.left + 1) < 1e-9)
    #expect(derived.alerts == [])
  }

  @Test("of nothing is used up by the first failure")
  func nothing() throws {
    var script = Script()
    script.seconds(10, .init(good: 100))
    let none = suite(objective(.errorRate, 0), seconds: 60)
    #expect(run(script, none).state.summary().errorBudgets.first?.burn == 0)
    script.seconds(1, .init(good: 99, failed: 1))
    let budget = try #require(run(script, none).state.summary().errorBudgets.first)
    #expect(budget.burn == .infinity)
    #expect(budget.left == -.infinity)
  }

  @Test("burns fast where its long and its short window both do, until ten calm seconds")
  func fast() {
    // Of 200 s: windows of 10 and 2 s, factor 5. A second with 10 % failures adds 1 to the burn of
    // the long window; in the first second without them the short one is at 5 and no more above it.
    var script = Script()
    script.seconds(60, .init(good: 100))
    script.seconds(10, .init(good: 90, failed: 10))
    script.seconds(30, .init(good: 100))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 200)).derived
    #expect(derived.alerts == ["66 critical fast", "80 over fast"])
    let text = derived.compactMap { event -> String? in
      if case .alert(let alert) = event.kind { alert.text } else { nil }
    }
    #expect(text.first?.contains("burns 6.0x too fast") == true)
  }

  @Test("burns slowly over a quarter of the run")
  func slowly() {
    // Of 200 s: windows of 50 and 4 s, factor 2. 3 % failures: 34 s of them are 2.04 times too many.
    var script = Script()
    script.seconds(60, .init(good: 1000))
    script.seconds(40, .init(good: 970, failed: 30))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 200)).derived
    #expect(derived.alerts == ["94 warning slow"])
  }

  @Test("does not alert where fewer than five bad events are expected in the window")
  func few() {
    var script = Script()
    script.seconds(60, .init(good: 10))
    script.seconds(10, .init(good: 9, failed: 1))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 200)).derived
    #expect(derived.alerts == [])
  }

  @Test("has no fast rule in a run under two minutes")
  func short() {
    var script = Script()
    script.seconds(20, .init(good: 900, failed: 100))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 60)).derived
    #expect(derived.alerts.allSatisfy { !$0.hasSuffix("fast") })
    let longer = run(script, suite(objective(.availability, 0.99), seconds: 120)).derived
    #expect(longer.alerts.first?.hasSuffix("critical fast") == true)
  }

  @Test("warns under 20 % left and is critical under 10 %, if it will not last")
  func running() {
    var script = Script()
    script.seconds(60, .init(good: 981, failed: 19))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 100)).derived
    // 1 - 1.9 t / 100 is below 20 % from 43 s on and below 10 % from 48 s on.
    // One that gets worse does not end in between.
    #expect(derived.alerts == ["43 warning left", "48 critical left"])
  }

  @Test("does not alert when little is left but enough for the rest of the run")
  func lasting() {
    var script = Script()
    script.seconds(45, .init(good: 981, failed: 19))
    script.seconds(15, .init(good: 1000))
    let derived = run(script, suite(objective(.availability, 0.99), seconds: 100)).derived
    // Nothing fails in the last 2 s from second 47 on.
    #expect(derived.alerts == ["43 warning left", "56 over left"])
  }
}
