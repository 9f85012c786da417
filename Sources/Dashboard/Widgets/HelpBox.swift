package import Sessions

/// Keys and what they do, in a box over the middle of the screen.
package struct HelpBox: Sendable {
  package var lines: [(keys: String, words: String)]

  package init(_ lines: [(keys: String, words: String)]) {
    self.lines = lines
  }

  /// Draws in one column, or in two where there are too few rows.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    let isDouble = area.rows < lines.count + 2 && area.columns >= 76
    let half = (lines.count + 1) / 2
    let rows = min(area.rows, (isDouble ? half : lines.count) + 2)
    let width = min(area.columns, isDouble ? 76 : 44)
    let box = Area(
      column: area.column + (area.columns - width) / 2,
      row: area.row + (area.rows - rows) / 2,
      columns: width,
      rows: rows
    )
    canvas.fill(box)
    Rule("keys", trailing: "any key closes").draw(in: box.line(0), into: &canvas, glyphs)
    Rule().draw(in: box.line(rows - 1), into: &canvas, glyphs)
    for (index, line) in lines.enumerated() {
      let column = isDouble && index >= half ? 38 : 0
      let row = isDouble ? index % half : index
      guard row < rows - 2 else { continue }
      canvas.put(line.keys, Style(.accent, .bold), in: box, column: column + 2, row: row + 1)
      canvas.put(line.words, in: box, column: column + 14, row: row + 1)
    }
  }
}
