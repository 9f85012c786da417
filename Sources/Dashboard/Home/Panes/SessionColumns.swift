import Budgets
import Sessions

/// The columns of the list of sessions: as many as fit, as wide as what they show.
struct SessionColumns {
  enum Column: String, CaseIterable {
    case when
    case suite
    case profile
    case verdict
    case length
    case size
    case commit
    case label

    /// Whether figures stand at its right edge.
    var isRight: Bool { self == .length || self == .size }

    /// The widest it becomes; without the year where that is left out.
    func limit(isShort: Bool) -> Int {
      switch self {
      case .when: isShort ? 11 : 16
      case .suite: 20
      case .profile: 22
      case .label: 40
      case .verdict, .length, .size, .commit: 16
      }
    }

    /// What is left out first has the greatest.
    var rank: Int {
      switch self {
      case .verdict: 0
      case .when: 1
      case .suite: 2
      case .profile: 3
      case .length: 4
      case .commit: 5
      case .label: 6
      case .size: 7
      }
    }
  }

  /// A column and where it stands.
  struct Placed {
    var column: Column
    var start: Int
    var width: Int
  }

  /// From left to right.
  let placed: [Placed]
  private let isShort: Bool
  private let glyphs: Glyphs

  init(_ sessions: [ListedSession], columns: Int, glyphs: Glyphs) {
    self.glyphs = glyphs
    let isShort = columns < 70
    self.isShort = isShort
    var widths: [Column: Int] = [:]
    for column in Column.allCases {
      let cells = sessions.map { Self.cell(column, of: $0, isShort: isShort, glyphs) }
      let widest = cells.reduce(0) { max($0, Columns.width(of: $1)) }
      guard widest > 0 else { continue }
      widths[column] = min(max(widest, column.rawValue.count), column.limit(isShort: isShort))
    }
    // The marks, then each with two blanks behind it but the last.
    func needed() -> Int { widths.values.reduce(5 - 2) { $0 + $1 + 2 } }
    for column in Column.allCases.sorted(by: { $0.rank > $1.rank }) where needed() > columns {
      widths[column] = nil
    }
    var start = 5
    placed = Column.allCases.compactMap { column in
      guard let width = widths[column] else { return nil }
      defer { start += width + 2 }
      return Placed(column: column, start: start, width: width)
    }
  }

  /// The text of a cell, not clipped yet.
  func cell(_ column: Column, of session: ListedSession) -> String {
    Self.cell(column, of: session, isShort: isShort, glyphs)
  }

  private static func cell(
    _ column: Column,
    of session: ListedSession,
    isShort: Bool,
    _ glyphs: Glyphs
  ) -> String {
    guard let head = session.head else {
      return switch column {
      case .when: session.name
      case .verdict:
        session.problem == nil ? "other" : session.stranger ?? "unreadable"
      case .size: Figures.bytes(Double(session.bytes))
      case .suite, .profile, .length, .commit, .label: ""
      }
    }
    return switch column {
    // Without the year where there is little room.
    case .when: isShort ? String(head.startedText.dropFirst(5)) : head.startedText
    case .suite: head.suite
    case .profile: head.profile + (head.environment.map { "@" + $0 } ?? "")
    case .verdict:
      session.verdict.map { Words.glyph($0, glyphs) + " " + $0.rawValue } ?? "not ended"
    case .length:
      session.summary.map {
        Figures.shortDuration(nanoseconds: Double($0.measuredNanoseconds))
      } ?? ""
    case .size: Figures.bytes(Double(session.bytes))
    case .commit: head.commitText ?? ""
    case .label: head.label ?? ""
    }
  }
}
