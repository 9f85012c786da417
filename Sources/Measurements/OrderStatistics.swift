import Glibc

/// The uncertainty of a quantile of independent samples, as those of commands and functions are.
///
/// The 95 % interval between two order statistics, whose ranks follow from the binomial distribution
/// of the number of samples below the quantile. Source: Conover, Practical Nonparametric Statistics,
/// 3rd ed., 3.2.
package enum OrderStatistics {
  /// The ranks, 1...count, between which a quantile lies with at least 95 %. A side is nil where no
  /// such order statistic exists: p95 has an upper one from 72 samples on (1 - 0.95^n >= 97.5 %).
  package static func ranks(of quantile: Quantile, count: Int) -> (low: Int?, high: Int?) {
    guard count > 0 else { return (nil, nil) }
    let p = quantile.share
    var cumulative = 0.0
    var low: Int?
    var high: Int?
    for successes in 0...count {
      cumulative += binomial(successes, of: count, share: p)
      // P(X < rank) must not exceed 2.5 %: the rank is successes + 1.
      if cumulative <= 0.025, successes + 1 <= count { low = successes + 1 }
      if high == nil, cumulative >= 0.975, successes + 1 <= count { high = successes + 1 }
      if high != nil { break }
    }
    return (low, high)
  }

  /// The values, ns, between which a quantile of `histogram` lies with at least 95 %.
  package static func range(of quantile: Quantile, in histogram: Histogram) -> (
    low: Int64?, high: Int64?
  ) {
    let ranks = ranks(of: quantile, count: Int(clamping: histogram.count))
    return (
      ranks.low.flatMap { histogram.value(ofRank: UInt64($0)) },
      ranks.high.flatMap { histogram.value(ofRank: UInt64($0)) }
    )
  }

  /// P(X = successes) of a binomial distribution, through logarithms so that it does not underflow.
  private static func binomial(_ successes: Int, of count: Int, share: Double) -> Double {
    guard share > 0, share < 1 else {
      return successes == (share <= 0 ? 0 : count) ? 1 : 0
    }
    let n = Double(count)
    let k = Double(successes)
    var sign: Int32 = 0
    let choose = lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign)
    return exp(choose + k * log(share) + (n - k) * log(1 - share))
  }
}
