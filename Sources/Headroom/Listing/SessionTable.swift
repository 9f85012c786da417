import Budgets
import Reports
import Sessions

/// Sessions as a table with headings.
struct SessionTable {
  /// What a row shows.
  enum Column: CaseIterable {
    case baseline
    case when
    case zone
    case suite
    case profile
    case environment
    case verdict
    case length
    case size
    case commit
    case label
    case file

    /// Those of `headroom recordings`.
    static let recordings: [Column] = allCases.filter { $0 != .baseline } + [.baseline]
    /// Those of `headroom baseline list`, whose name says of which suite and profile it is.
    static let baselines: [Column] = [
      .baseline, .when, .zone, .verdict, .length, .size, .commit, .label,
    ]
  }

  /// What is shown, in this order.
  var columns: [Column]
  /// How marks are drawn.
  var glyphs: Glyphs

  /// A line of headings and one per session; columns that would be empty are left out.
  func lines(_ sessions: [ListedSession]) -> [String] {
    let rows = sessions.map { session in columns.map { cell($0, of: session) } }
    let shown = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
    var table = TextTable(shown.map { [.length, .size].contains(columns[$0]) ? .right : .left })
    table.add(shown.map { heading(columns[$0]) })
    for row in rows { table.add(shown.map { row[$0] }) }
    return table.lines(indent: 0)
  }

  private func heading(_ column: Column) -> String {
    switch column {
    case .baseline: "baseline"
    case .when: "when"
    case .zone: "measured in"
    case .suite: "suite"
    case .profile: "profile"
    case .environment: "environment"
    case .verdict: "verdict"
    case .length: "length"
    case .size: "size"
    case .commit: "commit"
    case .label: "label"
    case .file: "file"
    }
  }

  private func cell(_ column: Column, of session: ListedSession) -> String {
    switch column {
    case .baseline: session.baseline ?? ""
    case .when: session.head?.startedText ?? ""
    case .zone: session.head?.otherZone ?? ""
    case .suite: session.head?.suite ?? ""
    case .profile: session.head?.profile ?? ""
    case .environment: session.head?.environment ?? ""
    case .verdict: verdict(of: session)
    case .length:
      session.summary.map {
        Figures.shortDuration(nanoseconds: Double($0.measuredNanoseconds))
      } ?? ""
    case .size: Figures.bytes(Double(session.bytes))
    case .commit: session.head?.commitText ?? ""
    case .label: session.head?.label ?? ""
    case .file: session.name
    }
  }

  private func verdict(of session: ListedSession) -> String {
    if let verdict = session.verdict {
      return ObjectiveText(glyphs: glyphs).mark(verdict) + " " + verdict.rawValue
    }
    if session.head != nil { return "not ended" }
    return session.stranger ?? (session.problem == nil ? "other program" : "unreadable")
  }
}
