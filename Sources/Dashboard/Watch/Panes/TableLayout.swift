import Sessions

/// The columns of the table for a width; what does not fit is left out, the least important first.
struct TableLayout: Sendable {
  enum Column: CaseIterable, Hashable, Sendable {
    case name
    case objective
    case whole
    case recent
    case gauge
    case used
    case badge
    case word
    case detail
    case rate
    case failed
    case history
  }

  /// Start and width of each column that is there.
  private(set) var places: [Column: (start: Int, columns: Int)] = [:]

  /// The column that a screen column belongs to.
  func column(at column: Int) -> Column? {
    places.first { $0.value.start <= column && column < $0.value.start + $0.value.columns }?.key
  }

  /// `longestName` is the widest name among the rows, which gets room before anything is stretched.
  init(columns: Int, longestName: Int, _ glyphs: Glyphs) {
    // Widths with the blanks that separate them from what stands to the left. With 80 columns
    // everything up to the verdict's word fits exactly, `>=` costing a blank before the gauge.
    let isNarrow = columns < 99
    let objective = glyphs.isASCII ? 13 : 12
    let widths: [Column: Int] = [
      .name: 15, .objective: objective, .whole: isNarrow ? 8 : 11, .recent: isNarrow ? 10 : 12,
      .gauge: isNarrow ? 28 - objective : 17, .used: 6, .badge: isNarrow ? 2 : 3,
      .word: isNarrow ? 10 : 11,
      .detail: 14, .rate: 10, .failed: 8, .history: 17,
    ]
    // The most important first; a verdict without its figure says little.
    let importance: [Column] = [
      .name, .badge, .whole, .objective, .used, .recent, .gauge, .word, .rate, .failed, .history,
      .detail,
    ]
    var room = columns
    var chosen: Set<Column> = []
    for column in importance {
      let width = widths[column] ?? 0
      // The last column that is squeezed in may be the name itself on a narrow screen.
      guard width <= room || column == .name else { break }
      chosen.insert(column)
      room -= width
    }
    let wantedName = max(0, longestName + 3 - 15)
    let extraName = min(max(0, room), wantedName, 25)
    var start = 0
    for column in Column.allCases where chosen.contains(column) {
      var width = widths[column] ?? 0
      if column == .name { width += extraName }
      places[column] = (start, width)
      start += width
    }
  }
}
