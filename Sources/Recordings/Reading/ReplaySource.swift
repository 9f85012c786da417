package import Measurements
package import Sessions
import Synchronization

/// Plays a recording as a source, as fast as the session takes it; one that is still written to, as
/// it grows.
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
  /// How often a file that is followed is looked at, ns.
  private static let pollNanoseconds: Int64 = 100_000_000

  // Held by the replay's thread from start to end.
  private let reader: Mutex<RecordingReader>
  private let finished = Mutex<Outcome?>(nil)
  private let stops = Mailbox<SessionEnd>()
  private let follows: Bool
  private let clock: any TimeSource
  private let newestNanoseconds: Atomic<Int64>

  /// Plays what `reader` has not read yet.
  ///
  /// - Parameters:
  ///   - reader: the recording.
  ///   - follows: whether to wait for more where the file ends without an end, until it comes or
  ///     the source is stopped. An interval that is not whole is not there yet.
  ///   - clock: what tells how long nothing came.
  package init(
    _ reader: sending RecordingReader,
    follows: Bool = false,
    clock: any TimeSource = SystemClock()
  ) {
    self.reader = Mutex(reader)
    self.follows = follows
    self.clock = clock
    newestNanoseconds = Atomic(clock.monotonicNanoseconds())
  }

  /// How long ago the last input came, or the file was opened, ns: who wrote a file that is followed
  /// may be gone.
  package var quietNanoseconds: Int64 {
    clock.monotonicNanoseconds() - newestNanoseconds.load(ordering: .acquiring)
  }

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
    stops.put(end)
  }

  private func play(_ reader: RecordingReader, into inbox: Inbox) {
    var failure: RecordingError?
    var end: SessionEnd?
    var patience: Int64 = 0
    while end == nil {
      if let stop = stops.takeAll(withinNanoseconds: patience).first {
        end = stop
        break
      }
      patience = 0
      do throws(RecordingError) {
        switch try follows ? reader.nextIfAny() : reader.next() {
        case .end(let reason)?: end = reason
        case let input?:
          newestNanoseconds.store(clock.monotonicNanoseconds(), ordering: .releasing)
          inbox.put(input, whenFewerThan: Self.ahead)
        case nil where follows && reader.end == nil: patience = Self.pollNanoseconds
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
