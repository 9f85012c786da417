/// Where everything stands on a screen of a given size: the least important is left out first.
struct WatchLayout: Hashable, Sendable {
  /// Below this nothing useful can be drawn.
  static let least = Size(columns: 40, rows: 10)

  var header: Area
  /// Heading, rows and the line for those that do not fit.
  var table: Area
  var tableRows: Int
  var hasMore: Bool
  /// The row at the top of the table.
  var firstRow: Int
  /// The section of the chart with its title; nil if there is no room.
  var chart: Area?
  var bars: Area?
  var steps: Area?
  var events: Area?
  var slowest: Area?
  /// One line with the last events, where there is no room for their section.
  var lastEvents: Area?
  var footRule: Area?
  var keys: Area

  /// The bars of the chart, without title, scales and tracks.
  var plot: Area? { chart.flatMap { ChartPane.plot(in: $0) } }

  init(_ state: WatchState) {
    let rows = state.rows
    self.init(
      area: Area(state.size),
      rowCount: rows.count,
      selected: state.selectedIndex(in: rows),
      page: state.page
    )
  }

  init(area: Area, rowCount: Int, selected: Int, page: WatchState.Page) {
    var rest = area
    keys = rest.takeBottom(1)
    footRule = area.rows >= 16 ? rest.takeBottom(1) : nil
    header = rest.takeTop(area.rows >= 16 ? 4 : 3)
    table = rest
    (tableRows, hasMore, firstRow) = (0, false, 0)
    if page != .overview {
      // The other screens have the chart in their upper part, but for what has nothing over time.
      if rest.rows >= 18, page != .run { chart = rest.takeTop(max(8, rest.rows * 2 / 5)) }
      table = rest
      return
    }
    place(in: rest, rowCount: rowCount)
    let visible = max(1, tableRows)
    firstRow = max(0, min(selected - visible / 2, rowCount - visible))
  }

  private mutating func place(in area: Area, rowCount: Int) {
    var room = area.rows
    func take(_ wanted: Int) -> Int {
      let taken = max(0, min(wanted, room))
      room -= taken
      return taken
    }
    // What each section gets, the most important first; then what is left over is shared out.
    var tableLines = take(1 + max(1, min(rowCount, 4)))
    var chartLines = room >= 6 ? take(6) : 0
    let eventLine = chartLines > 0 ? take(1) : 0
    tableLines += take(max(0, min(rowCount, 9) + 1 - tableLines))
    if chartLines > 0 { chartLines += take(room >= 10 ? 2 : 1) }
    let isWide = area.columns >= 110
    let barLines = room >= 9 ? take(9) : 0
    let eventLines = room + eventLine >= 4 ? take(4 - eventLine) + eventLine : 0
    let stepLines = !isWide && room >= 12 ? take(6) : 0
    let slowLines = !isWide && room >= 8 ? take(5) : 0
    if chartLines > 0 { chartLines += take(max(0, 12 - chartLines)) }
    tableLines += take(max(0, min(rowCount + 1, area.rows / 2) - tableLines))
    var moreEvents = eventLines > 0 ? take(6) : 0
    if chartLines > 0 { chartLines += take(max(0, 20 - chartLines)) }
    if eventLines > 0 { moreEvents += take(room) } else { tableLines += take(room) }

    var rest = area
    table = rest.takeTop(tableLines)
    hasMore = rowCount > tableLines - 1 && tableLines > 2
    tableRows = max(0, min(rowCount, tableLines - (hasMore ? 2 : 1)))
    if chartLines > 0 { chart = rest.takeTop(chartLines) }
    if barLines > 0 {
      let both = rest.takeTop(barLines)
      bars = isWide ? both.slice(from: 0, columns: 79) : both
      if isWide { steps = both.slice(from: 79) }
    }
    if stepLines > 0 { steps = rest.takeTop(stepLines) }
    if eventLines > 0 {
      let both = rest.takeTop(eventLines + moreEvents)
      events = isWide ? both.slice(from: 0, columns: 79) : both
      if isWide { slowest = both.slice(from: 79) }
      if slowLines > 0 { slowest = rest.takeTop(slowLines) }
    } else if eventLine > 0 {
      lastEvents = rest.takeTop(eventLine)
    }
  }
}
