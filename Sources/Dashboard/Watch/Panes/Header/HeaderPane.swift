import Budgets
import Sessions

/// Which session it is, whether it is broken, and under which load.
///
/// Line 1: which session, and whether it is recorded or how it is played. Line 2: is it broken, by how
/// much, since when and how surely. Line 3: at which moment, under which load, failing how, and
/// whether the measurement can be believed.
struct HeaderPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    TitleLine(view: view).draw(in: area.line(0), into: &canvas)
    drawHeadline(in: area.line(1), into: &canvas)
    MomentLine(view: view).draw(in: area.line(2), into: &canvas)
    if area.rows > 3 { Rule().draw(in: area.line(3), into: &canvas, view.glyphs) }
  }

  /// Of the whole session, wherever the playhead stands: what breaks meanwhile must be seen.
  private func drawHeadline(in area: Area, into canvas: inout Canvas) {
    let headline = Headline(view, isWide: area.columns >= 100)
    let tally = tally(isWide: area.columns >= 120)
    let end = area.columns - tally.reduce(0) { $0 + Columns.width(of: $1.text) + 1 } - 1
    // The counts give way before the headline loses what is broken.
    let needed = 1 + Columns.width(of: headline.badge) + 1 + Columns.width(of: headline.text)
    let showsTally = needed < end || area.columns >= 100
    let limit = showsTally ? end - 1 : area.columns
    var column = canvas.put(
      headline.badge,
      Style(headline.role, .bold),
      in: area.slice(from: 0, columns: limit),
      column: 1
    )
    column += area.columns >= 100 ? 2 : 1
    let whole = headline.text + headline.aside
    let text = Columns.width(of: whole) <= limit - column ? whole : headline.text
    canvas.put(
      Columns.clip(text, to: limit - column, ellipsis: view.glyphs.ellipsis),
      Style(.text, headline.isLoud ? .bold : []),
      in: area,
      column: column
    )
    guard showsTally else { return }
    column = end
    for (text, style) in tally { column = canvas.put(text, style, in: area, column: column) + 1 }
  }

  private func tally(isWide: Bool) -> [(text: String, style: Style)] {
    if view.summed != nil { return [] }
    return view.whole.objectives.verdictCounts.map { verdict, count in
      let text =
        isWide
        ? " \(count) \(verdict.rawValue)" : "\(count)\(Words.glyph(verdict, view.glyphs))"
      return (text, Style(Words.role(verdict)))
    }
  }
}
