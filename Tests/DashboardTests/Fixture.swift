import Budgets
import Measurements
import Sessions

/// A stress run of five minutes, 2:42 after its start, made by hand.
enum Fixture {
  static let second: Int64 = 1_000_000_000
  static let elapsed = 162
  // 2026-11-21 13:01:10 UTC, shown in a zone one hour to the east.
  private static let started: Int64 = 1_795_266_070 * second

  static let snapshot: Snapshot = {
    var head = SessionHead(suite: "notes-api", profile: "stress", startedNanoseconds: started)
    head.environment = "staging"
    head.utcOffsetSeconds = 3600
    head.target = "http://127.0.0.1:8080"
    head.program = "headroom 0.1.0"
    var snapshot = Snapshot(head: head, suite: suite)
    snapshot.phase = .running
    snapshot.elapsedNanoseconds = Int64(elapsed) * second
    snapshot.measuredNanoseconds = snapshot.elapsedNanoseconds
    snapshot.measuredSinceNanoseconds = 0
    snapshot.plannedNanoseconds = 300 * second
    snapshot.load.level = 80
    snapshot.load.stage = 2
    snapshot.load.stageCount = 5
    snapshot.load.nextStageNanoseconds = 180 * second
    snapshot.load.nextLevel = 110
    snapshot.traffic.rate = 843
    snapshot.traffic.failedShare = 0.005
    snapshot.traffic.errors = [
      ErrorCount(kind: .timeout, count: 39), ErrorCount(kind: .status(503), count: 3),
    ]
    snapshot.recording = .writing("recordings/2026-11-21T130110Z-notes-api-stress.hlog")
    snapshot.objectives = objectives
    snapshot.benchmarks = benchmarks
    snapshot.timeline = timeline
    snapshot.steps = steps
    snapshot.events = events
    snapshot.slowest = slowest
    return snapshot
  }()

  /// The same before anything was answered.
  static var starting: Snapshot {
    var snapshot = Snapshot(head: Fixture.snapshot.head, suite: suite)
    snapshot.plannedNanoseconds = 300 * second
    snapshot.load.level = 10
    snapshot.load.stage = 0
    snapshot.load.stageCount = 5
    snapshot.benchmarks = benchmarks.map { BenchmarkStatus(name: $0.name) }
    snapshot.objectives = objectives.map { status in
      ObjectiveStatus(
        objective: status.objective,
        whole: .pending(missing: 20),
        last10: .pending(missing: 20),
        last60: .pending(missing: 20)
      )
    }
    snapshot.recording = .writing("recordings/a.hlog")
    return snapshot
  }

  static var suite: Suite {
    let levels = [10.0, 50, 80, 110, 140]
    let profile = LoadProfile(
      name: "stress",
      model: .closed,
      stages: levels.map { .init(from: $0, to: $0, nanoseconds: 60 * second) }
    )
    var suite = Suite(
      name: "notes-api",
      profile: profile,
      benchmarks: [],
      objectives: objectives.map(\.objective)
    )
    suite.tolerance = .normal
    return suite
  }

  static func history(_ points: [Double?]) -> History {
    var history = History()
    for point in points { history.append(point) }
    return history
  }

  static func milliseconds(_ value: Double) -> Double { value * 1e6 }

  // MARK: - Parts

  private struct Line {
    var name: String
    var budget: Double
    var whole: Double
    var recent: Double
    var verdict: Verdict
    var sure = true
    var rate: Double
    var failed: Double = 0
  }

