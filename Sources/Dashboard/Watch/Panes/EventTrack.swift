import Budgets
import Sessions

/// Events as marks on the time axis, the weightier over the lighter, and the end of what is known.
struct EventTrack {
  let view: WatchView

  func draw(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    drawNow(in: area, axis, into: &canvas)
    drawPlan(in: area, axis, into: &canvas)
    let marks = marks(axis)
    for column in marks.indices {
      guard let happening = marks[column],
        let line = happening.line(
          model: view.model,
          view.glyphs,
          clock: view.whole.timeOfDay(at:)
        )
      else { continue }
      let text = line.glyph + label(of: happening, at: column, marks)
      canvas.put(text, Style(line.role, .bold), in: area, column: column)
    }
  }

  /// The weightiest of each column; of equal ones the first.
  private func marks(_ axis: TimeAxis) -> [Happening?] {
    var marks: [Happening?] = Array(repeating: nil, count: axis.columns)
    for happening in view.state.happenings {
      guard let weight = happening.weight,
        let column = axis.column(at: view.whole.seconds(at: happening.atNanoseconds))
      else { continue }
      if weight > marks[column]?.weight ?? -1 { marks[column] = happening }
    }
    return marks
  }

  /// A level, or the words of a mark, where nothing else stands: half a number would be another
  /// number.
  private func label(of happening: Happening, at column: Int, _ marks: [Happening?]) -> String {
    let text: String
    switch happening {
    case .event(let event):
      switch event.kind {
      case .load(let change): text = Words.plain(change.to, view.model)
      case .mark(let words): text = words.isEmpty ? "" : " \(words)"
      default: return ""
      }
    case .note(let note): text = " \(note.text)"
    case .outage: return ""
    }
    let width = Columns.width(of: text)
    let end = column + 1 + width
    guard width <= 24, end < marks.count else { return "" }
    return marks[(column + 1)...end].allSatisfy { $0 == nil } ? text : ""
  }

  private func drawNow(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    if view.state.origin == .live, !view.whole.isOver {
      draw("now", at: view.whole.elapsedNanoseconds, in: area, axis, &canvas)
    }
  }

  private func draw(
    _ word: String,
    at moment: Int64,
    in area: Area,
    _ axis: TimeAxis,
    _ canvas: inout Canvas
  ) {
    guard let column = axis.column(at: view.whole.seconds(at: moment)) else { return }
    canvas.put("\(view.glyphs.now)\(word)", Style(.accent), in: area, column: column)
  }

  /// Stages of the profile that lie ahead, where nothing else stands.
  private func drawPlan(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    let whole = view.whole
    guard view.state.origin == .live, !whole.isOver, let stage = whole.load.stage,
      let profile = whole.suite?.profile, let end = whole.plannedEndNanoseconds
    else { return }
    var start = end - (whole.plannedNanoseconds ?? 0)
    let now = axis.column(at: whole.seconds(at: whole.elapsedNanoseconds))
    var free = now.map { $0 + 2 + "now".utf8.count } ?? 0
    for (index, planned) in profile.stages.enumerated() {
      defer { start += planned.nanoseconds }
      guard index > stage, let column = axis.column(at: whole.seconds(at: start)), column >= free
      else { continue }
      let text = view.glyphs.load + Words.plain(planned.to, profile.model)
      free = canvas.put(text, .muted, in: area, column: column) + 1
    }
  }
}
