package import Sessions

/// A line across the screen that carries titles.
package struct Rule: Sendable {
  package var title: String
  package var trailing: String

  package init(_ title: String = "", trailing: String = "") {
    self.title = title
    self.trailing = trailing
  }

  /// Draws over the first line of the area.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    canvas.fill(area.line(0), with: glyphs.rule, .muted)
    var end = area.columns
    if !trailing.isEmpty, Columns.width(of: trailing) + 6 <= area.columns {
      end = area.columns - Columns.width(of: trailing) - 4
      canvas.put(" \(trailing) ", .muted, in: area, column: end)
    }
    guard !title.isEmpty, end > 8 else { return }
    let text = Columns.clip(title, to: end - 6, ellipsis: glyphs.ellipsis)
    canvas.put(" \(text) ", Style(.text, .bold), in: area, column: 2)
  }
}
