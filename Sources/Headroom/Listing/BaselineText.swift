import Budgets
import Recordings
import Sessions

/// What is said when a session becomes a baseline.
enum BaselineText {
  /// What the baseline is now, where it is, what it replaced, and what spoke against it.
  static func lines(_ change: RecordingCatalog.BaselineChange) -> [String] {
    let baseline = change.baseline
    var lines = [
      "Baseline of \(baseline.name.text)" + facts(of: baseline.entry),
      "  \(Visible.text(baseline.entry.path)): commit it, and everyone compares with the same",
    ]
    if let replaced = change.replaced { lines.append("  replaces that" + facts(of: replaced)) }
    if !change.overruled.isEmpty {
      lines.append("  forced, though it " + BaselineError.list(change.overruled))
    }
    if let reasons = baseline.entry.summary?.trust.reasons, !reasons.isEmpty {
      lines.append(
        "  its measurement is doubtful: " + Visible.text(reasons.joined(separator: "; "))
      )
    }
    return lines
  }

  /// ` of 2026-11-21 14:03, pass, 5m0s, abc1234, "rc4"`; empty if nothing is known of it.
  static func facts(of entry: RecordingEntry) -> String {
    guard let head = entry.head.map(HostFacts.shownHere) else { return "" }
    var facts = [head.startedText, entry.summary?.verdict.rawValue ?? "not ended"]
    if let summary = entry.summary {
      facts.append(Figures.shortDuration(nanoseconds: Double(summary.measuredNanoseconds)))
    }
    if let commit = head.commitText { facts.append(commit) }
    if let label = head.label { facts.append("\"\(label)\"") }
    return Visible.text(" of " + facts.joined(separator: ", "))
  }
}
