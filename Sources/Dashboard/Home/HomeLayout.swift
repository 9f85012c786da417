import Sessions

/// Where everything stands on a home screen of a given size: the least important is left out first.
struct HomeLayout: Hashable, Sendable {
  /// Below this nothing useful can be drawn.
  static let least = Size(columns: 40, rows: 10)
  /// From so many columns on both lists are shown, else only the one that is in use.
  static let bothFrom = 70

  var header: Area
  /// Title and rows; empty if there is no room for both lists.
  var suites: Area
  var suiteRows: Area
  /// Title, headings and rows; empty if there is no room for both lists.
  var sessions: Area
  var sessionRows: Area
  /// What there is to say about the chosen one; empty if there is no room.
  var details: Area
  var footRule: Area?
  var keys: Area
  /// The index of the suite at the top of its list.
  var firstSuite: Int
  /// The index of the session at the top of its list.
  var firstSession: Int
  /// How many rows the list in use shows.
  var visibleRows: Int

  init(_ state: HomeState) { self.init(state, in: Area(state.size)) }

  init(_ state: HomeState, in area: Area) {
    var rest = area
    keys = rest.takeBottom(1)
    footRule = area.rows >= 16 ? rest.takeBottom(1) : nil
    header = rest.takeTop(area.rows >= 14 ? 2 : 1)
    details = rest.takeBottom(area.rows >= 34 ? 12 : area.rows >= 20 ? 6 : area.rows >= 14 ? 3 : 0)
    let nothing = Area(column: area.column, row: area.row, columns: 0, rows: 0)
    if area.columns >= Self.bothFrom {
      // A quarter of the columns, and of a wide screen up to a third if names need them.
      let wanted = state.suites.reduce(0) { max($0, Columns.width(of: $1.name)) } + 17
      let most = area.columns >= 100 ? area.columns / 3 : area.columns / 4
      let width = max(24, min(40, max(area.columns / 4, min(wanted, most))))
      suites = rest.slice(from: 0, columns: width)
      sessions = rest.slice(from: width)
    } else {
      suites = state.pane == .suites ? rest : nothing
      sessions = state.pane == .sessions ? rest : nothing
    }
    suiteRows = suites
    _ = suiteRows.takeTop(1)
    sessionRows = sessions
    _ = sessionRows.takeTop(2)
    visibleRows = state.pane == .suites ? suiteRows.rows : sessionRows.rows
    let suites = state.visibleSuites
    let sessions = state.visibleSessions
    firstSuite = Self.first(
      selected: state.selectedSuiteIndex(in: suites),
      of: suites.count,
      rows: suiteRows.rows
    )
    firstSession = Self.first(
      selected: state.selectedSessionIndex(in: sessions),
      of: sessions.count,
      rows: sessionRows.rows
    )
  }

  /// The list whose rows are at this place.
  func pane(column: Int, row: Int) -> HomeState.Pane? {
    if suiteRows.contains(column: column, row: row) { return .suites }
    return sessionRows.contains(column: column, row: row) ? .sessions : nil
  }

  /// The row at the top, so that the selected one is in the middle where that is possible.
  private static func first(selected: Int, of count: Int, rows: Int) -> Int {
    max(0, min(selected - rows / 2, count - rows))
  }
}
