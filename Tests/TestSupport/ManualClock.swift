import Measurements
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: TimeSource {
  private let monotonic: Atomic<Int64>
  private let wall: Atomic<Int64>

  /// A clock that shows the given times, ns; by default a round moment in November 2026.
  package init(
    monotonicNanoseconds: Int64 = 1_000_000_000,
    wallNanoseconds: Int64 = 1_795_230_000_000_000_000
  ) {
    monotonic = Atomic(monotonicNanoseconds)
    wall = Atomic(wallNanoseconds)
  }

  package func monotonicNanoseconds() -> Int64 { monotonic.load(ordering: .acquiring) }

  package func wallNanoseconds() -> Int64 { wall.load(ordering: .acquiring) }

  /// Lets time pass on both clocks.
  package func advance(byNanoseconds nanoseconds: Int64) {
    precondition(nanoseconds >= 0, "a monotonic clock never goes back")
    monotonic.add(nanoseconds, ordering: .acquiringAndReleasing)
    wall.add(nanoseconds, ordering: .acquiringAndReleasing)
  }

  /// Sets the wall clock alone, as an administrator may.
  package func setWall(nanoseconds: Int64) { wall.store(nanoseconds, ordering: .releasing) }
}
