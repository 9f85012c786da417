import Budgets
import Sessions

/// Sessions in the words of the home screen.
struct SessionWords {
  let glyphs: Glyphs

  /// `3 suites`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(Figures.quantity(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `notes-api · stress · staging`.
  func kind(of head: SessionHead) -> String {
    ([head.suite, head.profile] + (head.environment.map { [$0] } ?? []))
      .joined(separator: " \(glyphs.separator) ")
  }

  /// What needs attention most, and how many are like it:
  /// `sync-status p95 1.30s, budget 1.00s: 130%; 2 of 11 violated`.
  func verdict(of summary: Summary) -> String {
    let all = summary.objectivesByAttention
    guard all.count > 1, let verdict = all.first?.judgement.verdict else {
      return worst(of: summary)
    }
    let alike = all.count { $0.judgement.verdict == verdict }
    return worst(of: summary) + "; \(alike) of \(all.count) \(Self.participle(verdict))"
  }

  /// What needs attention most: `sync-status p95 1.30s, budget 1.00s: 130%`.
  func worst(of summary: Summary) -> String {
    guard let worst = summary.objectivesByAttention.first else { return "no budget to judge by" }
    let name = "\(worst.objective.subject.name) \(Words.long(worst.objective.metric))"
    let judgement = worst.judgement
    if judgement.tooFewAnswers {
      return "\(name): \(Words.tooManyFailed) to keep \(Words.budget(worst.objective))"
    }
    guard let observed = judgement.observed, judgement.verdict != .pending else {
      return "\(name) has too few samples"
    }
    return "\(name) \(Words.value(observed, of: worst.objective)), budget "
      + "\(Words.budget(worst.objective)): \(used(judgement))"
  }

  /// An objective and how it was judged: `✗ sync-status p95≤1.00s  1.30s 130%`.
  func objective(_ summary: ObjectiveSummary) -> String {
    let objective = summary.objective
    let judged = summary.judgement.tooFewAnswers ? nil : summary.judgement.observed
    let observed = judged.map { Words.value($0, of: objective) }
    return [
      Words.glyph(summary.judgement.verdict, glyphs), objective.subject.name,
      Words.objective(objective, glyphs), observed ?? glyphs.none, used(summary.judgement),
    ].joined(separator: " ")
  }

  /// How a session ended, where it did not come to its planned end.
  func ending(of session: ListedSession) -> String? {
    switch session.end {
    case .completed: nil
    case .stopped: "stopped by hand"
    case .signal(let number): "ended by signal \(number)"
    case .violated: "ended at its first violation"
    case .torn, nil: session.head == nil ? nil : "no end: killed, or still going on"
    }
  }

  private func used(_ judgement: Judgement) -> String {
    guard judgement.verdict != .pending, judgement.verdict != .skipped else { return glyphs.none }
    return Words.used(judgement, glyphs) ?? glyphs.infinity
  }

  private static func participle(_ verdict: Verdict) -> String {
    switch verdict {
    case .pending: "pending"
    case .pass: "pass"
    case .drift: "drift"
    case .violation: "violated"
    case .skipped: "skipped"
    }
  }
}
