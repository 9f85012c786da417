import Sessions

/// Where everything stands on a screen of a given size: the least important is left out first.
struct WatchLayout: Hashable, Sendable {
  /// Below this nothing useful can be drawn.
  static let least = Size(columns: 40, rows: 10)

  var header: Area
  /// The line above the table in a replay; nil if there is no room.
  var tableTitle: Area?
  /// Heading, rows and the line for those that do not fit.
  var table: Area
  var tableRows = 0
  var hasMore = false
  /// The row at the top of the table.
  var firstRow = 0
  /// The section of the chart with its title; nil if there is no room.
  var chart: Area?
  var bars: Area?
  var steps: Area?
  /// What changed in the minute before the playhead.
  var changes: Area?
  var events: Area?
  var slowest: Area?
  /// What the verdict would be under another budget.
  var trial: Area?
  /// One line with the last events, where there is no room for their section.
  var lastEvents: Area?
  var footRule: Area?
  var keys: Area

  /// The bars of the chart, without title, scales and tracks.
  private(set) var plot: Area?
  /// What can be clicked to seek: the bars and the tracks under them.
  private(set) var timeline: Area?

  init(_ state: WatchState) {
    let rows = state.rows
    self.init(
      area: Area(state.size),
      rowCount: rows.count,
      selected: state.selectedIndex(in: rows),
      state
    )
  }

  init(area: Area, rowCount: Int, selected: Int, _ state: WatchState) {
    let isReplay = state.origin == .replay
    var rest = area
    keys = rest.takeBottom(1)
    footRule = area.rows >= 16 ? rest.takeBottom(1) : nil
    header = rest.takeTop(area.rows >= 16 && !isReplay ? 4 : 3)
    table = rest
    if state.page != .overview {
      // The other screens have the chart in their upper part, but for what has nothing over time.
      if rest.rows >= 18, state.page != .run {
        chart = rest.takeTop(max(isReplay ? 9 : 8, rest.rows * 2 / 5))
      }
      table = rest
    } else if isReplay {
      placeReplay(in: rest, rowCount: rowCount)
    } else {
      placeLive(in: rest, rowCount: rowCount)
      // The rule under the header says what is judged if that is not the whole run.
      if header.rows > 3, state.judgedRegion != nil { tableTitle = header.line(3) }
    }
    if state.trial != nil, trial == nil {
      // Over whatever stands at the bottom: the answer is what the user waits for.
      trial = rest.takeBottom(min(5, rest.rows))
    }
    let visible = max(1, tableRows)
    firstRow = max(0, min(selected - visible / 2, rowCount - visible))
    if let chart {
      let pane = ChartLayout(chart, state.origin, processes: state.newest.processes)
      (plot, timeline) = (pane.plot, pane.timeline)
    }
  }

  /// Splits lines of the screen among sections, the most important first.
  private struct Room {
    var lines: Int

    mutating func take(_ wanted: Int) -> Int {
      let taken = max(0, min(wanted, lines))
      lines -= taken
      return taken
    }
  }

  private mutating func placeLive(in area: Area, rowCount: Int) {
    var room = Room(lines: area.rows)
    // What each section gets, the most important first; then what is left over is shared out.
    var tableLines = room.take(1 + max(1, min(rowCount, 4)))
    var chartLines = room.lines >= 6 ? room.take(6) : 0
    let eventLine = chartLines > 0 ? room.take(1) : 0
    tableLines += room.take(max(0, min(rowCount, 9) + 1 - tableLines))
    if chartLines > 0 { chartLines += room.take(room.lines >= 10 ? 2 : 1) }
    let isWide = area.columns >= 110
    let barLines = room.lines >= 9 ? room.take(9) : 0
    let eventLines = room.lines + eventLine >= 4 ? room.take(4 - eventLine) + eventLine : 0
    let stepLines = !isWide && room.lines >= 12 ? room.take(6) : 0
    let slowLines = !isWide && room.lines >= 8 ? room.take(5) : 0
    if chartLines > 0 { chartLines += room.take(max(0, 12 - chartLines)) }
    tableLines += room.take(max(0, min(rowCount + 1, area.rows / 2) - tableLines))
    var moreEvents = eventLines > 0 ? room.take(6) : 0
    if chartLines > 0 { chartLines += room.take(max(0, 20 - chartLines)) }
    if eventLines > 0 {
      moreEvents += room.take(room.lines)
    } else {
      tableLines += room.take(room.lines)
    }

    var rest = area
    placeTable(rest.takeTop(tableLines), rowCount: rowCount)
    if chartLines > 0 { chart = rest.takeTop(chartLines) }
    if barLines > 0 { (bars, steps) = Self.halves(rest.takeTop(barLines), isWide: isWide) }
    if stepLines > 0 { steps = rest.takeTop(stepLines) }
    if eventLines > 0 {
      (events, slowest) = Self.halves(rest.takeTop(eventLines + moreEvents), isWide: isWide)
      if slowLines > 0 { slowest = rest.takeTop(slowLines) }
    } else if eventLine > 0 {
      lastEvents = rest.takeTop(eventLine)
    }
  }

