import Measurements
import Sessions
import Synchronization

/// What the user asked for and when, on its way to the thread that does it.
final class ControlQueue: Sendable {
  private let waiting = Mutex<[(control: Control, monotonicNanoseconds: Int64)]>([])

  /// Adds what is asked for now; from any thread.
  func put(_ control: Control) {
    waiting.withLock { $0.append((control, SystemClock.monotonic())) }
  }

  /// Everything since the last time, with CLOCK_MONOTONIC of each.
  func takeAll() -> [(control: Control, monotonicNanoseconds: Int64)] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
