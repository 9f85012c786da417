import Glibc
package import Measurements

/// Latencies as servers have them: log-normal around a median, the same in every run.
package struct Latencies {
  private var dice: Dice

  /// Those of a seed.
  package init(seed: UInt64) { dice = Dice(seed: seed) }

  /// A number of (0, 1).
  package mutating func uniform() -> Double {
    (Double(dice.next() >> 11) + 0.5) / 9_007_199_254_740_992
  }

  /// A number of the standard normal distribution.
  ///
  /// Source: Box and Muller, Ann. Math. Stat. 29 (1958) 610.
  package mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
  }

  /// One latency, ns; `spread` is the standard deviation of its logarithm.
  package mutating func draw(median: Double, spread: Double = 0.5) -> Int64 {
    Int64(median * exp(normal() * spread))
  }

  /// The buckets of `count` latencies.
  package mutating func counts(_ count: Int, median: Double, spread: Double = 0.5) -> SparseCounts {
    let recorder = Recorder()
    for _ in 0..<count { recorder.record(draw(median: median, spread: spread)) }
    return recorder.drain().counts
  }
}
