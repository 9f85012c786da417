import Sessions

/// A row for each metric of each benchmark: base, current, change, and the interval around 0.
struct CompareTablePane {
  let state: CompareState

  /// Where the columns stand; those that there is no room for are nil.
  private struct Stops {
    var name: Int
    var metric: Int
    /// Right edges.
    var base: Int?
    var current: Int
    var change: Int
    var interval: Int?
    var bar: (column: Int, columns: Int)?
    var finding: Int

    init(_ columns: Int) {
      name = columns >= 100 ? 24 : columns >= 70 ? 16 : 11
      metric = 3 + name + 1
      if columns < 60 {
        current = metric + 6 + 9
        change = current + 9
        finding = change + 2
        return
      }
      base = metric + 10 + 9
      current = metric + 10 + 18
      change = current + 9
      finding = change + 2
      var next = change + 4
      if columns >= 120 {
        interval = next
        next += 20
      }
      let words = columns >= 120 ? 19 : 0
      let room = columns - next - words - 1
      if room >= 9 { bar = (next, room.isMultiple(of: 2) ? room - 1 : room) }
      if words > 0 { finding = columns - words + 1 }
    }
  }

  func draw(_ layout: CompareLayout, into canvas: inout Canvas) {
    guard !layout.tableRule.isEmpty else { return }
    let rows = state.visibleRows
    let stops = Stops(layout.rows.columns)
    let scale = IntervalBar.scale(state.allRows.map(\.change))
    let shown = rows.isEmpty ? "" : "\(state.selectedIndex(in: rows) + 1) of \(rows.count)"
    Rule(title, trailing: shown).draw(in: layout.tableRule, into: &canvas, state.glyphs)
    drawHeadings(in: layout.headings, stops, scale, into: &canvas)
    if rows.isEmpty {
      let why =
        state.allRows.isEmpty ? "no benchmark is in both sessions" : "nothing: Esc shows all"
      canvas.put(why, .muted, in: layout.rows, column: 3)
    }
    let selected = state.selectedIndex(in: rows)
    for (offset, row) in rows.dropFirst(layout.first).prefix(layout.rows.rows).enumerated() {
      let line = layout.rows.line(offset)
      draw(row, in: line, stops, scale, into: &canvas)
      guard layout.first + offset == selected else { continue }
      canvas.put(state.glyphs.selected, Style(.accent, .bold), in: line, column: 1)
      canvas.restyle(line) { $0.adding(.reverse) }
    }
  }

  private var title: String {
    let order = state.order == .attention ? "what changed" : "benchmark by benchmark"
    let filter = state.filter.isEmpty ? "" : " /\(state.filter)"
    return order + (state.hidesUnchanged ? ", only changes" : "") + filter
  }

  private func drawHeadings(
    in area: Area,
    _ stops: Stops,
    _ scale: Double,
    into canvas: inout Canvas
  ) {
    canvas.put("benchmark", .muted, in: area, column: 3)
    canvas.put("metric", .muted, in: area, column: stops.metric)
    if let base = stops.base { canvas.putRight("base", .muted, in: area, end: base) }
    canvas.putRight("current", .muted, in: area, end: stops.current)
    canvas.putRight("change", .muted, in: area, end: stops.change)
    if let interval = stops.interval {
      canvas.put("99% interval", .muted, in: area, column: interval)
    }
    if let bar = stops.bar {
      let track = area.slice(from: bar.column, columns: bar.columns)
      let text = Figures.trimmed(Figures.decimal(scale * 100, 1))
      canvas.put("-\(text)%", .muted, in: track)
      canvas.put("0", .muted, in: track, column: bar.columns / 2)
      canvas.putRight("+\(text)%", .muted, in: track)
    }
  }

  private func draw(
    _ row: CompareRow,
    in line: Area,
    _ stops: Stops,
    _ scale: Double,
    into canvas: inout Canvas
  ) {
    let glyphs = state.glyphs
    let words = ChangeText(glyphs: glyphs)
    let change = row.change
    let style = Style(row.role)
    let strong = change.finding.isClaim ? style.adding(.bold) : style
    let name = Columns.clip(row.subject, to: stops.name, ellipsis: glyphs.ellipsis)
    canvas.put(name, strong, in: line, column: 3)
    let room = line.columns < 60 ? 6 : 10
    let metric = Columns.clip(change.metric.label, to: room, ellipsis: "")
    canvas.put(metric, strong, in: line, column: stops.metric)
    if let base = stops.base {
      canvas.putRight(words.value(change.base, of: change.metric), style, in: line, end: base)
    }
    let current = words.value(change.current, of: change.metric)
    canvas.putRight(current, style, in: line, end: stops.current)
    let text = words.change(change.change, of: change.metric)
    canvas.putRight(text, strong, in: line, end: stops.change)
    if let interval = stops.interval {
      canvas.put(words.interval(change), style, in: line, column: interval)
    }
    if let bar = stops.bar {
      let track = line.slice(from: bar.column, columns: bar.columns)
      IntervalBar(change: change, scale: scale, role: row.role)
        .draw(in: track, into: &canvas, glyphs)
    }
    if stops.bar == nil || line.columns < 120 {
      canvas.put(row.mark(glyphs), strong, in: line, column: stops.finding)
    } else {
      canvas.put(row.mark(glyphs) + " " + change.words, strong, in: line, column: stops.finding)
    }
  }
}
