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

  /// `contents` is the widest text of the rows in the columns of text.
  ///
  /// Names get as much room as they
  /// need before anything is stretched, also what others do not use.
  init(columns: Int, contents: [Column: Int], _ glyphs: Glyphs) {
    // Widths with the blanks that separate them from what stands to the left. With 80 columns
    // everything up to the verdict's word fits exactly, `>=` costing a blank before the gauge.
    let isNarrow = columns < 99
    let usual = glyphs.isASCII ? 13 : 12
    // Half a budget would be another budget.
    let objective = max(usual, min(24, (contents[.objective] ?? 0) + 1))
    var widths: [Column: Int] = [
      .name: 15, .objective: objective, .whole: isNarrow ? 8 : 11, .recent: isNarrow ? 10 : 12,
      .gauge: isNarrow ? 28 - usual : 17, .used: 6, .badge: isNarrow ? 2 : 3,
      .word: isNarrow ? 10 : 11,
      .detail: 14, .rate: 10, .failed: 11, .history: 17,
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
    var wanted = min((contents[.name] ?? 0) + 3, columns / 2) - (widths[.name] ?? 0)
    func give(_ columns: Int) {
      let given = max(0, min(wanted, columns))
      widths[.name, default: 0] += given
      wanted -= given
    }
    let spare = min(max(0, wanted), max(0, room))
    give(spare)
    room -= spare
    for (column, title) in Self.shrinkable where chosen.contains(column) {
      guard wanted > 0, let width = widths[column] else { continue }
      let least = max(contents[column] ?? 0, title.utf8.count) + (isNarrow ? 1 : 2)
      let given = max(0, min(wanted, width - least))
      widths[column] = width - given
      give(given)
    }
    if chosen.contains(.history) { widths[.history, default: 0] += max(0, room) }
    var start = 0
    for column in Column.allCases where chosen.contains(column) {
      let width = widths[column] ?? 0
      places[column] = (start, width)
      start += width
    }
  }

  /// The columns that give room to names, and their headings.
  private static let shrinkable: [(Column, title: String)] = [
    (.detail, ""), (.history, "whole run"), (.word, "verdict"), (.objective, "objective"),
  ]
}
