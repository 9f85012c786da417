import Budgets
import Sessions

/// The suites of `budgets/`, each with how its last session ended, and when.
struct SuitesPane {
  let state: HomeState

  func draw(_ layout: HomeLayout, into canvas: inout Canvas) {
    guard !layout.suites.isEmpty else { return }
    let isUsed = state.pane == .suites
    Rule("suites").draw(in: layout.suites, into: &canvas, state.glyphs)
    let visible = state.visibleSuites
    let area = layout.suiteRows
    guard !visible.isEmpty else {
      let text = state.isLoading ? "" : state.suites.isEmpty ? "none: headroom init" : "none match"
      canvas.put(text, .muted, in: area, column: 3)
      return
    }
    let selected = state.selectedSuiteIndex(in: visible)
    for (row, suite) in visible.dropFirst(layout.firstSuite).prefix(area.rows).enumerated() {
      let isSelected = row + layout.firstSuite == selected
      draw(suite, isSelected: isSelected, isUsed: isUsed, in: area.line(row), into: &canvas)
    }
  }

  private func draw(
    _ suite: ListedSuite,
    isSelected: Bool,
    isUsed: Bool,
    in area: Area,
    into canvas: inout Canvas
  ) {
    let glyphs = state.glyphs
    var right = ""
    var style = Style.muted
    if suite.isBroken {
      (right, style) = (glyphs.over + " mistakes", Style(.over))
    } else if let last = state.latest(of: suite), let head = last.head, let verdict = last.verdict {
      let age = Figures.age(nanoseconds: state.nowNanoseconds - head.startedNanoseconds)
      let word = area.columns >= 34 ? " " + verdict.rawValue : ""
      right = "\(Words.glyph(verdict, glyphs))\(word) \(age)"
      style = Style(Words.role(verdict))
    } else if !state.isLoading {
      right = "not run yet"
    }
    let end = area.columns - 2
    canvas.putRight(right, style, in: area, end: end)
    let room = end - Columns.width(of: right) - 4
    let name = Columns.clip(suite.name, to: room, ellipsis: glyphs.ellipsis)
    canvas.put(name, isSelected ? .bold : .text, in: area, column: 3)
    if isSelected { Chosen.mark(area.slice(from: 0, columns: end + 1), isUsed, &canvas, glyphs) }
  }
}

/// How the chosen row of a list stands out.
enum Chosen {
  /// A mark at its beginning; in the list that is in use the whole row too.
  static func mark(_ area: Area, _ isUsed: Bool, _ canvas: inout Canvas, _ glyphs: Glyphs) {
    canvas.put(glyphs.selected, Style(isUsed ? .accent : .muted, .bold), in: area, column: 1)
    if isUsed { canvas.restyle(area) { $0.adding(.reverse) } }
  }
}
