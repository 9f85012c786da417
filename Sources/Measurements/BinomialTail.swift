import Glibc

/// The tails of the binomial distribution: how likely so few or so many hits are.
package enum BinomialTail {
  /// Beyond this variance the normal distribution is as good, and the fraction of the beta function
  /// converges slowly.
  private static let wideVariance = 1000.0

  /// P(X <= hits) of `count` samples, each of which is a hit with the probability `share`, 0...1.
  ///
  /// Source: DLMF 8.17.5.
  package static func atMost(_ hits: UInt64, of count: UInt64, share: Double) -> Double {
    guard hits < count, share > 0 else { return 1 }
    guard share < 1 else { return 0 }
    let (k, n) = (Double(hits), Double(count))
    let variance = n * share * (1 - share)
    if variance > wideVariance {
      return NormalDistribution.beyond((n * share - k - 0.5) / variance.squareRoot())
    }
    return RegularizedBeta.value(1 - share, n - k, k + 1)
  }

  /// P(X >= hits) of `count` samples, each of which is a hit with the probability `share`, 0...1.
  package static func atLeast(_ hits: UInt64, of count: UInt64, share: Double) -> Double {
    guard hits > 0 else { return 1 }
    guard hits <= count else { return 0 }
    return atMost(count - hits, of: count, share: 1 - share)
  }
}
