import Sessions

/// Clicks and the wheel, by the same layout that the screen is drawn with.
extension HomeState {
  mutating func click(_ mouse: Mouse) -> [HomeEffect] {
    let layout = HomeLayout(self)
    switch mouse.action {
    case .release: return []
    case .wheelUp, .wheelDown:
      if let pane = layout.pane(column: mouse.column, row: mouse.row) { self.pane = pane }
      move(by: mouse.action == .wheelUp ? -3 : 3)
      return []
    case .press: break
    }
    if layout.keys.contains(column: mouse.column, row: mouse.row) {
      let placed = KeyLine(HomeKeyHints.hints(for: self)).placed(columns: layout.keys.columns)
      guard let key = placed.last(where: { $0.column <= mouse.column })?.hint.key else { return [] }
      let (state, effects) = update(key)
      self = state
      return effects
    }
    guard let pane = layout.pane(column: mouse.column, row: mouse.row) else { return [] }
    return press(row: mouse.row, in: pane, layout)
  }

  /// The second click on a row opens it.
  private mutating func press(row: Int, in pane: Pane, _ layout: HomeLayout) -> [HomeEffect] {
    switch pane {
    case .suites:
      let visible = visibleSuites
      let index = row - layout.suiteRows.row + layout.firstSuite
      guard visible.indices.contains(index) else { return [] }
      let isSecond = self.pane == pane && selectedSuiteIndex(in: visible) == index
      (self.pane, suiteSelection) = (pane, visible[index].name)
      return isSecond ? open() : []
    case .sessions:
      let visible = visibleSessions
      let index = row - layout.sessionRows.row + layout.firstSession
      guard visible.indices.contains(index) else { return [] }
      let isSecond = self.pane == pane && selectedSessionIndex(in: visible) == index
      (self.pane, sessionSelection) = (pane, visible[index].path)
      return isSecond ? open() : []
    }
  }
}
