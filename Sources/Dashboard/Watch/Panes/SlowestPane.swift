import Sessions

/// The slowest requests of the last 10 s.
struct SlowestPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    let title =
      view.cursor != nil
      ? "slowest at the cursor" : view.snapshot.isOver ? "slowest at the end" : "slowest now"
    Rule(title).draw(in: rest.takeTop(1), into: &canvas, view.glyphs)
    if view.snapshot.slowest.isEmpty {
      canvas.put(view.snapshot.isOver ? "none" : "none yet", .muted, in: rest, column: 1)
    }
    let outcome = view.snapshot.slowest.map { Columns.width(of: $0.outcome) }.max() ?? 0
    for (index, request) in view.snapshot.slowest.prefix(rest.rows).enumerated() {
      let line = rest.line(index)
      let latency = Figures.duration(nanoseconds: Double(request.latencyNanoseconds))
      canvas.putRight(latency, in: line, end: 8)
      canvas.put(request.outcome, Style(request.isGood ? .muted : .over), in: line, column: 10)
      let text = Columns.clip(
        request.request,
        to: line.columns - 13 - outcome,
        ellipsis: view.glyphs.ellipsis
      )
      canvas.put(text, in: line, column: 12 + outcome)
    }
  }
}
