package import Sessions
import Synchronization

/// Plays a recording as a source, as fast as the session takes it.
package final class ReplaySource: SessionSource {
  /// What the file said besides its inputs.
  package struct Outcome: Sendable {
    /// The summary that the run ended with; nil if it did not end.
    package var summary: Summary?
    /// Why the run ended.
    package var end: SessionEnd
    /// The first 100 warnings.
    package var warnings: [RecordingWarning]
    /// All warnings.
    package var warningCount: Int
    /// Why the file could not be read to its end; nil if it was.
    package var failure: RecordingError?
  }

  /// How many inputs may wait for the session.
  private static let ahead = 64

  // Held by the replay's thread from start to end.
  private let reader: Mutex<RecordingReader>
  private let finished = Mutex<Outcome?>(nil)
  private let stopped = Mutex<SessionEnd?>(nil)

  /// Plays what `reader` has not read yet.
  package init(_ reader: sending RecordingReader) { self.reader = Mutex(reader) }

  /// What the file said besides its inputs; nil before the end.
  package var outcome: Outcome? { finished.withLock { $0 } }

  package func start(into inbox: Inbox) {
    startThread { [self] in
      reader.withLock { reader in play(reader, into: inbox) }
    }
  }

  /// Only stopping means something to a replay.
  package func apply(_ control: Control) {
    guard case .stop(let end, _) = control else { return }
    stopped.withLock { $0 = end }
  }

  private func play(_ reader: RecordingReader, into inbox: Inbox) {
    var failure: RecordingError?
    var end: SessionEnd?
    while end == nil {
      if let stop = stopped.withLock({ $0 }) {
        end = stop
        break
      }
      do throws(RecordingError) {
        switch try reader.next() {
        case .end(let reason)?: end = reason
        case let input?: inbox.put(input, whenFewerThan: Self.ahead)
        case nil: end = reader.end ?? .torn
        }
      } catch {
        failure = error
        end = .torn
      }
    }
    let reason = end ?? .torn
    finished.withLock {
      $0 = Outcome(
        summary: reader.summary,
        end: reason,
        warnings: reader.warnings,
        warningCount: reader.warningCount,
        failure: failure
      )
    }
    inbox.put(.end(reason))
  }
}
