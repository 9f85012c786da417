import Sessions

/// Rows of cells as lines of aligned columns.
package struct TextTable: Sendable {
  /// Where the text of a column stands.
  package enum Alignment: Sendable {
    case left
    case right
  }

  /// `[column]`.
  let alignments: [Alignment]
  /// `[row][column]`.
  private(set) var rows: [[String]] = []
  /// The rows of one cell that no column is made wider for.
  private var remarks: Set<Int> = []

  /// A table without rows.
  package init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Adds a row; cells that are missing on its right stay empty.
  ///
  /// Control characters in cells are made visible.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count <= alignments.count, "a row is wider than its table")
    rows.append(cells.map { Visible.text($0) })
  }

  /// Adds a line that goes over all columns.
  package mutating func add(remark: String) {
    remarks.insert(rows.count)
    add([remark])
  }

  /// A line per row, each column as wide as its widest cell, two blanks between columns.
  package func lines(indent: Int = 2) -> [String] {
    let widths = alignments.indices.map { column in
      rows.enumerated().reduce(0) { widest, row in
        let isCell = row.element.indices.contains(column) && !remarks.contains(row.offset)
        return isCell ? max(widest, Columns.width(of: row.element[column])) : widest
      }
    }
    return rows.enumerated().map { index, row in
      var line = String(repeating: " ", count: indent)
      if remarks.contains(index) { return line + row.joined() }
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        if line.utf8.count > indent { line += "  " }
        switch alignments[column] {
        case .left: line += Columns.left(cell, widths[column])
        case .right: line += Columns.right(cell, widths[column])
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
