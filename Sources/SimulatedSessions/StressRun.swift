package import Budgets
import Measurements
package import Sessions

/// A stress run of five minutes over the notes service, the same in every run of this program.
///
/// 8 benchmarks, 12 objectives, 5 loads; one benchmark gets slow.
package struct StressRun {
  private static let second: Int64 = 1_000_000_000
  /// How many intervals it has, each of a second.
  package static let intervalCount = 300
  private static let levels = [10.0, 50, 80, 110, 140]
  private static let medians: [(name: String, milliseconds: Double, share: Double)] = [
    ("list-notes", 20, 0.2), ("get-note", 40, 0.3), ("create-note", 200, 0.15),
    ("update-note", 180, 0.08), ("delete-note", 70, 0.04), ("sync-status", 300, 0.1),
    ("live-updates", 22, 0.1), ("export", 600, 0.03),
  ]

  /// The notes service.
  package let suite: Suite
  /// What is known before it starts.
  package let head: SessionHead
  private var latencies = Latencies(seed: 20)

  /// The run, at its beginning.
  package init() {
    let profile = LoadProfile(
      name: "stress",
      model: .closed,
      stages: Self.levels.map { .init(from: $0, to: $0, nanoseconds: 60 * Self.second) }
    )
    var objectives = Self.medians.map { name, milliseconds, _ in
      Objective(
        subject: .benchmark(name),
        metric: .quantile(.p95),
        budget: milliseconds * 2.5e6
      )
    }
    for name in ["list-notes", "create-note"] {
      objectives.append(
        Objective(subject: .benchmark(name), metric: .quantile(.p99), budget: 5e8)
      )
    }
    objectives.append(Objective(subject: .suite, metric: .availability, budget: 0.999))
    objectives.append(Objective(subject: .suite, metric: .throughput, budget: 100))
    suite = Suite(
      name: "notes-api",
      profile: profile,
      benchmarks: Self.medians.map { name, _, _ in
        Benchmark(
          name: name,
          workload: .http(HTTPRequest(method: "GET", url: "/api/\(name)"))
        )
      },
      objectives: objectives
    )
    var head = SessionHead(
      suite: "notes-api",
      profile: "stress",
      startedNanoseconds: 1_795_266_070 * Self.second
    )
    head.target = "http://127.0.0.1:8080"
    head.program = "headroom"
    self.head = head
  }

  /// The load of an interval, users.
  package static func level(_ number: Int) -> Double {
    levels[min(number * levels.count / intervalCount, levels.count - 1)]
  }

  /// What happens at the beginning of an interval, if anything.
  package static func change(at number: Int) -> SessionInput? {
    let before = number > 0 ? level(number - 1) : 0
    let now = level(number)
    guard before != now else { return nil }
    let stage = levels.firstIndex(of: now)
    return .event(
      SessionEvent(
        atNanoseconds: Int64(number) * second,
        kind: .load(LoadChange(from: before, to: now, stage: stage))
      )
    )
  }

  /// A share, 0...1, of the interval of this number, which counts from 0.
  package mutating func interval(_ number: Int, share: Double = 1) -> IntervalRecord {
    let start = Int64(number) * Self.second
    var record = IntervalRecord(
      number: number,
      startNanoseconds: start,
      endNanoseconds: start + Int64(share * 1e9),
      phase: .measured
    )
    let level = Self.level(number)
    record.load.level = level
    record.load.inFlight = Int(level)
    record.load.connections = Int(level)
    record.generator.sends = UInt64(level * 10)
    for (name, milliseconds, part) in Self.medians {
      let count = max(1, Int(level * 10 * part * share))
      let slowness = name == "sync-status" && number > 150 ? 1 + Double(number - 150) / 60 : 1
      record.series.append(
        SeriesCounts(
          id: SeriesID(name),
          counts: latencies.counts(count, median: milliseconds * 1e6 * slowness)
        )
      )
      if name == "sync-status", number > 200, share == 1 {
        record.series.append(
          SeriesCounts(
            id: SeriesID(name, .failed),
            counts: latencies.counts(2, median: 1e9, spread: 0.1)
          )
        )
        var counters = BenchmarkCounters(benchmark: name)
        counters.errors = [.timeout: 1, .status(503): 1]
        record.counters.append(counters)
      }
    }
    return record
  }

  /// The slowest requests of an interval.
  package static func slowest(_ number: Int) -> SessionInput {
    let end = Int64(number + 1) * second
    let requests = (0..<5).map { rank in
      SlowRequest(
        atNanoseconds: end,
        benchmark: "sync-status",
        latencyNanoseconds: 3 * second - Int64(rank * 7 + number) * 1_000_000,
        outcome: rank == 2 ? "503" : "200",
        isGood: rank != 2,
        request: "GET /api/sync/status"
      )
    }
    return .event(SessionEvent(atNanoseconds: end, kind: .slowest(requests)))
  }

  /// The state after the first `count` intervals.
  package mutating func state(after count: Int) -> SessionState {
    var state = SessionState(head: head, suite: suite)
    for number in 0..<count {
      if let change = Self.change(at: number) { _ = state.apply(change) }
      _ = state.apply(.interval(interval(number)))
      _ = state.apply(Self.slowest(number))
    }
    return state
  }
}
