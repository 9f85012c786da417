import Glibc

/// The regularized incomplete beta function, from which the tails of Student's t and of the binomial
/// distribution follow.
enum RegularizedBeta {
  /// I_x(a, b).
  ///
  /// Its fraction converges fast only below the mean; beyond it the symmetry of DLMF 8.17.4 helps.
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0, x < 1 else { return x <= 0 ? 0 : 1 }
    let isBelow = x <= (a + 1) / (a + b + 2)
    return isBelow ? byFraction(x, a, b) : 1 - byFraction(1 - x, b, a)
  }

  /// I_x(a, b) by the continued fraction of DLMF 8.17.22.
  ///
  /// It is evaluated by the method of Lentz as modified by Thompson and Barnett, J. Comput. Phys. 64
  /// (1986) 490.
  private static func byFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var sign: Int32 = 0
    let logBeta = lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign)
    let front = exp(a * log(x) + b * log1p(-x) - logBeta) / a
    let tiny = 1e-300
    var fraction = 1.0
    var c = 1.0
    var d = 0.0
    for step in 0..<10_000 {
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
