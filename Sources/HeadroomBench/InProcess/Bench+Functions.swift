import Measurements
import Workloads

/// What a sample of a Swift function costs besides the function.
extension Bench {
  private static let samples = 1_000_000

  func measureFunctions(into figures: inout [Figure]) throws {
    try pin(to: [try processors().client])
    let tally = SampleTally()
    let desk = SampleDesk()
    let turn = SampleTurn(isWarmup: false, samples: Self.samples, untilNanoseconds: 0)
    let loop = FunctionLoop(turn, into: tally, desk: desk, batch: 1)
    let sink = Sink()
    let whole = Stopwatch.batches(of: Self.samples) { sink.take(loop.run {}) }
    let clock = Stopwatch.batches(of: Self.samples) {
      for _ in 0..<Self.samples {
        let start = SystemClock.monotonic()
        sink.take(SystemClock.monotonic() &- start)
      }
    }
    figures += [
      Figure(
        "an empty function, per sample, over the clock",
        medianOf: zip(whole, clock).map { $0 - $1 },
        .nanoseconds,
        limits: [.init(side: .value, most: 30)]
      ),
      Figure("the clock, read twice", medianOf: clock, .nanoseconds),
      Figure(
        "what an empty function seems to take",
        Double(ClockCost.measured().nanoseconds),
        .nanoseconds,
        note: "the median of 10,000 samples"
      ),
    ].compactMap { $0 }
    if sink.isImprobable { Self.note("improbable") }
  }
}
