import Budgets
import Sessions

/// What the panes of one frame share, worked out once.
struct WatchView {
  let state: WatchState
  let snapshot: Snapshot
  let rows: [ObjectiveRow]
  let selected: Int
  let glyphs: Glyphs
  /// The moment that the screen speaks of, if it is not the newest: ns since the start.
  let cursor: Int64?

  init(_ state: WatchState) {
    self.state = state
    snapshot = state.shown
    rows = state.rows
    selected = state.selectedIndex(in: rows)
    glyphs = state.glyphs
    let moment = state.playheadNanoseconds
    cursor = moment.flatMap { $0 < state.shown.elapsedNanoseconds ? $0 : nil }
  }

  var row: ObjectiveRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  var model: LoadProfile.LoadModel { snapshot.load.model }

  /// The judgement of the stretch that the user chose; that of the moment if the playhead is back.
  func recent(_ row: ObjectiveRow) -> (observed: Double?, consumption: Double?) {
    if let cursor {
      let value = snapshot.value(
        of: row.status.history,
        since: snapshot.originNanoseconds,
        at: cursor
      )
      return (value, value.map(row.status.objective.consumption(of:)))
    }
    let judgement =
      switch state.span {
      case .tenSeconds: row.status.last10
      case .sixtySeconds: row.status.last60
      case .run: row.status.last10
      }
    return (judgement.observed, judgement.consumption)
  }

  /// The heading of that column.
  var recentTitle: String {
    if let cursor { return "at " + snapshot.clock(at: cursor) }
    return state.span == .sixtySeconds ? "last 60s" : "last 10s"
  }

  func window(_ benchmark: BenchmarkStatus) -> WindowStatus {
    switch state.span {
    case .tenSeconds: benchmark.last10
    case .sixtySeconds: benchmark.last60
    case .run: benchmark.whole
    }
  }
}
