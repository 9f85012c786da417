import Budgets
import Sessions

/// What the verdict of the selected objective would have been under another budget.
struct TrialPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    let isTrying = view.state.trial != nil
    let hint =
      isTrying ? "\(view.glyphs.upDown) 5%  Shift coarse  Esc back" : "e changes the budget"
    Rule("what if", trailing: hint).draw(in: rest.takeTop(1), into: &canvas, view.glyphs)
    guard let row = view.row else { return }
    let lines = view.state.retrial(of: row)
    if lines.isEmpty { canvas.put("not judged yet", .muted, in: rest, column: 1) }
    for (index, line) in lines.prefix(rest.rows).enumerated() {
      let isTried = view.state.trial?.objective == line.objective
      draw(
        line.objective,
        line.result,
        note: note(index, isTried),
        isTried,
        in: rest.line(index),
        &canvas
      )
    }
  }

  private func note(_ index: Int, _ isTried: Bool) -> String {
    if index == 0 { return "in force" }
    return isTried ? "tried" : "nearest that passes"
  }

  private func draw(
    _ objective: Objective,
    _ result: WhatIf,
    note: String,
    _ isTried: Bool,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    let glyphs = view.glyphs
    if isTried { canvas.put(glyphs.selected, Style(.accent, .bold), in: area) }
    canvas.put(Words.objective(objective, glyphs), isTried ? .bold : .text, in: area, column: 1)
    let used =
      result.tooManyFailed
      ? nil : result.consumption.map { " " + Figures.consumption($0, infinity: glyphs.infinity) }
    let verdict = "\(Words.glyph(result.verdict, glyphs)) \(result.verdict.rawValue)\(used ?? "")"
    canvas.put(verdict, Style(Words.role(result.verdict), .bold), in: area, column: 14)
    var words = timing(result)
    if result.tooManyFailed { words = "\(Words.tooManyFailed)  \(words)" }
    // Which of the three it is goes last, and first when there is no room.
    if area.columns - 31 >= Columns.width(of: words) + note.utf8.count + 2 {
      canvas.putRight(note, .muted, in: area, end: area.columns - 1)
    }
    words = Columns.clip(words, to: area.columns - 31, ellipsis: glyphs.ellipsis)
    canvas.put(words, in: area, column: 31)
  }

  private func timing(_ result: WhatIf) -> String {
    let first = result.firstOverNanoseconds.map(view.whole.timeOfDay(at:))
    switch result.verdict {
    case .pass:
      return first.map { "over only in windows, \($0)" } ?? "never over"
    case .drift, .violation:
      let since = result.sinceNanoseconds.map { "since " + view.whole.timeOfDay(at: $0) }
      let over = first.map { "over \($0)" }
      return [since, over].compactMap { $0 }.joined(separator: "  ")
    case .pending: return "not enough samples"
    case .skipped: return ""
    }
  }
}
