package import Measurements

/// How an objective was judged over a stretch of time.
package struct Judgement: Sendable, Equatable {
  /// The metric's value, in its unit (ns, share 0...1, per second); nil if nothing can be said.
  package var observed: Double?
  /// The lower end of the 95 % range of the metric; nil if unknown.
  package var low: Double?
  /// The upper end of the 95 % range of the metric; nil if unknown.
  package var high: Double?
  /// How much of the budget is used; nil if nothing can be said, infinite if without bound.
  package var consumption: Double?
  /// Whether it is within its budget.
  package var verdict: Verdict
  /// Whether the verdict is certain: the error is at most 2.5 % on each side, or the metric is a value
  /// of the run and no estimate.
  package var sure: Bool = false
  /// Why it is not sure, and what would help; nil if it is, and where that was not asked.
  package var uncertainty: Uncertainty?
  /// How many more samples it takes to judge; 0 if it was judged.
  package var missing: Int = 0
  /// Whether it is violated because too many requests had no good answer to measure.
  package var tooFewAnswers = false

  /// Not judged yet, for lack of this many samples.
  package static func pending(missing: Int) -> Judgement {
    Judgement(verdict: .pending, missing: missing)
  }

  /// A judgement.
  package init(
    observed: Double? = nil,
    low: Double? = nil,
    high: Double? = nil,
    consumption: Double? = nil,
    verdict: Verdict,
    sure: Bool = false,
    uncertainty: Uncertainty? = nil,
    missing: Int = 0,
    tooFewAnswers: Bool = false
  ) {
    self.observed = observed
    self.low = low
    self.high = high
    self.consumption = consumption
    self.verdict = verdict
    self.sure = sure
    self.uncertainty = uncertainty
    self.missing = missing
    self.tooFewAnswers = tooFewAnswers
  }
}
