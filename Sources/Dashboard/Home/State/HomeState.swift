package import Sessions

/// Everything that the home screen shows and remembers: what there is, and what the user chose.
package struct HomeState: Sendable {
  /// The two columns.
  package enum Pane: Hashable, Sendable {
    case suites
    case sessions
  }

  /// What lies over the screen.
  package enum Overlay: Hashable, Sendable {
    case help
    /// Whether this recording is to be removed.
    case delete(String)
    /// Whether this recording is to be a baseline although it was refused, for this reason.
    case force(String, reason: String)
    /// An answer of more than one line.
    case message([String])
  }

  package internal(set) var suites: [ListedSuite] = []
  /// The latest first.
  package internal(set) var sessions: [ListedSession] = []
  /// Whether the lists were not read yet.
  package internal(set) var isLoading = true
  /// The moment that ages count to, nanoseconds since 1970-01-01 UTC.
  package var nowNanoseconds: Int64
  package internal(set) var pane = Pane.suites
  /// The name of the suite that was chosen; nil for the first one.
  var suiteSelection: String?
  /// The path of the session that was chosen; nil for the first one.
  var sessionSelection: String?
  /// The paths of sessions to compare, at most two, in the order of their ticks.
  package internal(set) var ticked: [String] = []
  package internal(set) var filter = ""
  package internal(set) var isTyping = false
  package internal(set) var overlay: Overlay?
  /// A short answer to the last key.
  package internal(set) var notice: String?
  package internal(set) var usesMouse = true
  package internal(set) var size: Size
  package let glyphs: Glyphs
  /// The folder that `budgets/` and `recordings/` stand in, as the title shows it.
  package let folder: String

  /// A home screen of a folder that was not read yet.
  package init(folder: String, size: Size, glyphs: Glyphs = .unicode, nowNanoseconds: Int64) {
    self.folder = folder
    self.size = size
    self.glyphs = glyphs
    self.nowNanoseconds = nowNanoseconds
  }

  /// Takes in what was found; what was chosen stays chosen as long as it is there.
  package mutating func take(suites: [ListedSuite], sessions: [ListedSession]) {
    let wasLoading = isLoading
    let position = selectedSessionIndex(in: visibleSessions)
    self.suites = suites
    self.sessions = sessions
    isLoading = false
    let paths = Set(sessions.map(\.path))
    ticked.removeAll { !paths.contains($0) }
    if wasLoading, suites.isEmpty, !sessions.isEmpty { pane = .sessions }
    // After a removal the next one takes its place.
    if let chosen = sessionSelection, !paths.contains(chosen) {
      let visible = visibleSessions
      sessionSelection = visible.isEmpty ? nil : visible[min(position, visible.count - 1)].path
    }
  }

  /// Shows an answer to what a key asked for: on the last line if it is one line, else in a box.
  package mutating func tell(_ lines: [String]) {
    if lines.count == 1, Columns.width(of: lines[0]) <= size.columns - 2 {
      notice = lines[0]
    } else {
      overlay = .message(lines)
    }
  }

  /// Asks whether a recording that was refused becomes a baseline nevertheless.
  package mutating func askToForce(_ path: String, reason: String) {
    overlay = .force(path, reason: reason)
  }

  /// Whether there is nothing at all.
  package var isEmpty: Bool { !isLoading && suites.isEmpty && sessions.isEmpty }

  // MARK: - What is visible and chosen

  var visibleSuites: [ListedSuite] {
    filterWords.isEmpty
      ? suites : suites.filter { matches("\($0.name) \($0.about)".lowercased()) }
  }

  var visibleSessions: [ListedSession] {
    filterWords.isEmpty ? sessions : sessions.filter { matches($0.searchText) }
  }

  /// The chosen suite; nil if none is visible.
  var selectedSuite: ListedSuite? {
    let visible = visibleSuites
    return visible.isEmpty ? nil : visible[selectedSuiteIndex(in: visible)]
  }

  /// The chosen session; nil if none is visible.
  var selectedSession: ListedSession? {
    let visible = visibleSessions
    return visible.isEmpty ? nil : visible[selectedSessionIndex(in: visible)]
  }

  func selectedSuiteIndex(in visible: [ListedSuite]) -> Int {
    visible.firstIndex { $0.name == suiteSelection } ?? 0
  }

  func selectedSessionIndex(in visible: [ListedSession]) -> Int {
    visible.firstIndex { $0.path == sessionSelection } ?? 0
  }

  /// The latest session of a suite that came to an end; nil if there is none.
  func latest(of suite: ListedSuite) -> ListedSession? {
    sessions.first { $0.summary != nil && $0.head?.suite == suite.suite }
  }

  private var filterWords: [Substring] { filter.lowercased().split(separator: " ") }

  private func matches(_ text: String) -> Bool { filterWords.allSatisfy { text.contains($0) } }
}
