import Budgets
import Sessions

/// What the panes of one frame share, worked out once.
struct WatchView {
  let state: WatchState
  /// The session as far as it is known: what lies under the playhead.
  let whole: Snapshot
  /// The session at the playhead.
  let snapshot: Snapshot
  let rows: [ObjectiveRow]
  /// The rows of the whole session, what needs attention first.
  let wholeRows: [ObjectiveRow]
  let selected: Int
  let glyphs: Glyphs

  init(_ state: WatchState) {
    self.state = state
    whole = state.newest
    snapshot = state.shown
    rows = state.rows
    let isSame =
      state.playhead.atNanoseconds == nil && state.order == .attention && state.filter.isEmpty
      && state.judgedRegion == nil
    wholeRows =
      isSame ? rows : ObjectiveRow.rows(of: whole, order: .attention, filter: "")
    selected = state.selectedIndex(in: rows)
    glyphs = state.glyphs
  }

  /// The session behind this one; nil if there is none, or it is hidden.
  var ghost: GhostView? { GhostView(self) }

  var row: ObjectiveRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  var model: LoadProfile.LoadModel { whole.load.model }

  /// Where the playhead stands, if that is not the newest moment: ns since the start.
  var cursor: Int64? { state.playhead.atNanoseconds }

  /// Whether figures since the start are known at the playhead; before a file is summed up only
  /// those of its windows are.
  var isWhole: Bool { cursor == nil || state.frame?.isWhole == true }

  /// Whether there is something to show of the moment at the playhead, or of one just before.
  var isAnswered: Bool { cursor == nil || state.frame != nil }

  /// Why nothing is known of the moment at the playhead; nil if it is, or will be.
  var problem: String? { cursor == nil ? nil : state.frame?.problem }

  /// How much of a recording is summed up, as `43%`; nil once all of it is.
  var summed: String? {
    guard state.origin == .replay, let overview = state.overview, !state.isEndKnown else {
      return nil
    }
    let share = Double(overview.summedNanoseconds) / Double(max(1, overview.endNanoseconds))
    return Figures.decimal(min(1, share) * 100, 0) + "%"
  }

  /// The time of day and the elapsed time of a moment: `14:03:07 (+21:57)`.
  func clocks(at nanoseconds: Int64) -> String {
    "\(whole.timeOfDay(at: nanoseconds)) (\(elapsed(at: nanoseconds)))"
  }

  /// The elapsed time of a moment with its sign: `+21:57`, `-00:05` during the warm-up.
  func elapsed(at nanoseconds: Int64) -> String {
    let clock = whole.clock(at: nanoseconds)
    return clock.hasPrefix("-") ? clock : "+" + clock
  }

  /// Whether memory is shown in units of 1,000 bytes, as its budgets are.
  var countsBytesDecimally: Bool {
    snapshot.objectives.contains { $0.objective.countsBytesDecimally }
  }

  /// The judgement of the stretch that the user chose.
  func recent(_ row: ObjectiveRow) -> Judgement {
    state.span == .sixtySeconds ? row.status.last60 : row.status.last10
  }

  /// The heading of that column.
  var recentTitle: String { state.span == .sixtySeconds ? "last 60s" : "last 10s" }

  func window(_ benchmark: BenchmarkStatus) -> WindowStatus {
    switch state.span {
    case .tenSeconds: benchmark.last10
    case .sixtySeconds: benchmark.last60
    case .run: isWhole ? benchmark.whole : benchmark.last10
    }
  }
}
