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
  ///   - suite: that of the session before it, so that both have the same objectives.
  ///   - onChange: called from another thread when more of it is known.
  /// - Throws: why it can't be read.
  init(
    _ recording: GhostRecording,
    judgedBy suite: Suite,
    onChange: @escaping @Sendable () -> Void
  ) throws(RecordingError) {
    name = recording.name
    scrubber = Scrubber(
      try RecordingArchive(path: recording.entry.path),
      suite: suite,
      at: 0,
      onChange: onChange
    )
  }

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
