import Budgets
import Measurements
package import Sessions

/// A comparison as people read it; its tables take 80 columns unless a name is long.
package struct ComparisonText: Sendable {
  /// What is told.
  package var comparison: SessionComparison
  /// How marks are drawn.
  package var glyphs: Glyphs
  /// The last line: why the status is what it is.
  package var closing: String

  /// The text of a comparison.
  package init(comparison: SessionComparison, glyphs: Glyphs, closing: String) {
    self.comparison = comparison
    self.glyphs = glyphs
    self.closing = closing
  }

  /// All lines, each ended.
  package var text: String {
    let sections =
      [headlines + sides, circumstances, missing]
      + comparison.subjects.map(table) + [reading + [Visible.text(closing)]]
    return sections.filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var words: ChangeText { ChangeText(glyphs: glyphs) }

  private var headlines: [String] {
    let headline = ComparisonHeadline(comparison: comparison, glyphs: glyphs)
    return [headline.warning, headline.text].compactMap { $0.map { Visible.text($0) } }
  }

  private var sides: [String] {
    var table = TextTable([.left, .left])
    for (name, side) in [("base", comparison.base), ("current", comparison.current)] {
      table.add([name, side.title(glyphs: glyphs)])
    }
    return table.lines()
  }

  private var circumstances: [String] {
    guard !comparison.circumstances.isEmpty else { return [] }
    var table = TextTable([.left, .left, .left])
    for circumstance in comparison.circumstances {
      table.add([
        circumstance.weight.words, circumstance.name, difference(circumstance),
      ])
    }
    return ["What differs besides what was measured:"] + table.lines()
  }

  private func difference(_ circumstance: Circumstance) -> String {
    let base = circumstance.base ?? glyphs.none
    let current = circumstance.current ?? glyphs.none
    return base == current ? "both \(base)" : "\(base) \(glyphs.becomes) \(current)"
  }

  private var missing: [String] {
    let lists = [("base", comparison.onlyInBase), ("current", comparison.onlyInCurrent)]
    return lists.filter { !$0.1.isEmpty }.map { side, names in
      Visible.text("Only the \(side) session has: " + names.joined(separator: ", "))
    }
  }

  private func table(_ subject: SubjectComparison) -> [String] {
    var table = TextTable([.left, .right, .right, .right, .left, .left])
    table.add([subject.name, "base", "current", "change", "99% interval"])
    for change in subject.changes {
      table.add([
        "  " + change.metric.label,
        words.value(change.base, of: change.metric),
        words.value(change.current, of: change.metric),
        words.change(change.change, of: change.metric),
        words.interval(change),
        mark(change.finding) + change.words,
      ])
    }
    return table.lines(indent: 0)
  }

  private func mark(_ finding: MetricChange.Finding) -> String {
    switch finding {
    case .worse: glyphs.violation + " "
    case .better: glyphs.pass + " "
    case .noDifference, .cantTell, .tooFew: "  "
    }
  }

  private var reading: [String] {
    let least = Figures.fineShare(comparison.minChange)
    let points = Figures.trimmed(Figures.decimal(SessionComparison.minErrorRateChange * 100, 3))
    var rules = [
      "A difference is claimed if its 99% interval excludes 0 and it is at least \(least).",
      "No difference means that the whole interval is within \(least), of error rates \(points) pt.",
    ]
    if comparison.count(of: .tooFew) > 0 {
      rules.append(
        "Too few samples: it takes 10 intervals on each side, and "
          + "\(Quantile.p99.leastSamples) samples for p99."
      )
    }
    let metrics = comparison.metricCount
    guard metrics >= 50 else { return rules }
    return rules + [
      "Of \(metrics) metrics, \((metrics + 50) / 100) or so may be claimed by chance."
    ]
  }
}
