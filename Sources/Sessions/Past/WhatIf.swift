package import Budgets

/// What a session would have come to under another budget of one objective.
package struct WhatIf: Sendable, Equatable {
  /// The budget that was tried, in the unit of the metric (ns, share 0...1, per second).
  package var budget: Double
  /// The verdict after the last interval.
  package var verdict: Verdict
  /// How much of the budget is used at the end; nil if nothing can be said, infinite without bound.
  package var consumption: Double?
  /// Since when it has that verdict, ns since the start of the session; nil if nothing was judged.
  package var sinceNanoseconds: Int64?
  /// When 10 s first were over the budget, ns since the start of the session; nil if they never were.
  package var firstOverNanoseconds: Int64?
  /// Whether it is violated under any budget, since too many failed.
  package var tooManyFailed = false

  /// Whether the whole passes although 10 s of it did not.
  package var isOverOnlyInWindows: Bool { verdict == .pass && firstOverNanoseconds != nil }
}

extension ObjectiveTrace {
  /// Judges the objective again at the end of each interval, by the budget and limits that it has now.
  ///
  /// O(intervals).
  package func judged(by objective: Objective) -> WhatIf {
    var since: Int64?
    var verdict = Verdict.pending
    var firstOver: Int64?
    for (index, end) in ends.enumerated() {
      let now = self.verdict(at: index, by: objective)
      if now != verdict || since == nil {
        (verdict, since) = (now, end)
      }
      if firstOver == nil, !last10[index].isNaN,
        objective.verdict(of: last10[index]) != .pass
      {
        firstOver = end
      }
    }
    return WhatIf(
      budget: objective.budget,
      verdict: verdict,
      consumption: consumption(by: objective),
      sinceNanoseconds: verdict == .pending ? nil : since,
      firstOverNanoseconds: firstOver,
      tooManyFailed: lacksAnswers.last == true
    )
  }

  /// The strictest budget in three significant digits under which the session passes at its end; nil
  /// if there is none.
  package func strictestPassing(_ objective: Objective) -> Objective? {
    guard let observed = whole.last, !observed.isNaN, lacksAnswers.last == false else { return nil }
    var passing = objective
    switch (objective.metric, objective.comparison) {
    case (.availability, .atLeast):
      passing.budget = 1 - Self.rounded((1 - observed) / objective.limits.drift, .up)
    case (_, .atMost): passing.budget = Self.rounded(observed / objective.limits.drift, .up)
    case (_, .atLeast): passing.budget = Self.rounded(observed * objective.limits.drift, .down)
    }
    return passing.verdict(of: observed) == .pass ? passing : nil
  }

  private func verdict(at index: Int, by objective: Objective) -> Verdict {
    if lacksAnswers[index] { return .violation }
    return whole[index].isNaN ? .pending : objective.verdict(of: whole[index])
  }

  private func consumption(by objective: Objective) -> Double? {
    guard let observed = whole.last, let lacks = lacksAnswers.last else { return nil }
    if lacks { return .infinity }
    return observed.isNaN ? nil : objective.consumption(of: observed)
  }

  private static func rounded(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    guard value > 0, value.isFinite else { return value }
    // Powers of ten are exact, tenths are not.
    var (unit, divisor) = (1.0, 1.0)
    while value / unit >= 1000 { unit *= 10 }
    while value * divisor < 100 { divisor *= 10 }
    let scaled = value * divisor / unit
    let nearest = scaled.rounded()
    // What is a round figure already stays one.
    let figure = abs(scaled - nearest) < 1e-9 ? nearest : scaled.rounded(rule)
    return figure * unit / divisor
  }
}
