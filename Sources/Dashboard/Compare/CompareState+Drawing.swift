import Sessions

extension CompareState {
  /// Draws the screen; a pure function of state and area.
  package func draw(in area: Area, into canvas: inout Canvas) {
    guard area.columns >= CompareLayout.least.columns, area.rows >= CompareLayout.least.rows
    else {
      drawTooSmall(in: area, into: &canvas)
      return
    }
    let layout = CompareLayout(self, in: area)
    CompareHeaderPane(state: self).draw(in: layout.header, into: &canvas)
    CircumstancesPane(state: self).draw(in: layout.circumstances, into: &canvas)
    CompareTablePane(state: self).draw(layout, into: &canvas)
    if let subject = selectedSubject, let shapes = shapes[subject] {
      PercentileCurves(title: subject, shapes: shapes)
        .draw(in: layout.curves, into: &canvas, glyphs)
      MirroredLatencies(shapes: shapes).draw(in: layout.latencies, into: &canvas, glyphs)
    }
    if let rule = layout.footRule { Rule().draw(in: rule, into: &canvas, glyphs) }
    drawFoot(in: layout.keys, into: &canvas)
    if showsHelp {
      var body = area
      _ = body.takeBottom(1)
      HelpBox(helpLines).draw(in: body, into: &canvas, glyphs)
    }
  }

  private func drawFoot(in area: Area, into canvas: inout Canvas) {
    if isTyping {
      var column = canvas.put("filter: ", Style(.accent, .bold), in: area, column: 1)
      column = canvas.put(filter, in: area, column: column)
      canvas.put(" ", Style(.text, .reverse), in: area, column: column)
    } else if let notice {
      canvas.put(notice, Style(.accent, .bold), in: area, column: 1)
    } else {
      KeyLine(CompareKeyHints.hints(for: self)).draw(in: area, into: &canvas)
    }
  }

  private var helpLines: [(keys: String, words: String)] {
    [
      ("\(glyphs.upDown) j k g G", "select"), ("Enter", "curves of the benchmark"),
      ("Tab 1 2 3", "table, curves, what differs"), ("s", "sort: attention, benchmark"),
      ("w", "every metric, only changes"), ("/", "filter; Esc ends it"),
      ("Esc", "back"), ("M", "mouse on and off"), ("q", isNested ? "back to the replay" : "quit"),
    ]
  }

  private func drawTooSmall(in area: Area, into canvas: inout Canvas) {
    let least = CompareLayout.least
    let lines = [
      "too small: \(area.columns)x\(area.rows)", "at least \(least.columns)x\(least.rows)",
      isNested ? "q back" : "q quit",
    ]
    for (row, line) in lines.enumerated() { canvas.put(line, in: area, row: row) }
  }
}
