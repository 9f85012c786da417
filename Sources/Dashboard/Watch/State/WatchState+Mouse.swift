import Sessions

/// Clicks, drags and the wheel, by the same layout that the screen is drawn with.
extension WatchState {
  mutating func click(_ mouse: Mouse) -> [Effect] {
    switch mouse.action {
    case .wheelUp: move(by: -3)
    case .wheelDown: move(by: 3)
    case .press: return press(column: mouse.column, row: mouse.row)
    case .release: return release(column: mouse.column)
    }
    return []
  }

  private mutating func press(column: Int, row: Int) -> [Effect] {
    dragStart = nil
    let layout = WatchLayout(self)
    if layout.keys.contains(column: column, row: row) {
      let placed = KeyLine(KeyHints.hints(for: self)).placed(columns: layout.keys.columns)
      guard let hit = placed.last(where: { $0.column <= column }), let key = hit.hint.key else {
        return []
      }
      return handle(key)
    }
    if let timeline = layout.timeline, timeline.contains(column: column, row: row) {
      let moment = moment(at: column, of: timeline)
      dragStart = moment
      return seek(to: happening(near: column, row: row, of: timeline) ?? moment)
    }
    if page == .overview, layout.table.contains(column: column, row: row) {
      press(tableRow: row - layout.table.row - 1, column: column - layout.table.column, layout)
    } else if let events = layout.events, events.contains(column: column, row: row) {
      let pane = EventsPane(view: WatchView(self))
      if let moment = pane.moment(atRow: row - events.row, of: events) { return seek(to: moment) }
    }
    return []
  }

  /// A press and a release at two places of the timeline make a region.
  private mutating func release(column: Int) -> [Effect] {
    guard let start = dragStart, let timeline = WatchLayout(self).timeline else { return [] }
    dragStart = nil
    let column = min(max(column, timeline.column), timeline.column + timeline.columns)
    let end = moment(at: column, of: timeline)
    let least = Int64(axis(columns: timeline.columns).secondsPerColumn * 1e9)
    return abs(end - start) < max(1, least) ? [] : markRegion(between: start, and: end)
  }

  private func moment(at column: Int, of timeline: Area) -> Int64 {
    let seconds = axis(columns: timeline.columns).seconds(at: column - timeline.column)
    return newest.originNanoseconds + Int64((seconds * 1e9).rounded())
  }

  /// The mark of an event that was hit, on the line where they are drawn.
  private func happening(near column: Int, row: Int, of timeline: Area) -> Int64? {
    let chart = WatchLayout(self).chart
    guard let chart, ChartLayout(chart, origin, processes: newest.processes).eventsRow == row
    else { return nil }
    let axis = axis(columns: timeline.columns)
    let hits = happenings.filter {
      $0.weight != nil
        && axis.column(at: newest.seconds(at: $0.atNanoseconds)) == column - timeline.column
    }
    return hits.max { ($0.weight ?? 0) < ($1.weight ?? 0) }?.atNanoseconds
  }

  private mutating func press(tableRow: Int, column: Int, _ layout: WatchLayout) {
    if tableRow == -1 {
      let table = TablePane(view: WatchView(self), layout: layout)
      if let chosen = table.columns.column(at: column)?.order { sort(by: chosen) }
      return
    }
    let rows = rows
    let index = layout.firstRow + tableRow
    guard tableRow >= 0, tableRow < layout.tableRows, rows.indices.contains(index) else { return }
    // The second click on a row opens it.
    if selection == rows[index].id { page = .details }
    select(rows[index])
  }
}

extension TableLayout.Column {
  /// What a click on its heading sorts by; nil for nothing.
  fileprivate var order: WatchState.Order? {
    switch self {
    case .name, .objective: .suite
    case .whole, .gauge, .used: .consumption
    case .badge, .word, .detail: .attention
    case .rate: .rate
    case .recent, .failed, .history: nil
    }
  }
}
