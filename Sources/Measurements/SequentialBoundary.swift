import Glibc

/// How sure one look at a run must be, so that looking at it again and again until its planned end is
/// wrong no more often than one look at its end.
///
/// The same boundary at every look (Pocock, Biometrika 64 (1977) 191), so that what is far from its
/// limit is sure early. The standardized sum of `n` independent parts exceeds `z`, up or down, at
/// any time from the first part to the last with nearly the probability
///
///     f(z) ((z - 1 / z) ln n + 4 / z)
///
/// where f is the density of the standard normal distribution. Source: Miller and Siegmund, Biometrics
/// 38 (1982) 1011, for a Brownian motion.
package enum SequentialBoundary {
  /// The probability of an error on one side that a look at the end may have: 2.5 %.
  package static let finalTail = 0.025

  /// The probability of an error on one side that each of `looks` looks may have.
  package static func tail(looks: Double) -> Double {
    guard looks > 1 else { return finalTail }
    let range = log(looks)
    var (low, high) = (NormalDistribution.quantile(tail: finalTail), 12.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if crossing(middle, range) > 2 * finalTail { low = middle } else { high = middle }
    }
    return min(finalTail, NormalDistribution.beyond(high))
  }

  private static func crossing(_ z: Double, _ range: Double) -> Double {
    let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    return density * ((z - 1 / z) * range + 4 / z)
  }
}
