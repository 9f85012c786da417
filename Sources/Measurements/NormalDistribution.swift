import Glibc

/// The standard normal distribution.
package enum NormalDistribution {
  /// The probability of a value beyond `z`.
  package static func beyond(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

  /// The z beyond which a value lies with the probability `tail`, 0 < tail <= 0.5: 1.96 for 2.5 %.
  ///
  /// Found by bisection to the last bit.
  package static func quantile(tail: Double) -> Double {
    precondition(tail > 0 && tail <= 0.5)
    var low = 0.0
    // erfc is 0 from here on.
    var high = 40.0
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return high }
      if beyond(middle) > tail { low = middle } else { high = middle }
    }
  }
}
