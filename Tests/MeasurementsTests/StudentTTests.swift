import Measurements
import Testing

/// Published values: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, and the exact ones
/// of 1 and 2 degrees of freedom.
@Suite("Student's t") struct StudentTTests {
  @Test(
    "is that of the published table",
    arguments: [
      (0.95, 1, 12.706), (0.95, 9, 2.262), (0.95, 30, 2.042), (0.99, 1, 63.657), (0.99, 2, 9.925),
      (0.99, 5, 4.032), (0.99, 9, 3.250), (0.99, 18, 2.878), (0.99, 100, 2.626),
      (0.998, 9, 4.297), (0.80, 9, 1.383),
    ] as [(Double, Double, Double)]
  )
  func published(_ confidence: Double, _ freedom: Double, _ t: Double) {
    let computed = StudentT.quantile(confidence: confidence, degreesOfFreedom: freedom)
    #expect(abs(computed - t) <= 0.0005)
  }

  @Test("of two degrees of freedom has a closed form, which it meets to the last digits")
  func closedForm() {
    for confidence in [0.5, 0.9, 0.99, 0.9999] {
      let exact = confidence * (2 / (1 - confidence * confidence)).squareRoot()
      let t = StudentT.quantile(confidence: confidence, degreesOfFreedom: 2)
      #expect(abs(t / exact - 1) < 1e-9)
    }
  }

  @Test("lies between its neighbours where the degrees of freedom are not whole")
  func fractions() {
    let t = [9, 9.5, 10].map { StudentT.quantile(confidence: 0.99, degreesOfFreedom: $0) }
    #expect(t[0] > t[1] && t[1] > t[2])
  }

  @Test("is that of the normal distribution in the limit")
  func limit() {
    let t = StudentT.quantile(confidence: 0.99, degreesOfFreedom: 1e7)
    #expect(abs(t - 2.575_829) < 1e-5)
  }
}
