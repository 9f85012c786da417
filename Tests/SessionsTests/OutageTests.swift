import Budgets
import Measurements
import Sessions
import TestSupport
import Testing

@Suite("An outage")
struct OutageTests {
  private let names = (1...60).map { "b\($0)" }

  private var suite: Suite {
    SessionsTests.suite(
      names.map { objective(.quantile(.p95), 50, subject: .benchmark($0)) }
        + names.map { Objective.defaultErrorRate(of: $0) },
      benchmarks: names
    )
  }

  private func loads(good: Int, failed: Int) -> [Script.Load] {
    names.map { .init(benchmark: $0, good: good, failed: failed) }
  }

  /// 60 benchmarks of a server that is gone for 20 s.
  private var script: Script {
    var script = Script()
    script.seconds(20, loads(good: 10, failed: 0))
    script.seconds(1, loads(good: 7, failed: 3))
    script.seconds(20, loads(good: 0, failed: 10))
    script.seconds(40, loads(good: 10, failed: 0))
    script.end()
    return script
  }

  private func told(_ events: [SessionEvent]) -> [Outage] {
    events.compactMap { if case .outage(let outage) = $0.kind { outage } else { nil } }
  }

  @Test("is one thing from its first interval to its last, with all that failed in it")
  func one() throws {
    let (state, derived) = run(script, suite)
    let told = told(derived)
    #expect(told.count == 2)
    let outage = try #require(state.summary().outages.first)
    #expect(state.summary().outages.count == 1)
    #expect(told.last == outage)
    #expect(outage.fromNanoseconds == 21_000_000_000)
    #expect(outage.toNanoseconds == 41_000_000_000)
    #expect(outage.failed == 12_000)
    #expect(outage.errors == [ErrorCount(kind: .status(503), count: 12_000)])
    #expect(outage.word == "failing")
  }

  @Test("explains what broke because of it, and nothing else")
  func explains() throws {
    let (state, derived) = run(script, suite)
    let outage = try #require(state.summary().outages.first)
    let rest = derived.filter { !outage.explains($0) }
    #expect(derived.count > 170)
    // Verdicts on the whole run come back later.
    for event in rest {
      switch event.kind {
      case .outage: break
      case .verdict(let change): #expect(change.to == .pass)
      default: Issue.record("\(event)")
      }
    }
  }

  @Test("grows while it lasts")
  func grows() throws {
    var script = Script()
    script.seconds(5, loads(good: 10, failed: 0))
    script.seconds(2, loads(good: 0, failed: 1))
    let before = try #require(run(script, suite).state.snapshot(recording: .off).outages.last)
    script.seconds(2, loads(good: 0, failed: 1))
    let after = try #require(run(script, suite).state.snapshot(recording: .off).outages.last)
    #expect(!before.isOver && !after.isOver)
    #expect(before.failed == 120)
    #expect(after.failed == 240)
    #expect(after.toNanoseconds - before.toNanoseconds == 2_000_000_000)
  }

  @Test("is not what single failures of a slow suite are")
  func mishap() {
    var script = Script()
    for _ in 0..<20 {
      script.seconds(2, .init(good: 1))
      script.seconds(2, .init(failed: 1))
    }
    let one = SessionsTests.suite([objective(.quantile(.p95), 50)])
    #expect(run(script, one).state.summary().outages.isEmpty)
    script.seconds(3, .init(failed: 1))
    #expect(run(script, one).state.summary().outages.count == 1)
  }

  @Test("is over for good only after three intervals; one that comes back goes on")
  func flicker() {
    var script = Script()
    for _ in 0..<10 {
      script.seconds(3, .init(failed: 20))
      script.seconds(2, .init(good: 20))
    }
    let one = SessionsTests.suite([objective(.quantile(.p95), 50)])
    #expect(run(script, one).state.summary().outages.count == 1)
  }

  @Test("failed now is of the last second")
  func now() {
    var script = Script()
    script.seconds(9, .init(good: 10, failed: 10))
    script.seconds(1, .init(good: 30, failed: 10))
    let snapshot = run(script, SessionsTests.suite([])).state.snapshot(recording: .off)
    #expect(snapshot.traffic.failedShare == 0.25)
    #expect(snapshot.traffic.errors == [ErrorCount(kind: .status(503), count: 10)])
  }
}
