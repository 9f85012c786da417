import Glibc

/// Student's t distribution.
package enum StudentT {
  /// The t that is exceeded, up or down, with the probability 1 - `confidence`: 2.262 for 95 % and 9
  /// degrees of freedom, which need not be whole.
  ///
  /// Found by bisection to the last bit.
  package static func quantile(confidence: Double, degreesOfFreedom: Double) -> Double {
    precondition(confidence > 0 && confidence < 1 && degreesOfFreedom > 0)
    let beyond = 1 - confidence
    var low = 0.0
    var high = 1.0
    while self.beyond(high, degreesOfFreedom) > beyond { high *= 2 }
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return high }
      if self.beyond(middle, degreesOfFreedom) > beyond { low = middle } else { high = middle }
    }
  }

  /// The probability that |T| exceeds `t`: I_x(n/2, 1/2) with x = n / (n + t^2).
  ///
  /// Source: Abramowitz and Stegun, 26.7.1 with 26.5.27.
  private static func beyond(_ t: Double, _ degreesOfFreedom: Double) -> Double {
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    return RegularizedBeta.value(x, degreesOfFreedom / 2, 0.5)
  }
}
