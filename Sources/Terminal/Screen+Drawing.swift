import CNcurses
package import Dashboard
import Glibc

extension Screen {
  /// Shows a canvas; only cells that changed are touched, and of these ncurses sends what differs.
  ///
  /// Returns the bytes sent, 0 for a frame that was dropped because the terminal has not yet taken
  /// the last one.
  @discardableResult
  package func show(_ canvas: Canvas) -> Int {
    line.sendPending()
    guard line.unsent.isEmpty, !line.isLost else {
      statistics.droppedFrames += 1
      return 0
    }
    let before = shown?.size == canvas.size ? shown : nil
    if before == nil { werase(headroom_standard_window()) }
    canvas.forEachChange(since: before) { column, row, cell in
      // The second half of a wide character is put with the first.
      guard cell.columns > 0, column < size.columns, row < size.rows else { return }
      put(cell, marks: canvas.marks(of: cell), column: column, row: row)
    }
    shown = canvas
    wnoutrefresh(headroom_standard_window())
    doupdate()
    statistics.frames += 1
    return send()
  }

  private func put(_ cell: Cell, marks: [Unicode.Scalar], column: Int, row: Int) {
    let isShowable = isShowable(cell)
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: marks.count + 2) { text in
      var length = 0
      func append(_ scalar: Unicode.Scalar) {
        text.initializeElement(at: length, to: wchar_t(scalar.value))
        length += 1
      }
      append(isShowable ? cell.scalar : "?")
      if isShowable {
        for mark in marks where headroom_columns(wchar_t(mark.value)) == 0 { append(mark) }
      }
      append("\0")
      _ = headroom_put_cell(
        CInt(row),
        CInt(column),
        text.baseAddress,
        palette.attributes(cell.style),
        palette.pairNumber(cell.style.role)
      )
    }
    if cell.columns == 2, !isShowable {
      put(Cell("?", style: cell.style), marks: [], column: column + 1, row: row)
    }
  }

  // Where the C library counts other columns than the canvas, all that follows would be shifted.
  private func isShowable(_ cell: Cell) -> Bool {
    if cell.scalar.value < 0x7F { return true }
    return isUnicode && headroom_columns(wchar_t(cell.scalar.value)) == CInt(cell.columns)
  }
}
