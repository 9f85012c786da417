import Sessions

/// What happened, the newest first.
struct EventsPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    Rule("events", trailing: rest.rows > 4 ? "n next  N previous" : "").draw(
      in: rest.takeTop(1),
      into: &canvas,
      view.glyphs
    )
    let lines = lines
    if lines.isEmpty { canvas.put("nothing yet", .muted, in: rest, column: 1) }
    // The event at the playhead is in sight, with what happened after it above.
    let here = view.cursor.flatMap { cursor in
      lines.firstIndex { $0.event.atNanoseconds <= cursor }
    }
    let first = max(0, min((here ?? 0) - rest.rows / 2, lines.count - rest.rows))
    for (offset, entry) in lines.dropFirst(first).prefix(rest.rows).enumerated() {
      let area = rest.line(offset)
      let isHere = first + offset == here
      if isHere { canvas.put(view.glyphs.selected, Style(.accent, .bold), in: area) }
      let at = entry.event.atNanoseconds
      var column = canvas.put(view.snapshot.timeOfDay(at: at), .muted, in: area, column: 1) + 1
      if area.columns >= 60 {
        column = canvas.put(view.snapshot.clock(at: at), .muted, in: area, column: column) + 1
      }
      canvas.put(entry.line.glyph, Style(entry.line.role, .bold), in: area, column: column + 1)
      let text = Columns.clip(
        entry.line.text,
        to: area.columns - column - 4,
        ellipsis: view.glyphs.ellipsis
      )
      canvas.put(text, isHere ? .bold : .text, in: area, column: column + 3)
    }
  }

  /// The last events on one line.
  func drawLine(in area: Area, into canvas: inout Canvas) {
    var column = 1
    for (event, line) in lines.prefix(3) {
      let text = "\(view.snapshot.clock(at: event.atNanoseconds)) \(line.glyph) \(line.text)"
      let room = area.columns - column - 1
      guard room > 20 else { break }
      let clipped = Columns.clip(text, to: room, ellipsis: view.glyphs.ellipsis)
      column = canvas.put(clipped, Style(line.role), in: area, column: column) + 3
    }
  }

  private var lines: [(event: SessionEvent, line: Words.EventLine)] {
    view.snapshot.events.reversed().compactMap { event in
      Words.line(event, model: view.model, view.glyphs).map { (event, $0) }
    }
  }
}
