package import Sessions

/// Everything that the screen of a comparison shows and remembers.
package struct CompareState: Sendable {
  /// What fills the screen below the header.
  package enum Page: Hashable, Sendable, CaseIterable {
    /// The table, and the curves of the selected benchmark.
    case changes
    /// The curves and latencies of the selected benchmark alone.
    case curves
    /// What differs besides what was measured.
    case circumstances
  }

  /// In which order rows stand.
  package enum Order: Hashable, Sendable {
    /// What needs attention most first.
    case attention
    /// As in the suite, each benchmark with all its metrics.
    case benchmark
  }

  /// What was found.
  package let comparison: SessionComparison
  package internal(set) var page = Page.changes
  package internal(set) var order = Order.attention
  /// Whether only rows are shown in which a difference is claimed.
  package internal(set) var hidesUnchanged = false
  /// The row that was chosen; nil for the first one.
  var selection: CompareRow.ID?
  package internal(set) var filter = ""
  package internal(set) var isTyping = false
  package internal(set) var showsHelp = false
  /// A short answer to the last key.
  package internal(set) var notice: String?
  package internal(set) var usesMouse: Bool
  package internal(set) var size: Size
  package let glyphs: Glyphs
  /// Whether another screen opened it, to which Esc and q go back.
  let isNested: Bool
  /// By name of the subject: how the latencies of both sessions lie.
  let shapes: [String: LatencyShapes]
  /// All rows, in the order of the comparison.
  let allRows: [CompareRow]

  /// The screen of a comparison of these two sessions.
  ///
  /// - Parameters:
  ///   - comparison: what was found.
  ///   - base: the reference.
  ///   - current: what is held against it.
  ///   - size: that of the terminal.
  ///   - glyphs: how marks are drawn.
  ///   - isNested: whether another screen opened it, to which it goes back.
  ///   - usesMouse: whether the mouse is reported at first.
  package init(
    _ comparison: SessionComparison,
    base: SessionFigures,
    current: SessionFigures,
    size: Size,
    glyphs: Glyphs = .unicode,
    isNested: Bool = false,
    usesMouse: Bool = true
  ) {
    self.comparison = comparison
    self.isNested = isNested
    self.usesMouse = usesMouse
    self.size = size
    self.glyphs = glyphs
    shapes = LatencyShapes.all(comparison, base: base, current: current)
    allRows = comparison.subjects.flatMap { subject in
      subject.changes.map { CompareRow(subject: subject.name, change: $0) }
    }
  }

  /// The rows that are shown, in their order.
  var visibleRows: [CompareRow] {
    let wanted = filter.lowercased()
    var rows = allRows.filter { row in
      (!hidesUnchanged || row.change.finding.isClaim)
        && (wanted.isEmpty || row.title.lowercased().contains(wanted))
    }
    if order == .attention {
      rows = rows.enumerated().sorted { left, right in
        let (first, second) = (left.element.rank, right.element.rank)
        return first == second ? left.offset < right.offset : first > second
      }.map(\.element)
    }
    return rows
  }

  /// Where the selected row stands among `rows`; 0 if it is not there.
  func selectedIndex(in rows: [CompareRow]) -> Int {
    rows.firstIndex { $0.id == selection } ?? 0
  }

  /// The benchmark whose curves are shown; nil if there is none.
  var selectedSubject: String? {
    let rows = visibleRows
    return rows.isEmpty ? allRows.first?.subject : rows[selectedIndex(in: rows)].subject
  }
}
