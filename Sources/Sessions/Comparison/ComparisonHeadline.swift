/// The first line of a comparison: what became worse, by how much and how surely.
package struct ComparisonHeadline: Sendable {
  /// What is told.
  package var comparison: SessionComparison
  /// How marks are drawn.
  package var glyphs: Glyphs

  /// The headline of a comparison.
  package init(comparison: SessionComparison, glyphs: Glyphs) {
    self.comparison = comparison
    self.glyphs = glyphs
  }

  /// `▲ VOID  the two did not measure the same: load`; nil if nothing speaks against the comparison.
  package var warning: String? { voidWords.map { "\(glyphs.drift) VOID  " + $0 } }

  /// `the two did not measure the same: load`; nil if they did.
  package var voidWords: String? {
    comparison.voidReason.map { "the two did not measure the same: \($0)" }
  }

  /// `✗ SLOWER  sync-status p95 310ms → 556ms: +79%, 99% sure (+60% to +98%)`.
  package var text: String { mark + " " + word + "  " + sentence }

  /// The mark of the verdict.
  package var mark: String {
    switch comparison.verdict {
    case .worse: glyphs.violation
    case .better, .noDifference: glyphs.pass
    case .cantTell, .tooFew: glyphs.pending
    }
  }

  /// The verdict in capitals: `SLOWER`, `NO DIFFERENCE`, `CAN'T TELL`.
  package var word: String {
    if let first = comparison.claims.first { return first.change.words.uppercased() }
    return switch comparison.verdict {
    case .worse, .better, .noDifference: "NO DIFFERENCE"
    case .cantTell: "CAN'T TELL"
    case .tooFew: "TOO FEW SAMPLES"
    }
  }

  /// What stands behind the verdict, the longest wording first.
  package var wordings: [String] {
    guard let first = comparison.claims.first else { return [sentence] }
    let words = ChangeText(glyphs: glyphs)
    return [
      sentence, words.sureStatement(first) + counts, words.sureStatement(first),
      words.statement(first),
    ]
  }

  /// What stands behind the verdict.
  package var sentence: String {
    if let first = comparison.claims.first {
      return ChangeText(glyphs: glyphs).sentence(first) + counts
    }
    if comparison.subjects.isEmpty { return "no benchmark is in both sessions" }
    let least = Figures.fineShare(comparison.minChange)
    let all = comparison.metricCount
    if let unclear = comparison.unclear {
      let words = ChangeText(glyphs: glyphs)
      let change = unclear.change
      return "\(unclear.subject) \(change.metric.label) (\(words.interval(change))); "
        + "\(comparison.count(of: .cantTell)) of \(all) metrics may differ by \(least) or more"
    }
    return comparison.verdict == .noDifference
      ? "of \(least) or more in \(comparison.count(of: .noDifference)) of \(all) metrics"
      : "to tell: it takes at least 10 intervals with requests on each side"
  }

  private var counts: String {
    let all = comparison.claims.count
    guard all > 1 else { return "" }
    let worse = comparison.count(of: .worse)
    let better = comparison.count(of: .better)
    let parts = [worse > 0 ? "\(worse) worse" : "", better > 0 ? "\(better) better" : ""]
    return "  (" + parts.filter { !$0.isEmpty }.joined(separator: ", ") + ")"
  }
}
