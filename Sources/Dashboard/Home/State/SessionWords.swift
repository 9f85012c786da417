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

  /// What needs attention most: `sync-status p95 1.30s, budget 1.00s: 130%; 2 of 11 violated`.
  func verdict(of summary: Summary) -> String {
    let all = summary.objectivesByAttention
    guard let worst = all.first else { return "no budget to judge by" }
    let name = "\(worst.objective.subject.name) \(Words.long(worst.objective.metric))"
    let judgement = worst.judgement
    var text: String
    if judgement.tooFewAnswers {
      text = "\(name): not enough answers to keep \(Words.budget(worst.objective))"
    } else if let observed = judgement.observed, judgement.verdict != .pending {
      text =
        "\(name) \(Words.value(observed, of: worst.objective.metric)), budget "
        + "\(Words.budget(worst.objective)): \(used(judgement))"
    } else {
      text = "\(name) has too few samples"
    }
    let alike = all.count { $0.judgement.verdict == judgement.verdict }
    if all.count > 1 { text += "; \(alike) of \(all.count) \(Self.participle(judgement.verdict))" }
    return text
  }

  /// An objective and how it was judged: `✗ sync-status p95≤1.00s  1.30s 130%`.
  func objective(_ summary: ObjectiveSummary) -> String {
    let objective = summary.objective
    let observed = summary.judgement.observed.map { Words.value($0, of: objective.metric) }
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
    return Figures.consumption(judgement.consumption, infinity: glyphs.infinity)
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
