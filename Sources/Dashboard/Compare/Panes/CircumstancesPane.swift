import Sessions

/// What differs besides what was measured, what matters most first.
struct CircumstancesPane {
  let state: CompareState

  func draw(in area: Area, into canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    var rows = area
    Rule("what differs besides").draw(in: rows.takeTop(1), into: &canvas, state.glyphs)
    let all = state.comparison.circumstances
    let count = all.count + state.missing.count
    if count == 0 {
      canvas.put("Nothing that is known.", in: rows, column: 3)
      return
    }
    let shown = count > rows.rows ? rows.rows - 1 : count
    for (row, circumstance) in all.prefix(shown).enumerated() {
      draw(circumstance, in: rows.line(row), into: &canvas)
    }
    for (row, text) in state.missing.enumerated() where all.count + row < shown {
      canvas.put(
        Columns.clip(text, to: rows.columns - 4, ellipsis: state.glyphs.ellipsis),
        in: rows,
        column: 3,
        row: all.count + row
      )
    }
    if shown < count {
      canvas.put("\(count - shown) more, key 3", .muted, in: rows, column: 3, row: rows.rows - 1)
    }
  }

  private func draw(_ circumstance: Circumstance, in line: Area, into canvas: inout Canvas) {
    let role: Role =
      switch circumstance.weight {
      case .voids: .violation
      case .mayExplain: .drift
      case .note: .muted
      }
    let glyphs = state.glyphs
    canvas.put(circumstance.weight.words, Style(role), in: line, column: 3)
    canvas.put(circumstance.name, in: line, column: 16)
    let base = circumstance.base ?? glyphs.none
    let current = circumstance.current ?? glyphs.none
    let text = base == current ? "both \(base)" : "\(base) \(glyphs.becomes) \(current)"
    let start = line.columns >= 60 ? 32 : 28
    canvas.put(" ", in: line, column: start - 1)
    canvas.put(
      Columns.clip(text, to: max(0, line.columns - start - 1), ellipsis: glyphs.ellipsis),
      in: line,
      column: start
    )
  }
}
