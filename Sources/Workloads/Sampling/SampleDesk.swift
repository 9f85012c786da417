import Glibc
import Measurements
import Sessions
import Synchronization

/// Where those who watch a sampling and the user leave their wishes, and the thread that samples
/// finds them between two samples.
package final class SampleDesk: Sendable {
  /// What is wanted of the thread that samples.
  struct Wishes {
    var isPaused = false
    var isEnding = false
    /// The only benchmark that is sampled; nil for all.
    var only: String?
  }

  /// What is known of this process standing still, in CLOCK_MONOTONIC.
  private struct Stillness {
    /// When it was last seen running, ns.
    var seenRunning: Int64
    /// When it last stopped standing still, ns.
    var end = Int64.min
  }

  /// How long a sample waits for a word of the thread that watches, ns.
  private static let patienceNanoseconds: Int64 = 1_000_000_000

  private let attention = Atomic<Bool>(false)
  private let stillness = Mutex(Stillness(seenRunning: SystemClock.monotonic()))
  private let wishes = Mutex(Wishes())
  private let bell = Mailbox<Void>()
  private let report: @Sendable (SampleMessage) -> Void

  /// A desk that nobody watches.
  package convenience init() { self.init { _ in } }

  /// A desk whose messages go to `report`, from any thread.
  init(report: @escaping @Sendable (SampleMessage) -> Void) { self.report = report }

  /// Whether a subject should let its turn end; costs a load from memory.
  package var isWanted: Bool { attention.load(ordering: .relaxed) }

  /// Says something to those who watch.
  package func tell(_ text: String) {
    report(.notice(Visible.text(text), at: SystemClock.monotonic()))
  }

  // MARK: Those who watch

  /// Wants what was sampled so far.
  func ask() { attention.store(true, ordering: .releasing) }

  /// Leaves a wish.
  func wish(_ change: (inout Wishes) -> Void) {
    wishes.withLock { change(&$0) }
    ask()
    bell.put(())
  }

  /// This process ran at `time` of CLOCK_MONOTONIC; whether it stood still until then.
  func noteRunning(at time: Int64, stoodStill: Bool) {
    stillness.withLock {
      $0.seenRunning = time
      if stoodStill { $0.end = time }
    }
  }

  // MARK: The thread that samples

  /// Whether this process stood still in a sample that was measured in it, in CLOCK_MONOTONIC, ns.
  func stoodStill(from start: Int64, to end: Int64) -> Bool {
    guard end - start >= StandstillMeter.leastNanoseconds else { return false }
    while true {
      let known = stillness.withLock { $0 }
      // Nobody has looked for so long that it may have stood still just now.
      let isUnsure =
        known.seenRunning < end && end - known.seenRunning >= StandstillMeter.leastNanoseconds
      if !isUnsure || SystemClock.monotonic() - end > Self.patienceNanoseconds {
        return known.end > start
      }
      _ = poll(nil, 0, 1)
    }
  }

  /// What is wanted now.
  var current: Wishes { wishes.withLock { $0 } }

  /// Nothing is wanted any more, until somebody asks again.
  func answer() { attention.store(false, ordering: .releasing) }

  /// Waits until sampling may go on; whether it waited.
  func rest() -> Bool {
    guard current.isPaused, !current.isEnding else { return false }
    report(.resting(true))
    while current.isPaused, !current.isEnding { _ = bell.takeAll() }
    report(.resting(false))
    return true
  }
}

/// What the thread that watches a sampling hears.
enum SampleMessage: Sendable {
  case control(Control)
  /// What was sampled since the last time.
  case slots([SampleSlot])
  /// What is sampled from now on, at this moment of CLOCK_MONOTONIC.
  case stage(SampleStage, at: Int64)
  /// Whether nothing is sampled, since the user paused.
  case resting(Bool)
  case notice(String, at: Int64)
  /// Nothing more will come.
  case finished(at: Int64)
}

/// What is sampled, and whether it counts.
struct SampleStage: Sendable, Equatable {
  var isWarmup: Bool
  /// Places among the subjects.
  var subjects: [Int]
}
