import Sessions

/// Where everything stands on the screen of a comparison: the least important is left out first.
struct CompareLayout: Hashable, Sendable {
  /// Below this nothing useful can be drawn.
  static let least = Size(columns: 40, rows: 10)
  /// From so many columns on the latencies stand beside the curves.
  static let bothFrom = 100

  var header: Area
  /// What differs besides; empty if there is no room for more than the line in the header.
  var circumstances: Area
  /// The rule above the table; empty on the other pages.
  var tableRule: Area
  /// The headings of the table.
  var headings: Area
  var rows: Area
  var curves: Area
  var latencies: Area
  var footRule: Area?
  var keys: Area
  /// The index of the row at the top of the table.
  var first: Int

  init(_ state: CompareState) { self.init(state, in: Area(state.size)) }

  init(_ state: CompareState, in area: Area) {
    var rest = area
    keys = rest.takeBottom(1)
    footRule = area.rows >= 16 ? rest.takeBottom(1) : nil
    header = rest.takeTop(area.rows >= 14 ? 3 : 2)
    let differences = state.comparison.circumstances.count + state.missing.count
    circumstances = rest.takeTop(0)
    tableRule = circumstances
    headings = circumstances
    rows = circumstances
    curves = circumstances
    latencies = circumstances
    first = 0
    switch state.page {
    case .circumstances:
      circumstances = rest
    case .curves:
      split(rest)
    case .changes:
      if area.rows >= 30, differences > 0 { circumstances = rest.takeTop(min(differences, 5) + 1) }
      let visible = state.visibleRows
      let least = area.rows >= 20 ? max(8, rest.rows * 2 / 5) : 0
      let charts = least > 0 ? max(least, rest.rows - max(1, visible.count) - 2) : 0
      split(rest.takeBottom(charts))
      tableRule = rest.takeTop(1)
      headings = rest.takeTop(1)
      rows = rest
      let selected = state.selectedIndex(in: visible)
      first = max(0, min(selected - rows.rows / 2, visible.count - rows.rows))
    }
  }

  private mutating func split(_ area: Area) {
    guard area.columns >= Self.bothFrom else {
      curves = area
      // On their own page both are drawn, one below the other.
      if area.rows >= 16 { latencies = curves.takeBottom(area.rows / 2) }
      return
    }
    curves = area.slice(from: 0, columns: area.columns * 3 / 5)
    latencies = area.slice(from: area.columns * 3 / 5)
  }
}

extension CompareState {
  /// Which benchmarks only one side has, in words.
  var missing: [String] {
    [("base", comparison.onlyInBase), ("current", comparison.onlyInCurrent)]
      .filter { !$0.1.isEmpty }
      .map { "only the \($0) session has " + $1.joined(separator: ", ") }
  }
}