  private static let lines = [
    Line(
      name: "list-notes",
      budget: 200,
      whole: 41.8,
      recent: 40.2,
      verdict: .pass,
      rate: 150
    ),
    Line(name: "get-note", budget: 200, whole: 96, recent: 104, verdict: .pass, rate: 301),
    Line(
      name: "create-note",
      budget: 500,
      whole: 512,
      recent: 548,
      verdict: .drift,
      sure: false,
      rate: 151
    ),
    Line(name: "update-note", budget: 500, whole: 463, recent: 470, verdict: .pass, rate: 74),
    Line(name: "delete-note", budget: 500, whole: 160, recent: 158, verdict: .pass, rate: 27),
    Line(
      name: "sync-status",
      budget: 1000,
      whole: 1300,
      recent: 1620,
      verdict: .violation,
      rate: 90,
      failed: 0.047
    ),
    Line(name: "live-updates", budget: 200, whole: 52, recent: 51.1, verdict: .pass, rate: 50),
  ]

  private static var objectives: [ObjectiveStatus] {
    var statuses = lines.map { line in
      let objective = Objective(
        subject: .benchmark(line.name),
        metric: .quantile(.p95),
        budget: milliseconds(line.budget)
      )
      var status = ObjectiveStatus(
        objective: objective,
        whole: Judgement(
          observed: milliseconds(line.whole),
          low: milliseconds(line.whole * 0.98),
          high: milliseconds(line.whole * 1.02),
          consumption: line.whole / line.budget,
          verdict: line.verdict,
          sure: line.sure
        ),
        last10: Judgement(
          observed: milliseconds(line.recent),
          consumption: line.recent / line.budget,
          verdict: line.recent > line.budget ? .violation : .pass
        ),
        last60: Judgement(
          observed: milliseconds(line.whole),
          consumption: line.whole / line.budget,
          verdict: line.verdict
        )
      )
      status.history = history(
        (0..<elapsed).map { second in
          let shape = second < 60 ? 0.4 : second < 120 ? 0.45 : 0.6 + Double(second - 120) / 40
          return milliseconds(line.name == "sync-status" ? shape * 1000 : line.whole)
        }
      )
      if line.verdict == .violation { status.sinceNanoseconds = 151 * second }
      return status
    }
    statuses.append(pending)
    statuses.append(availability)
    return statuses
  }

  private static var pending: ObjectiveStatus {
    ObjectiveStatus(
      objective: Objective(
        subject: .benchmark("export"),
        metric: .quantile(.p99),
        budget: milliseconds(2000)
      ),
      whole: Judgement(observed: milliseconds(740), verdict: .pending, missing: 88),
      last10: .pending(missing: 100),
      last60: .pending(missing: 100)
    )
  }

  private static var availability: ObjectiveStatus {
    var status = ObjectiveStatus(
      objective: Objective(subject: .suite, metric: .availability, budget: 0.999),
      whole: Judgement(observed: 0.9994, consumption: 0.58, verdict: .pass, sure: true),
      last10: Judgement(observed: 0.995, consumption: 5, verdict: .violation),
      last60: Judgement(observed: 0.998, consumption: 2, verdict: .violation)
    )
    status.errorBudget = ErrorBudgetStatus(
      allowed: 0.001,
      left: 0.42,
      burn: 5,
      emptyInNanoseconds: 39 * second,
      alert: Alert(
        severity: .critical,
        subject: "suite",
        metric: "availability",
        rule: "fast",
        text: "availability burns 5.0x too fast, empty in 39s"
      )
    )
    status.history = history((0..<elapsed).map { $0 < 150 ? 1 : 0.995 })
    return status
  }

  private static var benchmarks: [BenchmarkStatus] {
    lines.map { line in
      var status = BenchmarkStatus(name: line.name)
      status.about = "GET /api/\(line.name)"
      status.traffic.rate = line.rate
      status.traffic.failedShare = line.failed
      status.last10 = window(line, seconds: 10)
      status.last60 = window(line, seconds: 60)
      status.whole = window(line, seconds: Double(elapsed))
      return status
    } + [BenchmarkStatus(name: "export")]
  }

