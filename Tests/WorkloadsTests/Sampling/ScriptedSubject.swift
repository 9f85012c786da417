import Budgets
import Measurements
import Sessions
import Synchronization

@testable import Workloads

/// A subject whose samples take what a test says, on a clock of their own.
final class ScriptedSubject: SampleSubject {
  let name: String
  let sampling: Sampling
  /// What each sample took, ns; called with the number of the sample, counted from 0.
  private let latency: @Sendable (Int) -> Int64?
  private let state = Mutex((taken: 0, isCancelled: false))
  private let gate = Mailbox<Void>()
  private let isGated: Bool

  /// A subject with so many samples; a gated one waits for `open` before each of them.
  init(
    _ name: String,
    warmup: Int = 0,
    samples: Int,
    isGated: Bool = false,
    latency: @escaping @Sendable (Int) -> Int64? = { _ in 1_000_000 }
  ) {
    self.name = name
    var sampling = Sampling()
    sampling.warmup = warmup
    sampling.samples = samples
    self.sampling = sampling
    self.isGated = isGated
    self.latency = latency
  }

  /// Lets one sample go on.
  func open() { gate.put(()) }

  /// How many samples were begun.
  var begun: Int { state.withLock { $0.taken } }

  func take(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk) -> Int {
    let number = state.withLock { state in
      state.taken += 1
      return state.taken - 1
    }
    if isGated { _ = gate.takeAll() }
    guard !state.withLock({ $0.isCancelled }) else {
      tally.recordInterruption()
      return 0
    }
    if let latency = latency(number) {
      tally.succeeded.record(latency)
    } else {
      tally.recordFailure(.exit(3), nanoseconds: 2_000_000)
    }
    return 1
  }

  func cancel() {
    state.withLock { $0.isCancelled = true }
    gate.put(())
  }

  func remarks(on samples: Histogram) -> [String] { ["\(samples.count) samples"] }
}
