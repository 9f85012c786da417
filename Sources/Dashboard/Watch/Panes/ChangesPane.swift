import Budgets
import Sessions

/// What changed in the minute before the playhead, in the order in which it began: what moved first
/// is the likeliest cause.
struct ChangesPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    let columns = rest.columns
    Rule(columns >= 50 ? "what changed in the minute before" : "changed before").draw(
      in: rest.takeTop(1),
      into: &canvas,
      view.glyphs
    )
    guard let frame = view.state.frame, view.cursor != nil else {
      canvas.put("move the playhead to see it", .muted, in: rest, column: 1)
      return
    }
    if frame.changes.isEmpty {
      canvas.put(isTooEarly(frame) ? tooEarly : "nothing", .muted, in: rest, column: 1)
    }
    let names = frame.changes.map(name)
    let wide = names.map(Columns.width(of:)).max() ?? 0
    let nameColumns = min(wide, max(8, columns - 42))
    for (index, change) in frame.changes.prefix(rest.rows).enumerated() {
      draw(change, names[index], isFirst: index == 0, nameColumns, in: rest.line(index), &canvas)
    }
  }

  /// What is compared with the time before needs some of it.
  private func isTooEarly(_ frame: Frame) -> Bool {
    let snapshot = frame.snapshot
    guard let since = snapshot.measuredSinceNanoseconds else { return true }
    return snapshot.elapsedNanoseconds - since
      < Change.leastNanoseconds(snapshot.timeline.intervalNanoseconds)
  }

  private var tooEarly: String {
    let least = Change.leastNanoseconds(view.whole.timeline.intervalNanoseconds)
    return "too early to tell: it takes \(Figures.shortDuration(nanoseconds: Double(least)))"
  }

  private func draw(
    _ change: Change,
    _ name: String,
    isFirst: Bool,
    _ nameColumns: Int,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    let glyphs = view.glyphs
    var column = canvas.put(
      view.whole.timeOfDay(at: change.sinceNanoseconds),
      .muted,
      in: area,
      column: 1
    )
    column = canvas.put(
      isFirst ? " first " : "       ",
      Style(.accent, .bold),
      in: area,
      column: column
    )
    canvas.put(
      Columns.clip(name, to: nameColumns, ellipsis: glyphs.ellipsis),
      isFirst ? .bold : .text,
      in: area,
      column: column
    )
    column += nameColumns
    canvas.putRight(value(change.before, of: change), in: area, end: column + 8)
    canvas.put(glyphs.becomes, .muted, in: area, column: column + 9)
    column += 9 + Columns.width(of: glyphs.becomes)
    column = canvas.put(
      Columns.left(value(change.now, of: change), 7),
      .bold,
      in: area,
      column: column + 1
    )
    if change.before > 0, let factor = Figures.change(from: change.before, to: change.now),
      column + 7 <= area.columns
    {
      canvas.putRight(factor, .muted, in: area, end: min(area.columns, column + 8))
    }
  }

  private func name(_ change: Change) -> String {
    switch change.figure {
    case .objective(let index):
      guard view.whole.objectives.indices.contains(index) else { return "" }
      let objective = view.whole.objectives[index].objective
      return "\(objective.subject.name) \(Words.long(objective.metric))"
    case .level: return Words.unit(of: view.model)
    case .rate: return view.model == .closed ? "req/s" : "answered/s"
    case .failed: return "failed"
    case .inFlight: return "in flight"
    case .generatorCPU: return "generator CPU"
    }
  }

  private func value(_ value: Double, of change: Change) -> String {
    switch change.figure {
    case .objective(let index):
      guard view.whole.objectives.indices.contains(index) else { return "" }
      return Words.value(value, of: view.whole.objectives[index].objective.metric)
    case .level: return Words.plain(value, view.model)
    case .rate: return Figures.rate(value)
    case .failed, .generatorCPU: return Figures.share(value)
    case .inFlight: return Figures.quantity(Int(max(0, min(1e9, value)).rounded()))
    }
  }
}
