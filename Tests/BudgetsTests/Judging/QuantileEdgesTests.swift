import Measurements
import Testing

@testable import Budgets

@Suite("Verdicts by counts")
struct QuantileEdgesTests {
  @Test("are those that the value of the quantile gives")
  func equal() throws {
    var random = SystemRandomNumberGenerator()
    var seen: Set<Verdict> = []
    for round in 0..<4000 {
      var totals = Totals()
      let middle = Int64.random(in: 900...3_000_000, using: &random)
      for _ in 0..<Int.random(in: 0...120, using: &random) {
        totals.latency.record(middle + Int64.random(in: -800...800, using: &random))
      }
      totals.events = EventCounts(
        succeeded: totals.latency.count,
        failed: round.isMultiple(of: 5) ? UInt64.random(in: 0...9, using: &random) : 0,
        dropped: round.isMultiple(of: 7) ? UInt64.random(in: 0...9, using: &random) : 0
      )
      let quantile = try #require([Quantile.p50, .p95, .p99].randomElement(using: &random))
      let objective = Objective(
        subject: .suite,
        metric: .quantile(quantile),
        budget: Double(middle) * Double.random(in: 0.85...1.1, using: &random),
        limits: round.isMultiple(of: 3) ? .hard : VerdictLimits(drift: 1, violation: 1.1)
      )
      let edges = try #require(QuantileEdges(objective))
      let beyond = edges.beyond(in: totals.latency.sparse)
      let verdict = edges.verdict(totals.events, beyond: beyond)
      #expect(verdict == judge(objective, totals).verdict)
      seen.insert(verdict)
    }
    #expect(seen == [.pending, .pass, .drift, .violation])
  }

  @Test("are given for no metric that takes more than counts")
  func others() {
    #expect(QuantileEdges(Objective(subject: .suite, metric: .mean, budget: 5)) == nil)
    #expect(QuantileEdges(Objective(subject: .suite, metric: .errorRate, budget: 0.1)) == nil)
  }
}
