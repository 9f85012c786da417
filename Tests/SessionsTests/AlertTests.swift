import Budgets
import Measurements
import TestSupport
import Testing

@testable import Sessions

@Suite("An alert")
struct AlertTests {
  @Test("never begins again within three intervals of its end, whatever happens", arguments: 1...20)
  func flapping(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var latch = AlertLatch(intervalNanoseconds: 1_000_000_000)
    var ended: Int?
    var begun: Int?
    for second in 0..<2000 {
      // Long and short times with a reason for it, and without.
      let isFiring = Int.random(in: 0...9, using: &random) < second / 100 % 10
      switch latch.take(isFiring) {
      case .begins:
        if let ended { #expect(second - ended >= 3) }
        begun = second
      case .ends:
        if let begun { #expect(second - begun >= 10) }
        ended = second
      case nil: break
      }
    }
    #expect(begun != nil)
  }

  @Test("begins at once, and ends after 10 s of any interval without a reason", arguments: [1, 4])
  func hold(perSecond: Int) {
    var latch = AlertLatch(intervalNanoseconds: 1_000_000_000 / Int64(perSecond))
    #expect(latch.take(true) == .begins)
    for _ in 1..<(10 * perSecond) { #expect(latch.take(false) == nil) }
    #expect(latch.take(false) == .ends)
  }

  @Test("names its objective, when it begins and when it is over")
  func names() {
    var suite = suite(
      [objective(.availability, 0.99)],
      stages: [.init(from: 1, to: 1, nanoseconds: 200_000_000_000)]
    )
    suite.alerts = [
      AlertRule(
        severity: .warning,
        benchmark: nil,
        metric: .quantile(.p99),
        comparison: .atMost,
        limit: 100e6
      )
    ]
    var script = Script()
    script.seconds(60, .init(good: 100))
    script.seconds(10, .init(good: 80, failed: 20))
    script.seconds(40, .init(good: 100))
    let derived = run(script, suite).derived
    let alerts = derived.compactMap { event -> Alert? in
      switch event.kind {
      case .alert(let alert), .alertOver(let alert): alert
      default: nil
      }
    }
    #expect(Set(alerts.map(\.metric)) == ["availability", "p99"])
    #expect(alerts.allSatisfy { $0.text.hasPrefix($0.metric) })
    #expect(alerts.contains { $0.metric == "p99" && $0.text == "p99: too many failed" })
  }

  @Test("windows and verdicts say that too many failed where that is why")
  func tooManyFailed() {
    var script = Script()
    script.seconds(40, .init(good: 100))
    script.seconds(10, .init(good: 80, failed: 20))
    let derived = run(script, suite([objective(.quantile(.p95), 50)])).derived
    let crossings = derived.compactMap { event -> WindowCrossing? in
      if case .overBudget(let crossing) = event.kind { crossing } else { nil }
    }
    #expect(crossings.filter { $0.metric == "p95" }.map(\.tooManyFailed) == [true])
  }
}
