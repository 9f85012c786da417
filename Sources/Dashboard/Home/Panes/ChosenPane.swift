import Budgets
import Sessions

/// What there is to say about the chosen suite or session, and the command that does the same.
struct ChosenPane {
  let state: HomeState

  private typealias Line = (text: String, style: Style)

  func draw(in area: Area, into canvas: inout Canvas) {
    switch state.pane {
    case .suites:
      guard let suite = state.selectedSuite else { break }
      draw(
        suite.name,
        trailing: "",
        lines(of: suite),
        command: "headroom run \(suite.name)",
        in: area,
        into: &canvas
      )
      return
    case .sessions:
      guard let session = state.selectedSession else { break }
      draw(
        session.name,
        trailing: session.baseline.map { "baseline of \($0)" } ?? "",
        lines(of: session),
        command: "headroom replay \(session.path)",
        in: area,
        into: &canvas
      )
      return
    }
    Rule().draw(in: area, into: &canvas, state.glyphs)
  }

  /// The command stands on the last line, and the others give way to it.
  private func draw(
    _ title: String,
    trailing: String,
    _ lines: [Line],
    command: String,
    in area: Area,
    into canvas: inout Canvas
  ) {
    Rule(title, trailing: trailing).draw(in: area, into: &canvas, state.glyphs)
    var rest = area
    _ = rest.takeTop(1)
    let foot = rest.takeBottom(1)
    canvas.put(clip(command, foot), Style(.accent), in: foot, column: 1)
    for (row, line) in lines.prefix(rest.rows).enumerated() {
      canvas.put(clip(line.text, rest), line.style, in: rest, column: 1, row: row)
    }
  }

  private func clip(_ text: String, _ area: Area) -> String {
    Columns.clip(text, to: area.columns - 2, ellipsis: state.glyphs.ellipsis)
  }

  // MARK: - Lines

  private var words: SessionWords { SessionWords(glyphs: state.glyphs) }

  private func lines(of suite: ListedSuite) -> [Line] {
    var lines: [Line] = [(suite.about, suite.isBroken ? Style(.over) : .text)]
    if let last = state.latest(of: suite), let summary = last.summary {
      lines.append(verdict(of: summary))
    }
    if suite.profiles.count > 1 {
      lines.append(
        (
          "profiles, the first one unless --profile: " + suite.profiles.joined(separator: ", "),
          .muted
        )
      )
    }
    return lines
  }

  private func lines(of session: ListedSession) -> [Line] {
    guard let head = session.head else {
      return [(session.problem ?? "a log of another program: no suite, no budgets", Style(.over))]
    }
    var lines: [Line] = []
    if let summary = session.summary { lines.append(verdict(of: summary)) }
    if let ending = words.ending(of: session) { lines.append((ending, Style(.over))) }
    lines.append((about(head), .text))
    guard let summary = session.summary else { return lines }
    if summary.steered { lines.append(("steered by hand", Style(.drift))) }
    if !summary.trust.reasons.isEmpty {
      lines.append(
        ("trust doubtful: " + summary.trust.reasons.joined(separator: "; "), Style(.over))
      )
    }
    lines += summary.objectivesByAttention.map { objective in
      (words.objective(objective), Style(Words.role(objective.judgement.verdict)))
    }
    return lines
  }

  private func verdict(of summary: Summary) -> Line {
    let text =
      Words.glyph(summary.verdict, state.glyphs) + " \(summary.verdict.rawValue): "
      + words.verdict(of: summary)
    return (text, Style(Words.role(summary.verdict), .bold))
  }

  /// Of which suite it is, what it is called, when and where it was measured.
  private func about(_ head: SessionHead) -> String {
    var parts = [words.kind(of: head)]
    if let label = head.label { parts.append("\"\(label)\"") }
    parts.append(head.startedText + (head.otherZone.map { " (measured in \($0))" } ?? ""))
    if let commit = head.commitText {
      parts.append(commit + (head.branch.map { " on \($0)" } ?? ""))
    }
    if !head.host.name.isEmpty { parts.append("measured by \(head.host.name)") }
    return parts.joined(separator: "   ")
  }
}
