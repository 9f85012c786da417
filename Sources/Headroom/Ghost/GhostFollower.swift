import Budgets
import Dashboard
import Recordings
import Sessions

/// Follows the session on the screen through the recording of another one.
///
/// Main thread only; what it reads is read by a thread of its own.
struct GhostFollower {
  private let name: String
  private let scrubber: Scrubber
  private var asked: Int64?

  /// Opens the recording.
  ///
  /// - Parameters:
  ///   - recording: the other session.
  ///   - suite: that of the session before it, whose objectives it is judged by.
  ///   - stretch: what is shown of both, ns since the start of each; nil for all.
  ///   - onChange: called from another thread when more of it is known.
  /// - Throws: why it can't be read.
  init(
    _ recording: GhostRecording,
    judgedBy suite: Suite,
    stretch: Range<Int64>?,
    onChange: @escaping @Sendable () -> Void
  ) throws {
    name = recording.name
    scrubber = Scrubber(
      try Self.archive(recording.entry.path, stretch),
      suite: try Self.suite(of: recording.entry.path, judgedBy: suite),
      at: 0,
      onChange: onChange
    )
  }

  /// Its own suite, which knows its load and its benchmarks, with the objectives of another one, so that
  /// both sessions have the same.
  private static func suite(of path: String, judgedBy suite: Suite) throws -> Suite {
    var own = try Replay(path: path).suite
    (own.objectives, own.limits) = (suite.objectives, suite.limits)
    (own.tolerance, own.alerts) = (suite.tolerance, suite.alerts)
    return own
  }

  private static func archive(
    _ path: String,
    _ stretch: Range<Int64>?
  ) throws -> sending any SessionArchive {
    let archive = try RecordingArchive(path: path)
    guard let stretch else { return archive }
    return try StretchArchive(archive, stretch)
  }

  /// Whether it has no interval at all.
  var isEmpty: Bool { scrubber.overview.endNanoseconds == 0 }

  /// Begins to read.
  func start() { scrubber.start() }

  /// Ends its thread soon.
  func stop() { scrubber.stop() }

  /// What is known of it.
  var ghost: Ghost { Ghost(name: name, overview: scrubber.overview, frame: scrubber.frame) }

  /// Asks for it at the moment that a screen shows, once that has moved by a second, or was moved by
  /// hand.
  mutating func follow(_ state: WatchState) {
    guard let moment = state.ghostMomentNanoseconds else { return }
    let isStopped = state.playhead.atNanoseconds != nil && !state.playhead.isPlaying
    let step: Int64 = isStopped ? 1 : 1_000_000_000
    if let asked, abs(moment - asked) < step { return }
    asked = moment
    scrubber.seek(to: moment)
  }
}
