package import Sessions

/// A text in a box over the middle of the screen, its lines broken between words.
package struct MessageBox: Sendable {
  package var lines: [String]
  package var title: String
  package var hint: String

  package init(_ lines: [String], title: String = "", hint: String = "any key closes") {
    self.lines = lines
    self.title = title
    self.hint = hint
  }

  /// Draws as many lines as fit.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    let width = min(area.columns, 100)
    let text = lines.flatMap { Self.wrapped($0, columns: width - 4) }
    let rows = min(area.rows, text.count + 2)
    let box = Area(
      column: area.column + (area.columns - width) / 2,
      row: area.row + (area.rows - rows) / 2,
      columns: width,
      rows: rows
    )
    canvas.fill(box)
    Rule(title, trailing: hint).draw(in: box.line(0), into: &canvas, glyphs)
    Rule().draw(in: box.line(rows - 1), into: &canvas, glyphs)
    for (index, line) in text.prefix(max(0, rows - 2)).enumerated() {
      canvas.put(line, in: box, column: 2, row: index + 1)
    }
  }

  /// A line broken between words; the indentation of the first one is kept.
  static func wrapped(_ line: String, columns: Int) -> [String] {
    var rows: [String] = []
    var row = String(line.prefix { $0 == " " })
    var isEmpty = true
    for word in line.split(separator: " ") {
      if !isEmpty, Columns.width(of: row) + 1 + Columns.width(of: word) > columns {
        rows.append(row)
        (row, isEmpty) = ("", true)
      }
      row += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return rows + [row]
  }
}
