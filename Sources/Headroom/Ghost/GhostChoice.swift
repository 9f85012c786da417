import Recordings
import Sessions

/// Which other session stands behind the one on the screen.
enum GhostChoice: Equatable {
  /// None.
  case none
  /// The last one before it of the same suite, profile and environment that came to its end.
  case last
  /// What a FILE means, as on the command line.
  case named(String)

  /// The recording behind a session, found in `catalog`; nil for none.
  ///
  /// A session is its own ghost only if that was asked for.
  func recording(
    behind head: SessionHead,
    in catalog: RecordingCatalog
  ) throws(RecordingError)
    -> GhostRecording?
  {
    switch self {
    case .none: return nil
    case .last: return Self.last(behind: head, in: catalog)
    case .named(let argument):
      let entry = RecordingEntry(path: try catalog.resolve(argument, beside: head))
      if let problem = entry.problem { throw problem }
      return GhostRecording(name: Self.name(of: entry, asked: argument), entry: entry)
    }
  }

  /// The last session before one, of the same suite, profile and environment, that came to its end;
  /// nil if there is none.
  static func last(behind head: SessionHead, in catalog: RecordingCatalog) -> GhostRecording? {
    catalog.last(before: head).map { GhostRecording(name: "last run", entry: $0) }
  }

  /// What it is called on the screen, where there is little room.
  private static func name(of entry: RecordingEntry, asked argument: String) -> String {
    if argument.hasPrefix("baseline") { return "baseline" }
    guard let head = entry.head.map(HostFacts.shownHere) else { return entry.name }
    return head.label ?? head.startedText
  }
}

/// A recording that stands behind a session.
struct GhostRecording {
  /// What it is called.
  var name: String
  /// The file.
  var entry: RecordingEntry
}
