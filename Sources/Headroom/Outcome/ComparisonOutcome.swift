import Reports
import Sessions

/// What a comparison comes to: the program's status, and what is printed.
struct ComparisonOutcome {
  /// What changed.
  let comparison: SessionComparison

  /// The outcome of a comparison.
  init(_ comparison: SessionComparison) { self.comparison = comparison }

  /// 1 if anything became worse, else 0.
  var status: ExitStatus { comparison.isRegression ? .regression : .success }

  /// What is printed.
  func text(_ format: ComparisonFormat, glyphs: Glyphs) -> String {
    switch format {
    case .json: comparison.json(status: status.rawValue).text + "\n"
    case .md: ComparisonMarkdown(comparison: comparison).text
    case .text: ComparisonText(comparison: comparison, glyphs: glyphs, closing: closing).text
    }
  }

  private var closing: String {
    let worse = comparison.count(of: .worse)
    let reason = worse > 0 ? "\(worse) \(worse == 1 ? "metric" : "metrics") worse" : "nothing worse"
    let isVoid = comparison.voidReason != nil
    return "Status \(status.rawValue): \(reason)"
      + (isVoid ? ", but the two did not measure the same." : ".")
  }
}
