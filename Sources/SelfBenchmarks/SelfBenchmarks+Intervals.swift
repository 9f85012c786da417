import Headroom
import Sessions
import SimulatedSessions

// What is done at the end of each interval, and at each tick, of a session of 8 benchmarks and 12
// objectives under 140 users.
extension SelfBenchmarks {
  @BenchmarksBuilder static var ofIntervals: some Benchmarks {
    Benchmark("take-interval") { measurement in
      var run = StressRun()
      var state = run.state(after: StressRun.intervalCount)
      var intervals = EndlessIntervals()
      measurement { blackHole(state.apply(.interval(intervals.next()))) }
    }
    Benchmark("snapshot") { measurement in
      var run = StressRun()
      let state = run.state(after: StressRun.intervalCount)
      measurement { blackHole(state.snapshot(recording: .off)) }
    }
    Benchmark("summary") { measurement in
      var run = StressRun()
      let state = run.state(after: StressRun.intervalCount)
      measurement { blackHole(state.summary()) }
    }
  }
}

/// The last intervals of the stress run, again and again.
struct EndlessIntervals {
  private static let templateCount = 32

  private let templates: [IntervalRecord]
  private var number = StressRun.intervalCount

  init() {
    var run = StressRun()
    let first = StressRun.intervalCount - Self.templateCount
    templates = (first..<StressRun.intervalCount).map { run.interval($0) }
  }

  /// The next interval, right behind the one before.
  mutating func next() -> IntervalRecord {
    var record = templates[number % Self.templateCount]
    record.number = number
    record.startNanoseconds = Int64(number) * 1_000_000_000
    record.endNanoseconds = record.startNanoseconds + 1_000_000_000
    number += 1
    return record
  }
}
