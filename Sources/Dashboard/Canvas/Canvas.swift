import Sessions

/// One cell of a canvas: plain memory, since a frame compares thousands of them.
package struct Cell: Hashable, Sendable {
  /// What takes the columns; a blank in the second cell of a wide character.
  package var scalar: Unicode.Scalar
  /// 1 or 2, and 0 for the second cell of a wide character.
  package var columns: UInt8
  package var style: Style
  /// Which of the canvas's sets of combining marks belongs to it; 0 for none.
  fileprivate(set) var markSet: UInt8 = 0

  package init(_ scalar: Unicode.Scalar, columns: UInt8 = 1, style: Style = .text) {
    self.scalar = scalar
    self.columns = columns
    self.style = style
  }
}

/// A grid of cells that screens are drawn into; nothing is ever drawn outside of an area.
package struct Canvas: Hashable, Sendable {
  package let size: Size
  /// Row by row.
  private var cells: [Cell]
  /// Marks that combine with the scalar of a cell, by `markSet` less one.
  private var markSets: [[Unicode.Scalar]] = []

  package init(_ size: Size, filledWith scalar: Unicode.Scalar = " ") {
    self.size = size
    cells = Array(repeating: Cell(scalar), count: size.columns * size.rows)
  }

  /// The whole of it.
  package var area: Area { Area(size) }

  /// The cell at these coordinates, which must lie inside.
  package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

  /// Puts text on one line of the area, clipped to it; returns the column after it, within the area.
  @discardableResult
  package mutating func put(
    _ text: String,
    _ style: Style = .text,
    in area: Area,
    column: Int = 0,
    row: Int = 0
  ) -> Int {
    var column = column
    guard row >= 0, row < area.rows else { return column }
    for piece in Visible.pieces(of: text) {
      if column >= area.columns { break }
      if column + piece.columns > area.columns {
        set(Cell(" ", style: style), column: area.column + column, row: area.row + row)
        column += 1
        break
      }
      if column >= 0 {
        place(piece, style, column: area.column + column, row: area.row + row)
      }
      column += piece.columns
    }
    return column
  }

  /// Puts one scalar, which takes one column and needs no care; nothing happens outside of the area.
  package mutating func put(
    _ scalar: Unicode.Scalar,
    _ style: Style = .text,
    in area: Area,
    column: Int = 0,
    row: Int = 0
  ) {
    guard column >= 0, column < area.columns, row >= 0, row < area.rows else { return }
    set(Cell(scalar, style: style), column: area.column + column, row: area.row + row)
  }

  /// Puts text so that it ends before `end` (the area's right edge if nil).
  package mutating func putRight(
    _ text: String,
    _ style: Style = .text,
    in area: Area,
    end: Int? = nil,
    row: Int = 0
  ) {
    put(text, style, in: area, column: (end ?? area.columns) - Columns.width(of: text), row: row)
  }

  /// Fills the area with one scalar, which takes one column.
  package mutating func fill(
    _ area: Area,
    with scalar: Unicode.Scalar = " ",
    _ style: Style = .text
  ) {
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        set(Cell(scalar, style: style), column: area.column + column, row: area.row + row)
      }
    }
  }

  /// Changes the style of an area and leaves its text.
  package mutating func restyle(_ area: Area, _ change: (Style) -> Style) {
    for row in max(0, area.row)..<max(0, min(size.rows, area.row + area.rows)) {
      for column in max(0, area.column)..<max(0, min(size.columns, area.column + area.columns)) {
        let index = row * size.columns + column
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// The marks that combine with the scalar of a cell of this canvas.
  package func marks(of cell: Cell) -> [Unicode.Scalar] {
    cell.markSet == 0 ? [] : markSets[Int(cell.markSet) - 1]
  }

  /// Calls `body` for each cell that is not as in `before` (for each one if nil or of another size),
  /// row by row from the left.
  package func forEachChange(
    since before: Canvas?,
    _ body: (_ column: Int, _ row: Int, _ cell: Cell) -> Void
  ) {
    let old = before?.size == size ? before?.cells : nil
    var index = 0
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let cell = cells[index]
        // Equal numbers of sets say nothing about the marks in them.
        let isSame = old.map { $0[index] == cell } ?? false
        if !isSame || cell.markSet != 0 { body(column, row, cell) }
        index += 1
      }
    }
  }

  /// The text of each row, in full width.
  package var lines: [String] {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.columns where self[column, row].columns > 0 {
        line.append(self[column, row].scalar)
        line.append(contentsOf: marks(of: self[column, row]))
      }
      return String(line)
    }
  }

  private mutating func place(_ piece: Visible.Piece, _ style: Style, column: Int, row: Int) {
    var cell = Cell(piece.scalar, columns: UInt8(piece.columns), style: style)
    // More sets than a byte can count lose their marks, not their letters.
    if !piece.marks.isEmpty, markSets.count < Int(UInt8.max) {
      markSets.append(piece.marks)
      cell.markSet = UInt8(markSets.count)
    }
    set(cell, column: column, row: row)
    if piece.columns == 2 { set(Cell(" ", columns: 0, style: style), column: column + 1, row: row) }
  }

  private mutating func set(_ cell: Cell, column: Int, row: Int) {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return }
    let index = row * size.columns + column
    // Half of a wide character cannot stay: the other half becomes a blank.
    if cells[index].columns == 0, column > 0, cell.columns > 0 { blank(index - 1) }
    if cells[index].columns == 2, column + 1 < size.columns { blank(index + 1) }
    cells[index] = cell
  }

  private mutating func blank(_ index: Int) {
    cells[index] = Cell(" ", style: cells[index].style)
  }
}
