import Budgets
import Measurements
import Sessions

/// The inputs of a session, one second after the other.
struct Script {
  var inputs: [SessionInput] = []
  private(set) var now: Int64 = 0
  private var number = 0

  /// What one benchmark did in one second.
  struct Load {
    var benchmark = "list"
    var good = 0
    var milliseconds = 10.0
    var failed = 0
    var dropped = 0
    var droppedPaused = 0
    var cutOff = 0
    var interrupted = 0
    var clamped = 0

    /// The samples of this second: half of them 1 % faster, so that there is something to order.
    fileprivate func add(to record: inout IntervalRecord) {
      let nanoseconds = Int64(milliseconds * 1e6)
      var succeeded = Histogram()
      succeeded.record(nanoseconds, samples: UInt64(good - good / 2))
      succeeded.record(nanoseconds / 100 * 99, samples: UInt64(good / 2))
      var broken = Histogram()
      broken.record(1_000_000, samples: UInt64(failed))
      let isWarmup = record.phase == .warmup
      let kinds: [(SeriesID.Kind, Histogram)] =
        isWarmup
        ? [(.warmup, succeeded), (.warmupFailed, broken)]
        : [(.succeeded, succeeded), (.failed, broken)]
      for (kind, histogram) in kinds where !histogram.isEmpty {
        record.series.append(
          SeriesCounts(id: SeriesID(benchmark, kind), counts: histogram.sparse)
        )
      }
      var counters = BenchmarkCounters(benchmark: benchmark)
      counters.dropped = UInt64(dropped)
      counters.droppedPaused = UInt64(droppedPaused)
      counters.cutOff = UInt64(cutOff)
      counters.interrupted = UInt64(interrupted)
      counters.clamped = UInt64(clamped)
      if failed > 0, !isWarmup { counters.errors = [.status(503): UInt64(failed)] }
      record.counters.append(counters)
    }
  }

  /// Appends `count` intervals of one second.
  mutating func seconds(
    _ count: Int = 1,
    _ loads: Load...,
    phase: IntervalRecord.Phase = .measured,
    active: [String]? = nil,
    pausedNanoseconds: Int64 = 0,
    stoppedNanoseconds: Int64 = 0,
    generator: GeneratorGauge = GeneratorGauge()
  ) {
    seconds(
      count,
      loads,
      phase: phase,
      active: active,
      pausedNanoseconds: pausedNanoseconds,
      stoppedNanoseconds: stoppedNanoseconds,
      generator: generator
    )
  }

  /// The same of any number of benchmarks.
  mutating func seconds(
    _ count: Int,
    _ loads: [Load],
    phase: IntervalRecord.Phase = .measured,
    active: [String]? = nil,
    pausedNanoseconds: Int64 = 0,
    stoppedNanoseconds: Int64 = 0,
    generator: GeneratorGauge = GeneratorGauge()
  ) {
    for _ in 0..<count {
      var record = IntervalRecord(
        number: number,
        startNanoseconds: now,
        endNanoseconds: now + 1_000_000_000,
        phase: phase
      )
      record.active = active
      record.pausedNanoseconds = pausedNanoseconds
      record.stoppedNanoseconds = stoppedNanoseconds
      record.generator = generator
      for load in loads { load.add(to: &record) }
      inputs.append(.interval(record))
      number += 1
      now = record.endNanoseconds
    }
  }

  /// Appends something that happens now, or some ns later.
  mutating func event(_ kind: SessionEvent.Kind, afterNanoseconds: Int64 = 0) {
    inputs.append(
      .event(SessionEvent(atNanoseconds: now + afterNanoseconds, kind: kind))
    )
  }

  /// Appends a change of the load.
  mutating func load(_ from: Double, _ to: Double, stage: Int?, afterNanoseconds: Int64 = 0) {
    event(
      .load(LoadChange(from: from, to: to, stage: stage)),
      afterNanoseconds: afterNanoseconds
    )
  }

  /// Appends the end.
  mutating func end(_ end: SessionEnd = .completed) { inputs.append(.end(end)) }
}

/// A suite with an HTTP benchmark for each name.
func suite(
  _ objectives: [Objective],
  benchmarks: [String] = ["list"],
  stages: [LoadProfile.Stage] = [.init(from: 10, to: 10, nanoseconds: 60_000_000_000)]
) -> Suite {
  Suite(
    name: "notes",
    profile: LoadProfile(name: "stress", model: .closed, stages: stages),
    benchmarks: benchmarks.map {
      Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/\($0)")))
    },
    objectives: objectives
  )
}

/// An objective of the benchmark `list`; a budget of latency is in ms.
func objective(
  _ metric: Metric,
  _ budget: Double,
  subject: Subject = .benchmark("list")
) -> Objective {
  Objective(subject: subject, metric: metric, budget: metric.isLatency ? budget * 1e6 : budget)
}

/// A session over `script`, and the events that followed from it.
func run(
  _ script: Script,
  _ suite: Suite,
  circumstances: SessionState.Circumstances = .init()
) -> (state: SessionState, derived: [SessionEvent]) {
  let head = SessionHead(
    suite: suite.name,
    profile: suite.profile.name,
    startedNanoseconds: 1_795_230_000_000_000_000
  )
  var state = SessionState(head: head, suite: suite, circumstances: circumstances)
  var derived: [SessionEvent] = []
  for input in script.inputs { derived += state.apply(input) }
  return (state, derived)
}

extension [SessionEvent] {
  /// Second of the session and text of those that `pick` has a text for.
  func told(_ pick: (SessionEvent.Kind) -> String?) -> [String] {
    compactMap { event in pick(event.kind).map { "\(event.atNanoseconds / 1_000_000_000) \($0)" } }
  }

  /// Changes of verdicts, as `12 list p95 pass -> drift`.
  var verdicts: [String] {
    told {
      guard case .verdict(let change) = $0 else { return nil }
      return "\(change.subject) \(change.metric) \(change.from) -> \(change.to)"
    }
  }

  /// Windows that crossed their budgets, as `12 over p95`.
  var crossings: [String] {
    told {
      switch $0 {
      case .overBudget(let crossing): "over \(crossing.metric)"
      case .backUnder(let crossing): "under \(crossing.metric)"
      default: nil
      }
    }
  }

  /// Alerts, as `12 critical fast`.
  var alerts: [String] {
    told {
      switch $0 {
      case .alert(let alert): "\(alert.severity) \(alert.rule)"
      case .alertOver(let alert): "over \(alert.rule)"
      default: nil
      }
    }
  }
}
