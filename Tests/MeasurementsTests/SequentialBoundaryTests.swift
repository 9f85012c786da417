import Measurements
import TestSupport
import Testing

@Suite("The boundary for many looks") struct SequentialBoundaryTests {
  @Test("is that of one look for one look, and stricter the more there are")
  func strictness() {
    #expect(SequentialBoundary.tail(looks: 1) == 0.025)
    let tails = [2, 10, 60, 600, 36_000].map { SequentialBoundary.tail(looks: $0) }
    #expect(tails == tails.sorted(by: >))
    #expect(tails.allSatisfy { $0 > 1e-4 && $0 < 0.025 })
  }

  @Test("is crossed by nothing but chance in about one run of twenty, however many looks there are")
  func error() {
    for looks in [30, 300] {
      let z = NormalDistribution.quantile(tail: SequentialBoundary.tail(looks: Double(looks)))
      var random = SeededGenerator(seed: 7)
      var (crossed, naive) = (0, 0)
      let runs = 1000
      for _ in 0..<runs {
        var (sum, most) = (0.0, 0.0)
        for look in 1...looks {
          sum += random.normal()
          most = max(most, abs(sum) / Double(look).squareRoot())
        }
        if most > z { crossed += 1 }
        if most > 1.96 { naive += 1 }
      }
      // 50 are expected; the standard deviation is 7.
      #expect((15...65).contains(crossed), "\(looks)")
      #expect(naive > 250, "\(looks)")
    }
  }
}