  private static func window(_ line: Line, seconds: Double) -> WindowStatus {
    var window = WindowStatus()
    window.count = UInt64(line.rate * seconds)
    window.failed = UInt64((line.rate * seconds * line.failed).rounded())
    window.rate = line.rate
    if line.failed > 0 {
      window.errors = [
        ErrorCount(kind: .timeout, count: window.failed - 3),
        ErrorCount(kind: .status(503), count: 3),
      ]
    }
    var histogram = Histogram()
    for step in 1...1000 {
      // p95 lands near the figure of the line.
      let share = Double(step) / 1000
      histogram.record(Int64(milliseconds(line.recent) * share * share * 1.1) + 1000)
    }
    window.latency = histogram.summary()
    // Two humps.
    for bin in 0..<60 {
      let count = max(0, 40 - abs(bin - 20) * 4) + max(0, 20 - abs(bin - 48) * 3)
      window.samples.record(1_000_000 * Int64(10 + bin * bin), samples: UInt64(count))
    }
    return window
  }

  private static var timeline: Timeline {
    var timeline = Timeline()
    timeline.level = history((0..<elapsed).map { $0 < 60 ? 10 : $0 < 120 ? 50 : 80 })
    timeline.rate = history((0..<elapsed).map { $0 < 60 ? 131 : $0 < 120 ? 604 : 843 })
    timeline.failed = history((0..<elapsed).map { $0 < 150 ? 0 : Double($0 - 149) / 2600 })
    return timeline
  }

  private static var steps: [StepSummary] {
    [(10.0, 131.0, 0.221), (50, 604, 0.318), (80, 843, 1.47)].enumerated().map { index, step in
      let (level, rate, p95) = step
      let judgements = objectives.map { status in
        let isSync = status.objective.subject.name == "sync-status"
        return Judgement(
          observed: isSync ? p95 * 1e9 : status.whole.observed,
          consumption: isSync ? p95 : status.whole.consumption,
          verdict: isSync && p95 > 1.1 ? .violation : .pass
        )
      }
      return StepSummary(
        from: level,
        to: level,
        startNanoseconds: Int64(index * 60) * second,
        endNanoseconds: Int64(min(elapsed, index * 60 + 60)) * second,
        verdict: p95 > 1.1 ? .violation : .pass,
        rate: rate,
        errorRate: index == 2 ? 0.001 : 0,
        benchmarks: [],
        judgements: judgements
      )
    }
  }

  private static var events: [SessionEvent] {
    func at(_ seconds: Int64, _ kind: SessionEvent.Kind) -> SessionEvent {
      SessionEvent(atNanoseconds: seconds * second, kind: kind)
    }
    return [
      at(0, .notice("recording to recordings/2026-11-21T130110Z-notes-api-stress.hlog")),
      at(60, .load(LoadChange(from: 10, to: 50, stage: 1))),
      at(120, .load(LoadChange(from: 50, to: 80, stage: 2))),
      at(
        142,
        .overBudget(WindowCrossing(subject: "sync-status", metric: "p95", consumption: 1.04))
      ),
      at(
        151,
        .verdict(
          VerdictChange(
            subject: "sync-status",
            metric: "p95",
            from: .drift,
            to: .violation,
            consumption: 1.3
          )
        )
      ),
      at(
        157,
        .alert(
          Alert(
            severity: .critical,
            subject: "suite",
            metric: "availability",
            rule: "fast",
            text: "availability burns 5.0x too fast, empty in 39s"
          )
        )
      ),
    ]
  }

  private static var slowest: [SlowRequest] {
    [
      (3.20, "200", "GET /api/sync/trigger?full=1"), (3.11, "timeout", "GET /api/sync/trigger"),
      (2.98, "503", "GET /api/sync/status"), (2.71, "200", "GET /api/sync/latest"),
    ].map { seconds, outcome, request in
      SlowRequest(
        atNanoseconds: 160 * second,
        benchmark: "sync-status",
        latencyNanoseconds: Int64(seconds * 1e9),
        outcome: outcome,
        isGood: outcome == "200",
        request: request
      )
    }
  }
}
