import Glibc

/// The uncertainty of a quantile of independent samples, as those of commands and functions are.
///
/// The 95 % interval between two order statistics, whose ranks follow from the binomial distribution
/// of the number of samples below the quantile. Source: Conover, Practical Nonparametric Statistics,
/// 3rd ed., 3.2.
package enum OrderStatistics {
  /// The ranks, 1...count, between which a quantile lies with at least 95 %.
  ///
  /// A side is nil where no such order statistic exists: p95 has an upper one from 72 samples on (1
  /// - 0.95^n >= 97.5 %).
  package static func ranks(of quantile: Quantile, count: Int) -> (low: Int?, high: Int?) {
    guard count > 0 else { return (nil, nil) }
    let p = quantile.share
    guard p < 1 else { return (count, nil) }
    guard p > 0 else { return (nil, 1) }
    let n = Double(count)
    // Ten standard deviations below the mean there is nothing that a Double would notice.
    let first = max(0, Int(n * p - 10 * (n * p * (1 - p)).squareRoot()) - 1)
    var probability = binomial(first, of: count, share: p)
    var cumulative = 0.0
    var low: Int?
    for successes in first..<count {
      cumulative += probability
      // P(X < rank) must not exceed 2.5 %, or reach 97.5 %: the rank is successes + 1.
      if cumulative <= 0.025 { low = successes + 1 }
      if cumulative >= 0.975 { return (low, successes + 1) }
      probability *= Double(count - successes) / Double(successes + 1) * p / (1 - p)
    }
    return (low, nil)
  }

  /// The values, ns, between which a quantile of `histogram` lies with at least 95 %.
  package static func range(
    of quantile: Quantile,
    in histogram: Histogram
  ) -> (
    low: Int64?, high: Int64?
  ) {
    let ranks = ranks(of: quantile, count: Int(clamping: histogram.count))
    return (
      ranks.low.flatMap { histogram.value(ofRank: UInt64($0)) },
      ranks.high.flatMap { histogram.value(ofRank: UInt64($0)) }
    )
  }

  /// P(X = successes) of a binomial distribution, 0 < share < 1; through logarithms, so that it does
  /// not underflow.
  private static func binomial(_ successes: Int, of count: Int, share: Double) -> Double {
    let n = Double(count)
    let k = Double(successes)
    var sign: Int32 = 0
    let choose = lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign)
    return exp(choose + k * log(share) + (n - k) * log(1 - share))
  }
}
