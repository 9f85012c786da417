package import Budgets
import Measurements
package import Sessions

/// A session of any kind that can happen: loads, failures, outages, pauses, warm-ups, doubtful
/// intervals; all of it follows from the seed.
///
/// Its inputs are those that a run records: no previews, and no end.
package struct RandomSession: Sendable {
  private static let second: Int64 = 1_000_000_000
  private static let names = ["list", "get-note", "create-note-with-attachments", "sync"]

  /// What it is judged by.
  package let suite: Suite
  /// What is known before it starts.
  package let head: SessionHead
  /// Intervals and events, in their order.
  package let inputs: [SessionInput]

  /// The session of a seed.
  package init(seed: UInt64) {
    var dice = Dice(seed: seed)
    let interval = dice.pick([Self.second, Self.second, Self.second, Self.second / 5])
    let suite = Self.suite(&dice)
    var head = SessionHead(
      suite: suite.name,
      profile: suite.profile.name,
      startedNanoseconds: 1_795_266_070 * Self.second
    )
    head.intervalNanoseconds = interval
    self.suite = suite
    self.head = head
    inputs = Script(suite, interval: interval, &dice).inputs
  }

  private static func suite(_ dice: inout Dice) -> Suite {
    let names = names.prefix(dice.roll(1...names.count))
    var objectives: [Objective] = []
    for name in names {
      let subject = Subject.benchmark(name)
      for metric in [Metric.quantile(.p95), .quantile(.p50)] where dice.chance(0.4) {
        objectives.append(
          Objective(subject: subject, metric: metric, budget: Double(dice.roll(15...60)) * 1e6)
        )
      }
      if dice.chance(0.3) {
        let share = Double(dice.roll(1...20)) / 100
        objectives.append(Objective(subject: subject, metric: .errorRate, budget: share))
      } else {
        objectives.append(.defaultErrorRate(of: name))
      }
    }
    if dice.chance(0.4) {
      objectives.append(Objective(subject: .suite, metric: .availability, budget: 0.9))
    }
    if dice.chance(0.3) {
      objectives.append(Objective(subject: .suite, metric: .throughput, budget: 20))
    }
    let model = dice.pick([LoadProfile.LoadModel.closed, .open])
    let stages = (0..<dice.roll(1...3)).map { _ in
      let level = Double(dice.roll(1...80))
      return LoadProfile.Stage(
        from: level,
        to: level,
        nanoseconds: Int64(dice.roll(2...12)) * second
      )
    }
    var profile = LoadProfile(name: "random", model: model, stages: stages)
    if dice.chance(0.3) { profile.warmupNanoseconds = Int64(dice.roll(1...3)) * second }
    return Suite(
      name: "random",
      profile: profile,
      benchmarks: names.map {
        Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/\($0)")))
      },
      objectives: objectives
    )
  }

  /// What happens, interval by interval.
  private struct Script {
    var inputs: [SessionInput] = []
    private let suite: Suite
    private let length: Int64
    private var now: Int64 = 0
    private var number = 0
    private var level = 0.0
    /// Of the requests, 0...1.
    private var failing = 0.0
    private var slowness = 1.0
    private var isPaused = false

    init(_ suite: Suite, interval: Int64, _ dice: inout Dice) {
      self.suite = suite
      length = interval
      level = suite.profile.stages.first?.to ?? 1
      while now < suite.profile.warmupNanoseconds { add(.warmup, &dice) }
      for (index, stage) in suite.profile.stages.enumerated() {
        event(.load(LoadChange(from: level, to: stage.to, stage: index)))
        level = stage.to
        for _ in 0..<max(1, Int(stage.nanoseconds / RandomSession.second)) {
          happen(&dice)
          add(.measured, &dice)
        }
      }
    }

    private mutating func event(_ kind: SessionEvent.Kind) {
      inputs.append(.event(SessionEvent(atNanoseconds: now, kind: kind)))
    }

    /// What a user or a server does at any time.
    private mutating func happen(_ dice: inout Dice) {
      if dice.chance(0.1) { failing = dice.pick([0, 0, 0.02, 0.3, 1]) }
      if dice.chance(0.1) { slowness = dice.pick([1, 1, 2]) }
      if dice.chance(0.05) { event(.mark("mark")) }
      if dice.chance(0.04) {
        let before = level
        level = Double(dice.roll(1...80))
        event(.load(LoadChange(from: before, to: level, stage: nil)))
      }
      if dice.chance(isPaused ? 0.5 : 0.05) {
        isPaused.toggle()
        event(isPaused ? .paused : .resumed)
      }
    }

    private mutating func add(_ phase: IntervalRecord.Phase, _ dice: inout Dice) {
      var record = IntervalRecord(
        number: number,
        startNanoseconds: now,
        endNanoseconds: now + length,
        phase: phase
      )
      let part = isPaused ? dice.pick([0, 0, 1]) : 4
      record.pausedNanoseconds = length / 4 * Int64(4 - part)
      if part == 4, dice.chance(0.03) { record.stoppedNanoseconds = length / 2 }
      record.load.level = level
      record.load.inFlight = Int(level)
      if dice.chance(0.05) { record.generator.busiestLoop = 0.99 }
      record.generator.sends = 100
      for benchmark in suite.benchmarks where part > 0 && !dice.chance(0.1) {
        fill(&record, benchmark.name, &dice)
      }
      inputs.append(.interval(record))
      now = record.endNanoseconds
      number += 1
    }

    private func fill(_ record: inout IntervalRecord, _ name: String, _ dice: inout Dice) {
      var (good, bad) = (Histogram(), Histogram())
      // Within a factor of four, so that histograms of a thousand sessions take little time.
      for _ in 0..<dice.roll(1...6) {
        let nanoseconds = Int64(Double(dice.roll(17_000_000...33_000_000)) * slowness)
        if dice.chance(failing) {
          bad.record(nanoseconds, samples: UInt64(dice.roll(1...4)))
        } else {
          good.record(nanoseconds, samples: UInt64(dice.roll(1...9)))
        }
      }
      let isWarmup = record.phase == .warmup
      let kinds: [(SeriesID.Kind, Histogram)] =
        isWarmup
        ? [(.warmup, good), (.warmupFailed, bad)] : [(.succeeded, good), (.failed, bad)]
      for (kind, histogram) in kinds where !histogram.isEmpty {
        record.series.append(SeriesCounts(id: SeriesID(name, kind), counts: histogram.sparse))
      }
      var counters = BenchmarkCounters(benchmark: name)
      if !bad.isEmpty { counters.errors = [.status(503): bad.count] }
      if suite.profile.model == .open, dice.chance(0.1) { counters.dropped = 3 }
      if counters != BenchmarkCounters(benchmark: name) { record.counters.append(counters) }
    }
  }
}
