import Budgets
import Sessions
import Testing

/// How often a comparison is wrong, with fixed seeds; `make bench` measures it at the full size.
@Suite("Of simulated pairs of runs") struct ComparisonErrorTests {
  /// How often each metric was claimed to be different.
  private func claims(
    _ base: SimulatedLoad,
    _ current: SimulatedLoad,
    pairs: Int,
    isPaired: Bool = false
  ) -> [String: Int] {
    var claims: [String: Int] = [:]
    for pair in 0..<pairs {
      let comparison = SubjectComparison(
        base: base.measured(seed: UInt64(2 * pair)),
        current: current.measured(seed: UInt64(2 * pair + 1)),
        isPaired: isPaired,
        minChange: 0.01
      )
      for change in comparison.changes where change.finding.isClaim {
        claims[change.metric.name, default: 0] += 1
      }
    }
    return claims
  }

  @Test("with the same server hardly any metric is claimed to be different")
  func sameServer() {
    let load = SimulatedLoad()
    // 1 % of 40 is expected.
    for (metric, count) in claims(load, load, pairs: 40) { #expect(count <= 2, "\(metric)") }
  }

  @Test("with a server that is 10 % slower mean, p50 and p95 are found")
  func slowerServer() {
    let load = SimulatedLoad()
    var slower = load
    slower.medianNanoseconds *= 1.1
    let claims = claims(load, slower, pairs: 15)
    for metric in ["mean", "p50", "p95"] { #expect(claims[metric, default: 0] >= 14, "\(metric)") }
  }

  @Test("a load that changes hides a difference unless the batches are taken in pairs")
  func changingLoad() {
    var load = SimulatedLoad()
    load.laterSlowness = 3
    var slower = load
    slower.medianNanoseconds *= 1.1
    #expect(claims(load, slower, pairs: 10)["mean", default: 0] == 0)
    #expect(claims(load, slower, pairs: 10, isPaired: true)["mean", default: 0] >= 8)
    for (metric, count) in claims(load, load, pairs: 15, isPaired: true) {
      #expect(count <= 1, "\(metric)")
    }
  }
}
