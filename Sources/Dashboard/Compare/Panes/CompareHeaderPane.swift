import Sessions

/// What is compared, what was found, and whether it can be believed.
struct CompareHeaderPane {
  let state: CompareState

  func draw(in area: Area, into canvas: inout Canvas) {
    var area = area
    if area.rows > 2 { drawTitle(in: area.takeTop(1), into: &canvas) }
    drawVerdict(in: area.line(0), into: &canvas)
    drawTrouble(in: area.line(1), into: &canvas)
  }

  private var comparison: SessionComparison { state.comparison }
  private var glyphs: Glyphs { state.glyphs }

  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    let head = comparison.current.head
    let separator = " \(glyphs.separator) "
    let suite = [head.suite, head.profile, head.environment].compactMap { $0 }
      .joined(separator: separator)
    let end = canvas.put("compare", .bold, in: area, column: 1)
    let sides = short(comparison.base) + " \(glyphs.becomes) " + short(comparison.current)
    let start = area.columns - Columns.width(of: sides) - 1
    let room = max(0, (start > end + 10 ? start : area.columns) - end - 4)
    canvas.put(
      Columns.clip(suite, to: room, ellipsis: glyphs.ellipsis),
      in: area,
      column: end + 2
    )
    if start > end + 10 { canvas.put(sides, .muted, in: area, column: start) }
  }

  /// `11-21 14:03 abc1234 "rc4"`.
  private func short(_ side: SessionComparison.Side) -> String {
    var text = String(side.started.dropFirst(5))
    if let commit = side.head.commit { text += " " + commit.prefix(7) }
    if side.head.isDirty { text += "+" }
    if let label = side.head.label {
      text += " \"" + Columns.clip(label, to: 12, ellipsis: glyphs.ellipsis) + "\""
    }
    return text
  }

  private func drawVerdict(in area: Area, into canvas: inout Canvas) {
    let headline = ComparisonHeadline(comparison: comparison, glyphs: glyphs)
    let role: Role =
      switch comparison.verdict {
      case .worse: .violation
      case .better: .pass
      case .noDifference: .text
      case .tooFew: .muted
      }
    let word = " \(headline.mark) \(headline.word) "
    let column = canvas.put(word, Style(role, [.bold, .reverse]), in: area)
    let text = Columns.clip(
      headline.sentence,
      to: max(0, area.columns - column - 1),
      ellipsis: glyphs.ellipsis
    )
    canvas.put(text, Style(role, .bold), in: area, column: column + 1)
  }

  private func drawTrouble(in area: Area, into canvas: inout Canvas) {
    let headline = ComparisonHeadline(comparison: comparison, glyphs: glyphs)
    var column = 1
    if let warning = headline.warning {
      column = canvas.put(warning, Style(.drift, .bold), in: area, column: column) + 2
    }
    let names = comparison.circumstances.filter { $0.weight == .mayExplain }.map(\.name)
    if !names.isEmpty {
      let text = "may explain it: " + names.joined(separator: ", ")
      canvas.put(
        Columns.clip(text, to: max(0, area.columns - column), ellipsis: glyphs.ellipsis),
        Style(.drift),
        in: area,
        column: column
      )
    } else if column == 1 {
      canvas.put("nothing else differs that is known", .muted, in: area, column: column)
    }
  }
}
