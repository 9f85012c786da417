import Measurements

/// What an empty function seems to take: the two readings of the clock, which are in every sample.
package struct ClockCost: Sendable, Equatable {
  /// The median of its samples, ns; at least 1.
  package let nanoseconds: Int64

  /// A cost that is known.
  package init(nanoseconds: Int64) { self.nanoseconds = max(1, nanoseconds) }

  /// Measures it with 10,000 samples.
  package static func measured() -> ClockCost {
    let tally = SampleTally()
    let turn = SampleTurn(isWarmup: true, samples: 10_000, untilNanoseconds: 0)
    _ = FunctionLoop(turn, into: tally, desk: SampleDesk(), batch: 1).run {}
    let samples = Histogram(tally.succeeded.drain().counts)
    return ClockCost(nanoseconds: samples.value(at: .p50) ?? 1)
  }

  /// In words.
  package var notice: String {
    "an empty function takes \(nanoseconds)ns here: that is in each sample, and not taken off"
  }

  /// A call that is shorter than so many costs is not timed alone: its time would be wrong by more
  /// than 2.5 %.
  private static let least: Int64 = 40
  /// Calls that are timed together take so many costs, which is wrong by 1 %.
  private static let wanted: Int64 = 100

  /// Whether calls that took so long together can be timed.
  func resolves(_ nanoseconds: Int64) -> Bool { nanoseconds >= Self.wanted * self.nanoseconds }

  /// How many calls are timed together, if one takes so long.
  func batch(callNanoseconds: Double) -> Int {
    let cost = Double(nanoseconds)
    guard callNanoseconds < Double(Self.least) * cost else { return 1 }
    return max(1, Int((Double(Self.wanted) * cost / max(callNanoseconds, 0.1)).rounded(.up)))
  }
}
