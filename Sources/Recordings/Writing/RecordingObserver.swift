package import Sessions
import Synchronization

/// Records a session that it observes; a disk that fails is told and tried again, and never ends the
/// run.
package final class RecordingObserver: SessionObserver {
  // The writer is only touched under the lock, mostly by the session thread.
  private let state: Mutex<State>

  private struct State {
    var writer: RecordingWriter?
    var end = SessionEnd.completed
    var recording: Snapshot.Recording
    var error: RecordingError?
  }

  /// Records with `writer`.
  package init(_ writer: sending RecordingWriter) {
    let recording = Self.status(path: writer.path, writer.failure)
    let error = writer.failure
    state = Mutex(State(writer: writer, recording: recording, error: error))
  }

  /// A recording that could not even be made.
  package init(path: String, error: RecordingError) {
    state = Mutex(State(writer: nil, recording: Self.status(path: path, error), error: error))
  }

  /// How the recording stands.
  package var recording: Snapshot.Recording { state.withLock { $0.recording } }

  /// Why the recording is not whole; nil if it is, also if a failure was made good later.
  package var error: RecordingError? { state.withLock { $0.error } }

  package func willEnd(_ end: SessionEnd) { state.withLock { $0.end = end } }

  package func receive(_ output: SessionOutput) {
    state.withLock { state in
      guard let writer = state.writer else { return }
      do throws(RecordingError) {
        switch output {
        case .interval(let record, let events):
          try writer.write(record, events: events)
        case .summary(let summary, let events):
          state.writer = nil
          try writer.finish(summary, end: state.end, events: events)
        }
        if writer.lostIntervals == 0 { state.error = nil }
        state.recording = Self.status(path: writer.path, nil)
      } catch {
        state.error = error
        state.recording = Self.status(path: writer.path, error)
      }
    }
  }

  private static func status(path: String, _ error: RecordingError?) -> Snapshot.Recording {
    guard let error else { return .writing(path) }
    return .failed(path: path, reason: error.reason)
  }
}
