import Glibc

/// How sure a statement must be, with the quantiles that follow from it.
package struct Confidence: Sendable, Equatable {
  /// The probability of an error on each side.
  package let tail: Double
  /// Student's t of ten groups.
  let ofTenGroups: Double
  /// The quantile of the normal distribution.
  let normal: Double

  /// The confidence that leaves an error of `tail` on each side, 0 < tail < 0.5.
  package init(tail: Double) {
    self.tail = tail
    ofTenGroups = StudentT.quantile(confidence: 1 - 2 * tail, degreesOfFreedom: 9)
    normal = NormalDistribution.quantile(tail: tail)
  }

  /// 95 %: that of a run which is over.
  package static let final = Confidence(tail: SequentialBoundary.finalTail)

  /// That of each of `looks` looks at a run until its planned end.
  package static func during(looks: Double) -> Confidence {
    Confidence(tail: SequentialBoundary.tail(looks: looks))
  }

  /// Student's t with any degrees of freedom.
  package func student(degreesOfFreedom: Double) -> Double {
    StudentT.quantile(confidence: 1 - 2 * tail, degreesOfFreedom: degreesOfFreedom)
  }

  /// How many independent samples must all lie on one side, if each of them does with the probability
  /// `chance` when the share is at its limit, 0 < chance < 1.
  func unanimous(_ chance: Double) -> Double { (log(tail) / log(chance)).rounded(.up) }
}
