import Budgets
import Measurements
package import Sessions

/// The first line of a result: whether it is broken, by how much and how surely.
package enum VerdictLine {
  /// `✗ VIOLATION  sync-status p95 1.30s, budget 1.00s: 130%, sure  (1 violation, 6 pass)`.
  package static func text(_ summary: Summary, glyphs: Glyphs) -> String {
    let words = ObjectiveText(glyphs: glyphs, cores: summary.cores)
    let head = words.mark(summary.verdict) + " " + summary.verdict.rawValue.uppercased() + "  "
    let listed = summary.objectivesByAttention
    guard let worst = listed.first else {
      return head + "the suite has no budget to judge by"
    }
    let counts = summary.objectives.verdictCountText
    switch summary.verdict {
    case .pass:
      if let time = unbudgeted(summary) { return head + Visible.text(time) }
      let nearest = words.sentence(worst)
      return head + Visible.text((listed.count > 1 ? counts + "; closest " : "") + nearest)
    case .pending:
      let pending = listed.first { $0.judgement.verdict == .pending } ?? worst
      return head + Visible.text("nothing could be judged yet: " + words.sentence(pending))
    case .skipped:
      return head + "nothing ran here"
    case .drift, .violation:
      let rest = listed.count > 1 ? "  (\(counts))" : ""
      return head + Visible.text(words.sentence(worst)) + rest
    }
  }

  /// `list p95 1.30s; no budget is set for it`; nil where somebody set a budget.
  private static func unbudgeted(_ summary: Summary) -> String? {
    let isOfErrorsAlone = summary.objectives.allSatisfy(\.objective.isDefault)
    guard isOfErrorsAlone, let benchmark = summary.benchmarks.first(where: { $0.latency != nil }),
      let latency = benchmark.latency, let place = Quantile.reported.firstIndex(of: .p95),
      latency.values.indices.contains(place)
    else { return nil }
    let time = Figures.duration(nanoseconds: Double(latency.values[place]))
    let others = summary.benchmarks.count > 1 ? "no budget is set" : "no budget is set for it"
    return "\(benchmark.name) p95 \(time); \(others)"
  }
}
