import Budgets
import Recordings
import Sessions

/// The session behind another one, ready to be followed, or why there is none.
struct OpenedGhost {
  /// Follows it on a screen; nil without one.
  var follower: GhostFollower?
  /// How it ended; nil if it did not, and without one.
  var result: OtherResult?
  /// Its recording; nil without one.
  var recording: GhostRecording?
  /// Why it can't be shown, to be said once; nil if it can, or none was asked for.
  var complaint: String?

  /// No session.
  init() {}

  /// Opens what was chosen; a session goes on without the one behind it if that can't be read.
  ///
  /// - Parameters:
  ///   - choice: what was asked for.
  ///   - head: the session before it.
  ///   - suite: that of the session before it.
  ///   - stretch: what is shown of both, ns since the start of each; nil for all.
  ///   - catalog: where it is looked for.
  ///   - onChange: called from another thread when more of it is known.
  init(
    _ choice: GhostChoice,
    behind head: SessionHead,
    judgedBy suite: Suite,
    stretch: Range<Int64>? = nil,
    in catalog: RecordingCatalog,
    onChange: @escaping @Sendable () -> Void
  ) {
    do {
      guard let recording = try choice.recording(behind: head, in: catalog) else { return }
      let follower = try GhostFollower(
        recording,
        judgedBy: suite,
        stretch: stretch,
        onChange: onChange
      )
      guard !follower.isEmpty else {
        let why = stretch == nil ? "is empty" : "ended before this stretch begins"
        complaint = "no session behind this one: \(recording.name) \(why)"
        return
      }
      self.follower = follower
      self.recording = recording
      result = recording.entry.summary.map { OtherResult(name: recording.name, summary: $0) }
    } catch {
      complaint = "no session behind this one: \(error)"
    }
  }
}
