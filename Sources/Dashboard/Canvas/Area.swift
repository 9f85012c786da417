/// Columns and rows of a terminal, a canvas or a part of it.
package struct Size: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A rectangle of cells; `column` and `row` count from 0 at the upper left.
package struct Area: Hashable, Sendable {
  package var column: Int
  package var row: Int
  package var size: Size

  package init(column: Int = 0, row: Int = 0, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    size = Size(columns: columns, rows: rows)
  }

  package init(_ size: Size) {
    column = 0
    row = 0
    self.size = size
  }

  package var columns: Int { size.columns }
  package var rows: Int { size.rows }
  package var isEmpty: Bool { columns == 0 || rows == 0 }

  /// Whether the cell at these absolute coordinates lies inside.
  package func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < self.column + columns && row >= self.row
      && row < self.row + rows
  }

  /// One line of it, `index` from the top; empty if there is no such line.
  package func line(_ index: Int) -> Area {
    guard index >= 0, index < rows else {
      return Area(column: column, row: row, columns: 0, rows: 0)
    }
    return Area(column: column, row: row + index, columns: columns, rows: 1)
  }

  /// The first `count` lines, cut off from this area.
  package mutating func takeTop(_ count: Int) -> Area {
    let taken = min(max(0, count), rows)
    let top = Area(column: column, row: row, columns: columns, rows: taken)
    self = Area(column: column, row: row + taken, columns: columns, rows: rows - taken)
    return top
  }

  /// The last `count` lines, cut off from this area.
  package mutating func takeBottom(_ count: Int) -> Area {
    let taken = min(max(0, count), rows)
    let bottom = Area(column: column, row: row + rows - taken, columns: columns, rows: taken)
    size = Size(columns: columns, rows: rows - taken)
    return bottom
  }

  /// Its first lines, at most `count`.
  package func takeRows(_ count: Int) -> Area {
    Area(column: column, row: row, columns: columns, rows: min(count, rows))
  }

  /// The columns from `start` on, at most `count` of them.
  package func slice(from start: Int, columns count: Int? = nil) -> Area {
    let first = min(max(0, start), columns)
    let width = min(max(0, count ?? columns), columns - first)
    return Area(column: column + first, row: row, columns: width, rows: rows)
  }
}
