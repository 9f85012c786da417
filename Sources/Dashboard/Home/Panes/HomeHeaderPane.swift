import Budgets
import Sessions

/// Which folder it is, what there is in it, and how the latest session ended.
struct HomeHeaderPane {
  let state: HomeState

  func draw(in area: Area, into canvas: inout Canvas) {
    let counts = counts
    let end = area.columns - Columns.width(of: counts) - 1
    var column = canvas.put("headroom", .muted, in: area, column: 1) + 2
    let room = max(0, end - column - 1)
    column = canvas.put(
      Columns.clip(state.folder, to: room, ellipsis: state.glyphs.ellipsis),
      .bold,
      in: area,
      column: column
    )
    canvas.put(counts, .muted, in: area, column: max(column, end))
    if area.rows > 1 { drawLatest(in: area.line(1), into: &canvas) }
  }

  private var counts: String {
    if state.isLoading { return "reading recordings" + state.glyphs.ellipsis }
    var text =
      SessionWords.count(state.suites.count, "suite") + ", "
      + SessionWords.count(state.sessions.count, "session")
    if !state.filter.isEmpty { text += " (\(state.visibleSessions.count) shown)" }
    return text
  }

  private func drawLatest(in area: Area, into canvas: inout Canvas) {
    guard let session = state.sessions.first(where: { $0.summary != nil }),
      let head = session.head, let summary = session.summary
    else { return }
    let words = SessionWords(glyphs: state.glyphs)
    let badge =
      Words.glyph(summary.verdict, state.glyphs) + " " + summary.verdict.rawValue.uppercased()
    let style = Style(Words.role(summary.verdict), .bold)
    let column = canvas.put(badge, style, in: area, column: 1) + 2
    let age = Figures.age(nanoseconds: state.nowNanoseconds - head.startedNanoseconds)
    let worst = words.worst(of: summary)
    let wordings = [
      "\(age), \(words.kind(of: head)): \(words.verdict(of: summary))",
      "\(age), \(words.kind(of: head)): \(worst)", "\(age): \(worst)", worst,
    ]
    canvas.put(
      Columns.first(
        of: wordings,
        in: area.columns - column - 1,
        ellipsis: state.glyphs.ellipsis
      ),
      in: area,
      column: column
    )
  }
}
