import Sessions

/// The recorded sessions, the latest first.
struct SessionsPane {
  let state: HomeState

  private typealias Column = SessionColumns.Column

  func draw(_ layout: HomeLayout, into canvas: inout Canvas) {
    guard !layout.sessions.isEmpty else { return }
    let visible = state.visibleSessions
    let hint = state.filter.isEmpty ? "" : "filter: \(state.filter)"
    Rule("sessions", trailing: hint).draw(in: layout.sessions, into: &canvas, state.glyphs)
    let area = layout.sessionRows
    guard !visible.isEmpty else {
      let text =
        state.isLoading
        ? "reading" + state.glyphs.ellipsis
        : state.sessions.isEmpty ? "none yet: each run makes one" : "none match; Esc shows all"
      canvas.put(text, .muted, in: area, column: 3)
      return
    }
    let shown = Array(visible.dropFirst(layout.firstSession).prefix(area.rows))
    let columns = SessionColumns(shown, columns: area.columns, glyphs: state.glyphs)
    drawHeadings(columns, in: layout.sessions.line(1), into: &canvas)
    let selected = state.selectedSessionIndex(in: visible) - layout.firstSession
    for (row, session) in shown.enumerated() {
      draw(session, columns, isSelected: row == selected, in: area.line(row), into: &canvas)
    }
  }

  private func drawHeadings(_ columns: SessionColumns, in area: Area, into canvas: inout Canvas) {
    for placed in columns.placed {
      let heading = placed.column.rawValue
      let isRight = placed.column.isRight
      let text =
        isRight ? Columns.right(heading, placed.width) : Columns.clip(heading, to: placed.width)
      canvas.put(text, .muted, in: area, column: placed.start)
    }
  }

  private func draw(
    _ session: ListedSession,
    _ columns: SessionColumns,
    isSelected: Bool,
    in area: Area,
    into canvas: inout Canvas
  ) {
    let glyphs = state.glyphs
    for placed in columns.placed {
      let cell = columns.cell(placed.column, of: session)
      let text =
        placed.column.isRight
        ? Columns.right(cell, placed.width, ellipsis: glyphs.ellipsis)
        : Columns.clip(cell, to: placed.width, ellipsis: glyphs.ellipsis)
      var style = Style.text
      if placed.column == .verdict {
        style = Style(session.verdict.map { Words.role($0) } ?? .muted)
      }
      canvas.put(text, style, in: area, column: placed.start)
    }
    if state.ticked.contains(session.path) {
      canvas.put("x", Style(.accent, .bold), in: area, column: 2)
    }
    if session.baseline != nil {
      canvas.put("B", Style(.ghost, .bold), in: area, column: 3)
    }
    if isSelected { Chosen.mark(area, state.pane == .sessions, &canvas, glyphs) }
  }
}
