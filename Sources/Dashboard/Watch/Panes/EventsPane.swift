import Sessions

/// What happened: live the newest first, in a replay in the order of time around the playhead.
struct EventsPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    Rule("events", trailing: rest.rows >= 4 ? "n next  N previous" : "").draw(
      in: rest.takeTop(1),
      into: &canvas,
      view.glyphs
    )
    let entries = entries(rows: rest.rows)
    if entries.isEmpty {
      let isPast = view.state.origin == .replay || view.state.isOver
      canvas.put(isPast ? "none" : "nothing yet", .muted, in: rest, column: 1)
    }
    for (row, entry) in entries.enumerated() {
      draw(entry, in: rest.line(row), into: &canvas)
    }
  }

  /// The last events on one line.
  func drawLine(in area: Area, into canvas: inout Canvas) {
    var column = 1
    for entry in entries(rows: 3) {
      let text = "\(view.whole.clock(at: entry.at)) \(entry.line.glyph) \(entry.line.text)"
      let room = area.columns - column - 1
      guard room > 20 else { break }
      let clipped = Columns.clip(text, to: room, ellipsis: view.glyphs.ellipsis)
      column = canvas.put(clipped, Style(entry.line.role), in: area, column: column) + 3
    }
  }

  /// The moment of the event on a row of the section, whose first one is its title.
  func moment(atRow row: Int, of section: Area) -> Int64? {
    let entries = entries(rows: section.rows - 1)
    return entries.indices.contains(row - 1) ? entries[row - 1].at : nil
  }

  private struct Entry {
    var at: Int64
    var line: Words.EventLine
    /// Whether the playhead stands at it, or it is the last one before.
    var isHere = false
  }

  private func draw(_ entry: Entry, in area: Area, into canvas: inout Canvas) {
    if entry.isHere {
      canvas.put(view.glyphs.selected, Style(.accent, .bold), in: area)
    }
    var column =
      canvas.put(view.whole.timeOfDay(at: entry.at), .muted, in: area, column: 1) + 1
    if area.columns >= 60 {
      column = canvas.put(view.elapsed(at: entry.at), .muted, in: area, column: column) + 1
    }
    canvas.put(entry.line.glyph, Style(entry.line.role, .bold), in: area, column: column + 1)
    let text = Columns.clip(
      entry.line.text,
      to: area.columns - column - 4,
      ellipsis: view.glyphs.ellipsis
    )
    canvas.put(text, entry.isHere ? .bold : .text, in: area, column: column + 3)
  }

  /// What fits into so many rows, with the event at the playhead in sight; only those that are shown
  /// are put into words, since a session may have ten thousand.
  private func entries(rows: Int) -> [Entry] {
    guard rows > 0 else { return [] }
    let happenings = view.state.happenings
    let here =
      view.cursor.flatMap { cursor in happenings.lastIndex { $0.atNanoseconds <= cursor } }
    let middle = here ?? (view.cursor == nil ? happenings.count - 1 : 0)
    let first = max(0, min(middle - rows / 2, happenings.count - rows))
    let shown: [Entry] = happenings.indices.dropFirst(first).prefix(rows).compactMap { index in
      let words = happenings[index].line(
        model: view.model,
        view.glyphs,
        clock: view.whole.timeOfDay(at:)
      )
      guard let line = words else { return nil }
      return Entry(at: happenings[index].atNanoseconds, line: line, isHere: index == here)
    }
    return view.state.origin == .live ? shown.reversed() : shown
  }
}
