import Sessions

extension HomeState {
  /// Draws the screen; a pure function of state and area.
  package func draw(in area: Area, into canvas: inout Canvas) {
    guard area.columns >= HomeLayout.least.columns, area.rows >= HomeLayout.least.rows else {
      drawTooSmall(in: area, into: &canvas)
      return
    }
    let layout = HomeLayout(self, in: area)
    HomeHeaderPane(state: self).draw(in: layout.header, into: &canvas)
    if isEmpty {
      var body = area
      _ = body.takeTop(layout.header.rows)
      _ = body.takeBottom(2)
      EmptyHomePane(glyphs: glyphs).draw(in: body, into: &canvas)
    } else {
      SuitesPane(state: self).draw(layout, into: &canvas)
      SessionsPane(state: self).draw(layout, into: &canvas)
      if !layout.details.isEmpty {
        ChosenPane(state: self).draw(in: layout.details, into: &canvas)
      }
    }
    if let rule = layout.footRule { Rule().draw(in: rule, into: &canvas, glyphs) }
    drawFoot(in: layout.keys, into: &canvas)
    drawOverlay(in: area, into: &canvas)
  }

  private func drawOverlay(in area: Area, into canvas: inout Canvas) {
    var body = area
    _ = body.takeBottom(1)
    switch overlay {
    case .help: HelpBox(helpLines).draw(in: body, into: &canvas, glyphs)
    case .message(let lines): MessageBox(lines).draw(in: body, into: &canvas, glyphs)
    case .force(_, let reason):
      MessageBox(
        [reason, "Make it the baseline nevertheless?  y yes   any other key no"],
        title: "no good baseline",
        hint: ""
      ).draw(in: body, into: &canvas, glyphs)
    case .delete, nil: break
    }
  }

  private func drawFoot(in area: Area, into canvas: inout Canvas) {
    if case .delete(let path) = overlay {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let text = Columns.clip("Delete \(name)?", to: area.columns - 26, ellipsis: glyphs.ellipsis)
      canvas.put(
        Columns.left(" \(text)  y yes   other key no", area.columns),
        Style(.drift, [.bold, .reverse]),
        in: area
      )
    } else if isTyping {
      var column = canvas.put("filter: ", Style(.accent, .bold), in: area, column: 1)
      column = canvas.put(filter, in: area, column: column)
      canvas.put(" ", Style(.text, .reverse), in: area, column: column)
      if column + 30 < area.columns {
        canvas.put("Enter keeps it  Esc clears it", .muted, in: area, column: column + 3)
      }
    } else if let notice {
      let text = Columns.clip(notice, to: area.columns - 2, ellipsis: glyphs.ellipsis)
      canvas.put(text, Style(.accent, .bold), in: area, column: 1)
    } else {
      KeyLine(HomeKeyHints.hints(for: self)).draw(in: area, into: &canvas)
    }
  }

  private var helpLines: [(keys: String, words: String)] {
    [
      ("\(glyphs.upDown) j k g G", "select"), ("Tab \(glyphs.leftRight)", "suites, sessions"),
      ("Enter", "run a suite, replay a session"), ("x", "tick a session"),
      ("c", "compare the two ticked"), ("B", "make it the baseline"),
      ("D", "delete it, after asking"), ("/", "filter; Esc ends it"),
      ("d", "the demo"), ("M", "mouse on and off"), ("q", "quit"),
    ]
  }

  private func drawTooSmall(in area: Area, into canvas: inout Canvas) {
    let least = HomeLayout.least
    let lines = [
      "too small: \(area.columns)x\(area.rows)", "at least \(least.columns)x\(least.rows)",
      "q quit",
    ]
    for (row, line) in lines.enumerated() { canvas.put(line, in: area, row: row) }
  }
}
