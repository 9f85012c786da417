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
    return regularizedBeta(x, degreesOfFreedom / 2, 0.5)
  }

  /// The regularized incomplete beta function I_x(a, b).
  ///
  /// Its fraction converges fast only below the mean; beyond it the symmetry of DLMF 8.17.4 helps.
  private static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0, x < 1 else { return x <= 0 ? 0 : 1 }
    let isBelow = x <= (a + 1) / (a + b + 2)
    return isBelow ? betaByFraction(x, a, b) : 1 - betaByFraction(1 - x, b, a)
  }

  /// I_x(a, b) by the continued fraction of DLMF 8.17.22.
  ///
  /// It is evaluated by the method of Lentz as modified by Thompson and Barnett, J. Comput. Phys. 64
  /// (1986) 490.
  private static func betaByFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var sign: Int32 = 0
    let logBeta = lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign)
    let front = exp(a * log(x) + b * log1p(-x) - logBeta) / a
    let tiny = 1e-300
    var fraction = 1.0
    var c = 1.0
    var d = 0.0
    for step in 0..<1000 {
      let m = Double(step / 2)
      let coefficient: Double
      if step == 0 {
        coefficient = 1
      } else if step.isMultiple(of: 2) {
        coefficient = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      } else {
        coefficient = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      }
      d = 1 + coefficient * d
      if abs(d) < tiny { d = tiny }
      d = 1 / d
      c = 1 + coefficient / c
      if abs(c) < tiny { c = tiny }
      fraction *= c * d
      if step > 0, abs(1 - c * d) < 1e-15 { break }
    }
    return front * (fraction - 1)
  }
}
