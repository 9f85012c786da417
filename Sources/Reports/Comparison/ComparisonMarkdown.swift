import Budgets
package import Sessions

/// A comparison for a pull request: what changed first, everything else folded away.
package struct ComparisonMarkdown: Sendable {
  /// What is told.
  package var comparison: SessionComparison

  /// The Markdown of a comparison.
  package init(comparison: SessionComparison) { self.comparison = comparison }

  /// All lines, each ended.
  package var text: String {
    let parts = [headlines, sides, circumstances, missing, claims, details]
    return parts.filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private let glyphs = Glyphs.unicode
  private var words: ChangeText { ChangeText(glyphs: glyphs) }

  private var headlines: [String] {
    let line = ComparisonHeadline(comparison: comparison, glyphs: glyphs)
    let headline = "**\(line.mark) \(line.word)** " + MarkdownText.escaped(line.sentence)
    return [line.warning.map { MarkdownText.escaped($0) + "\n" }, headline].compactMap { $0 }
  }

  private var sides: [String] {
    [("Base", comparison.base), ("Current", comparison.current)].map { name, side in
      "- \(name): " + MarkdownText.escaped(side.title(glyphs: glyphs))
    }
  }

  private var circumstances: [String] {
    guard !comparison.circumstances.isEmpty else { return [] }
    let rows = comparison.circumstances.map { circumstance in
      [
        circumstance.weight.words, circumstance.name, circumstance.base ?? glyphs.none,
        circumstance.current ?? glyphs.none,
      ]
    }
    let head = ["What differs besides", "", "base", "current"]
    return MarkdownText.table(head, columns: "llll", rows)
  }

  private var missing: [String] {
    let lists = [("base", comparison.onlyInBase), ("current", comparison.onlyInCurrent)]
    return lists.filter { !$0.1.isEmpty }.map { side, names in
      "- Only the \(side) session has: " + MarkdownText.escaped(names.joined(separator: ", "))
    }
  }

  private var claims: [String] {
    let claims = comparison.claims
    guard !claims.isEmpty else { return [] }
    let rows = claims.map { [$0.subject] + cells($0.change) }
    return MarkdownText.table(["Benchmark"] + Self.head, columns: "llrrrll", rows)
  }

  private static let head = ["metric", "base", "current", "change", "99 % interval", "finding"]

  private func cells(_ change: MetricChange) -> [String] {
    let mark =
      switch change.finding {
      case .worse: glyphs.violation + " "
      case .better: glyphs.pass + " "
      case .noDifference, .cantTell, .tooFew: ""
      }
    return [
      change.metric.label, words.value(change.base, of: change.metric),
      words.value(change.current, of: change.metric),
      words.change(change.change, of: change.metric), words.interval(change), mark + change.words,
    ]
  }

  private var details: [String] {
    let rows = comparison.subjects.flatMap { subject in
      subject.changes.map { [subject.name] + cells($0) }
    }
    guard !rows.isEmpty else { return [] }
    return ["<details><summary>Every metric</summary>", ""]
      + MarkdownText.table(["Benchmark"] + Self.head, columns: "llrrrll", rows)
      + ["", "</details>"]
  }
}
