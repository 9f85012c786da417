import Measurements
import Testing

@Suite("Ranks that enclose a quantile of independent samples")
struct OrderStatisticsTests {
  @Test(
    "are those of published tables for the median",
    arguments: [
      // Conover, Practical Nonparametric Statistics, 3rd ed., table A3: the ranks follow from it.
      (6, 1, 6), (10, 2, 9), (20, 6, 15), (25, 8, 18), (50, 18, 33), (100, 40, 61),
    ]
  )
  func medians(count: Int, low: Int, high: Int) {
    let ranks = OrderStatistics.ranks(of: .p50, count: count)
    #expect(ranks.low == low)
    #expect(ranks.high == high)
  }

  @Test(
    "have an upper one from this many samples on",
    arguments: [("50", 6), ("90", 36), ("95", 72), ("99", 368), ("99.9", 3688)]
  )
  func firstUpper(text: String, count: Int) throws {
    let quantile = try #require(Quantile(percent: text))
    #expect(OrderStatistics.ranks(of: quantile, count: count - 1).high == nil)
    #expect(OrderStatistics.ranks(of: quantile, count: count).high == count)
  }

  @Test("are what sums over Pascal's triangle give", arguments: [1, 2, 5, 17, 40, 60])
  func exact(count: Int) {
    var row = [1.0]
    for _ in 0..<count { row = zip([0] + row, row + [0]).map(+) }
    for quantile in [Quantile.p50, .p75, .p90, .p95, .p99] {
      let p = quantile.share
      // `[k]`: P(X < k), X of count samples at or below the quantile.
      var below = [0.0]
      for k in 0...count {
        below.append(below[k] + row[k] * power(p, k) * power(1 - p, count - k))
      }
      let ranks = OrderStatistics.ranks(of: quantile, count: count)
      #expect(ranks.low == (1...count).last { below[$0] <= 0.025 }, "\(quantile.name)")
      #expect(ranks.high == (1...count).first { below[$0] >= 0.975 }, "\(quantile.name)")
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  @Test("come close to the normal approximation where there are many samples")
  func many() throws {
    for count in [100_000, 10_000_000, 4_000_000_000] {
      let ranks = OrderStatistics.ranks(of: .p95, count: count)
      let half = 1.959_964 * (Double(count) * 0.95 * 0.05).squareRoot()
      let center = Double(count) * 0.95
      #expect(abs(Double(try #require(ranks.low)) - (center - half)) < 3)
      #expect(abs(Double(try #require(ranks.high)) - (center + half)) < 3)
    }
  }

  @Test("have no upper one for the maximum, and none at all without samples")
  func ends() {
    let maximum = OrderStatistics.ranks(of: Quantile(hundredThousandths: 100_000), count: 9)
    #expect(maximum.low == 9)
    #expect(maximum.high == nil)
    let none = OrderStatistics.ranks(of: .p50, count: 0)
    #expect(none.low == nil)
    #expect(none.high == nil)
  }

  @Test("give the values of a histogram at these ranks")
  func values() {
    var histogram = Histogram()
    for value in 1...100 { histogram.record(Int64(value)) }
    let median = OrderStatistics.range(of: .p50, in: histogram)
    #expect(median.low == 40)
    #expect(median.high == 61)
    let p99 = OrderStatistics.range(of: .p99, in: histogram)
    #expect(p99.low == 97)
    #expect(p99.high == nil)
    #expect(OrderStatistics.range(of: .p50, in: Histogram()).low == nil)
  }
}
