/// Clicks and the wheel, by the same layout that the screen is drawn with.
extension WatchState {
  mutating func click(_ mouse: Mouse) -> [Effect] {
    switch mouse.action {
    case .wheelUp: move(by: -3)
    case .wheelDown: move(by: 3)
    case .release: break
    case .press: return press(column: mouse.column, row: mouse.row)
    }
    return []
  }

  private mutating func press(column: Int, row: Int) -> [Effect] {
    let layout = WatchLayout(self)
    if layout.keys.contains(column: column, row: row) {
      let placed = KeyLine(KeyHints.hints(for: self)).placed(columns: layout.keys.columns)
      guard let hit = placed.last(where: { $0.column <= column }), let key = hit.hint.key else {
        return []
      }
      let (state, effects) = update(key)
      self = state
      return effects
    }
    if page == .overview, layout.table.contains(column: column, row: row) {
      press(tableRow: row - layout.table.row - 1, layout)
    } else if page != .run,
      let plot = layout.plot, plot.contains(column: column, row: row)
    {
      let axis = shown.axis(columns: plot.columns)
      let seconds = axis.seconds(at: column - plot.column)
      seek(to: shown.originNanoseconds + Int64(seconds * 1e9))
    }
    return []
  }

  private mutating func press(tableRow: Int, _ layout: WatchLayout) {
    let rows = rows
    let index = layout.firstRow + tableRow
    guard tableRow >= 0, tableRow < layout.tableRows, rows.indices.contains(index) else { return }
    // The second click on a row opens it.
    if selection == rows[index].id { page = .details }
    selection = rows[index].id
  }
}
