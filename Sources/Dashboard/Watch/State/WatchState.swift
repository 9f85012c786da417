package import Sessions

/// Everything that the screens of a session show and remember: the newest snapshot and what the user chose.
package struct WatchState: Sendable {
  /// One full screen; keys 1 to 6.
  package enum Page: Int, CaseIterable, Sendable {
    case overview = 1
    case details
    case load
    case events
    case slowest
    case run
  }

  /// The stretch of time that bars and the column "last" show.
  package enum Span: CaseIterable, Sendable {
    case tenSeconds
    case sixtySeconds
    case run
  }

  /// The order of the rows.
  package enum Order: CaseIterable, Sendable {
    case attention
    case suite
    case consumption
    case rate
  }

  /// A line that is being typed.
  package struct Prompt: Hashable, Sendable {
    /// What it is for.
    package enum Purpose: Hashable, Sendable {
      case filter
      case mark
      case level
      case time
    }

    package var purpose: Purpose
    package var text: String = ""
  }

  /// What lies over the screen.
  package enum Overlay: Hashable, Sendable {
    case help
    case confirmQuit
  }

  /// The last snapshot that came in; it goes on while the screen stands still.
  package private(set) var newest: Snapshot
  /// What the screen shows while the playhead is stopped.
  var stopped: Snapshot?
  /// Where the playhead stands, ns since the start of the session; nil while it rides on now.
  package internal(set) var playheadNanoseconds: Int64?
  /// The row that was chosen; nil for the first one, whichever that is.
  var selection: ObjectiveRow.ID?
  package internal(set) var page = Page.overview
  package internal(set) var span = Span.tenSeconds
  package internal(set) var order = Order.attention
  package internal(set) var showsGhost = true
  package internal(set) var filter = ""
  package internal(set) var prompt: Prompt?
  package internal(set) var overlay: Overlay?
  /// A short answer to the last key.
  package internal(set) var notice: String?
  /// The only benchmark that is sent, if the user asked for that.
  package internal(set) var only: String?
  package internal(set) var usesMouse = true
  package internal(set) var size: Size
  package let glyphs: Glyphs

  package init(_ snapshot: Snapshot, size: Size, glyphs: Glyphs = .unicode) {
    newest = snapshot
    self.size = size
    self.glyphs = glyphs
  }

  /// Takes a newer snapshot in.
  package mutating func take(_ snapshot: Snapshot) {
    newest = snapshot
  }

  /// What the screen shows.
  var shown: Snapshot { stopped ?? newest }

  var isOver: Bool {
    if case .ended = newest.phase { return true }
    return false
  }

  /// The rows as they are shown, filtered and in order.
  var rows: [ObjectiveRow] { ObjectiveRow.rows(of: shown, order: order, filter: filter) }

  /// The index of the selected row, 0 if its row is not there (any more).
  func selectedIndex(in rows: [ObjectiveRow]) -> Int {
    guard let selection else { return 0 }
    return rows.firstIndex { $0.id == selection } ?? 0
  }
}
