package import Budgets
package import Sessions

/// An objective and its judgement in words.
package struct ObjectiveText: Sendable {
  /// How marks are drawn.
  package var glyphs: Glyphs
  /// The CPUs of the machine; 0 if that is not known.
  package var cores: Int

  /// Words with these marks, of a machine with so many CPUs.
  package init(glyphs: Glyphs, cores: Int = 0) {
    self.glyphs = glyphs
    self.cores = cores
  }

  /// A value of a metric as people read it: `1.30s`, `99.94%`, `20/s`.
  package func value(_ value: Double?, of metric: Metric) -> String {
    guard let value else { return glyphs.none }
    return metric == .cpu
      ? Figures.cpu(value, of: cores) : Figures.value(value, in: metric.unit)
  }

  /// A value of an objective's metric, in the unit of its budget.
  package func value(_ value: Double?, of objective: Objective) -> String {
    if objective.metric == .cpu { return self.value(value, of: objective.metric) }
    return value.map { Figures.value($0, of: objective) } ?? glyphs.none
  }

  /// `p95≤1.00s`, with the window if it is judged in each one, and `hard` if every breach is a violation.
  package func rule(_ objective: Objective) -> String {
    let side = objective.comparison == .atMost ? glyphs.atMost : glyphs.atLeast
    let budget = Figures.budget(objective)
    let window = objective.inEverySeconds.map {
      " in every " + Figures.shortDuration(nanoseconds: $0 * 1e9)
    }
    let hard = objective.limits.isHard ? " hard" : ""
    return objective.metric.name + side + budget + (window ?? "") + hard
  }

  /// The mark of a verdict.
  package func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .pending: glyphs.pending
    case .pass: glyphs.pass
    case .drift: glyphs.drift
    case .violation: glyphs.violation
    case .skipped: glyphs.skipped
    }
  }

  /// `130%`, or a dash if nothing was judged.
  package func consumption(_ judgement: Judgement) -> String {
    guard !judgement.tooFewAnswers, let consumption = judgement.consumption else {
      return glyphs.none
    }
    return Figures.consumption(consumption, infinity: glyphs.infinity)
  }

  /// `✗ violation, sure`, `… pending, needs 88 more samples`, `… pending, never seen`.
  package func verdict(_ summary: ObjectiveSummary) -> String {
    let judgement = summary.judgement
    var words = mark(judgement.verdict) + " " + judgement.verdict.rawValue
    switch judgement.verdict {
    case .pending where summary.isOfUnseenProcess: words += ", never seen"
    case .pending where judgement.missing > 0:
      words += ", needs \(Figures.samples(judgement.missing))"
    case .pending, .skipped: break
    case .pass, .drift, .violation:
      if judgement.tooFewAnswers { words += ", too many failed" }
      if let certainty = certainty(summary) { words += ", " + certainty }
    }
    return words
  }

  /// `sure` or `unsure`; nil of a value of the run, which has no range.
  private func certainty(_ summary: ObjectiveSummary) -> String? {
    guard summary.judgement.tooFewAnswers || !summary.objective.isValue else { return nil }
    return summary.judgement.sure ? "sure" : "unsure"
  }

  /// `sure`, or `unsure: 10 intervals needed, 7 so far`, after a comma.
  private func reasoned(_ summary: ObjectiveSummary) -> String {
    guard let certainty = certainty(summary) else { return "" }
    let why = summary.judgement.uncertainty.map { ": " + $0.words } ?? ""
    return ", " + certainty + why
  }

  /// `p95 1.30s, budget 1.00s: 130%, sure`.
  package func sentence(_ summary: ObjectiveSummary) -> String {
    let objective = summary.objective
    let judgement = summary.judgement
    let name = objective.subject.name + " " + objective.metric.name
    let budget = Figures.budget(objective)
    if judgement.tooFewAnswers {
      return name + ": too many failed to keep its budget of \(budget)" + reasoned(summary)
    }
    if summary.isOfUnseenProcess { return name + " (budget \(budget)): never seen" }
    if judgement.verdict == .pending {
      let missing = judgement.missing > 0 ? ", needs \(Figures.samples(judgement.missing))" : ""
      return name + " (budget \(budget))" + missing
    }
    let observed = value(judgement.observed, of: objective)
    return "\(name) \(observed), budget \(budget): \(consumption(judgement))" + reasoned(summary)
  }
}