  /// The timeline comes first: it says where in the session the rest of the screen is.
  private mutating func placeReplay(in area: Area, rowCount: Int) {
    var room = Room(lines: area.rows)
    // The table keeps its gauge beside what changed.
    let isWide = area.columns >= 130
    let titleLine = area.rows >= 10 ? room.take(1) : 0
    var tableLines = room.take(1 + max(1, min(rowCount, 3)))
    var chartLines = room.take(room.lines >= 9 ? 9 : room.lines >= 5 ? 5 : min(room.lines, 3))
    tableLines += room.take(max(0, min(rowCount, 4) + 1 - tableLines))
    var eventLines = room.lines >= 4 ? room.take(4) : 0
    if isWide { tableLines += room.take(max(0, 6 - tableLines)) }
    let barLines = room.lines + (isWide ? eventLines : 0) >= 9 ? room.take(isWide ? 5 : 9) : 0
    tableLines += room.take(max(0, min(rowCount, 9) + 1 - tableLines))
    let changeLines = !isWide && room.lines >= 6 ? room.take(6) : 0
    let slowLines = room.lines >= 5 ? room.take(5) : 0
    chartLines += room.take(max(0, 16 - chartLines))
    tableLines += room.take(max(0, min(rowCount + 1, area.rows / 3) - tableLines))
    eventLines += room.take(6)
    chartLines += room.take(max(0, 20 - chartLines))
    if eventLines > 0 {
      eventLines += room.take(room.lines)
    } else {
      tableLines += room.take(room.lines)
    }

    var rest = area
    if chartLines > 0 { chart = rest.takeTop(chartLines) }
    let (left, right) = Self.halves(rest.takeTop(titleLine + tableLines), isWide: isWide)
    var body = left
    if titleLine > 0 { tableTitle = body.takeTop(1) }
    placeTable(body, rowCount: rowCount)
    changes = right
    if isWide, barLines > 0 {
      (bars, events) = Self.halves(rest.takeTop(barLines + eventLines), isWide: true)
    } else {
      if barLines > 0 { bars = rest.takeTop(barLines) }
      if changeLines > 0 { changes = rest.takeTop(changeLines) }
      if eventLines > 0 { events = rest.takeTop(eventLines) }
    }
    if slowLines > 0 { (slowest, trial) = Self.halves(rest.takeTop(slowLines), isWide: isWide) }
  }

  private mutating func placeTable(_ area: Area, rowCount: Int) {
    table = area
    hasMore = rowCount > area.rows - 1 && area.rows > 2
    tableRows = max(0, min(rowCount, area.rows - (hasMore ? 2 : 1)))
  }

  /// The blank columns between two panes that stand next to each other.
  static let gutter = 2

  /// The left of a wide area, 79 columns with the gutter or what leaves 52 for the right one; all of a
  /// narrow one.
  private static func halves(_ area: Area, isWide: Bool) -> (left: Area, right: Area?) {
    guard isWide else { return (area, nil) }
    let left = min(79, area.columns - 52)
    return (area.slice(from: 0, columns: left - gutter), area.slice(from: left))
  }
}
