import Budgets
import Measurements
import Sessions

/// A recording of half an hour, made by hand: after 21 good minutes a processor is busy, then one
/// benchmark is slow and some of its requests fail.
enum ReplayFixture {
  static let second: Int64 = 1_000_000_000
  static let seconds = 1800
  /// The first moment over budget.
  static let firstOver: Int64 = 1317 * second
  // 2026-11-21 12:41:10 UTC, shown in a zone one hour to the east: 13:41:10.
  private static let started: Int64 = 1_795_264_870 * second

  /// The whole of it, read to its end.
  static let overview: Overview = {
    var overview = Overview(snapshot: snapshot(atSecond: seconds))
    overview.landmarks = events
    overview.traces = objectives(atSecond: seconds).indices.map(trace)
    overview.summedNanoseconds = Int64(seconds) * second
    overview.endNanoseconds = Int64(seconds) * second
    overview.isComplete = true
    return overview
  }()

  /// The same when a third of it was read.
  static let partial: Overview = {
    var overview = Overview(snapshot: snapshot(atSecond: seconds / 3))
    overview.landmarks = events.filter { $0.atNanoseconds <= Int64(seconds / 3) * second }
    overview.traces = []
    overview.summedNanoseconds = Int64(seconds / 3) * second
    overview.endNanoseconds = Int64(seconds) * second
    return overview
  }()

  /// The session at a moment, as whoever reads the file answers.
  static func frame(at nanoseconds: Int64, isWhole: Bool = true) -> Frame {
    let snapshot = snapshot(atSecond: Int((nanoseconds + second - 1) / second))
    var frame = Frame(atNanoseconds: nanoseconds, snapshot: snapshot, isWhole: isWhole)
    guard nanoseconds >= 1290 * second else { return frame }
    frame.changes = [
      Change(figure: .generatorCPU, before: 0.41, now: 0.99, sinceNanoseconds: 1285 * second),
      Change(figure: .inFlight, before: 118, now: 640, sinceNanoseconds: 1301 * second),
      Change(figure: .rate, before: 816, now: 412, sinceNanoseconds: 1308 * second),
      Change(figure: .objective(0), before: 310e6, now: 1.04e9, sinceNanoseconds: 1312 * second),
      Change(figure: .failed, before: 0, now: 0.031, sinceNanoseconds: 1312 * second),
    ]
    return frame
  }

  // MARK: - Parts

  private static func slowness(_ second: Int) -> Double {
    second < 1312 ? 0.30 + 0.02 * Double(second % 7) / 7 : second < 1500 ? 1.9 : 1.4
  }

  /// The value of the whole run so far, which needs several bad minutes to turn.
  private static func whole(_ second: Int) -> Double {
    second < 1312 ? 0.32 : min(1.25, 0.35 + Double(second - 1312) / 190)
  }

  private static func failedShare(_ second: Int) -> Double { second < 1312 ? 0 : 0.031 }

  private static var suiteObjectives: [Objective] {
    [
      Objective(subject: .benchmark("sync-status"), metric: .quantile(.p95), budget: 1e9),
      Objective(subject: .suite, metric: .availability, budget: 0.99),
      Objective(subject: .benchmark("create-note"), metric: .quantile(.p95), budget: 5e8),
      Objective(subject: .benchmark("get-note"), metric: .quantile(.p95), budget: 2e8),
      Objective(subject: .benchmark("list-notes"), metric: .quantile(.p95), budget: 2e8),
    ]
  }

  private static func values(_ index: Int, atSecond second: Int) -> (whole: Double, last: Double) {
    switch index {
    case 0: (whole(second) * 1e9, second == 1317 ? 1.04e9 : slowness(second) * 1e9)
    case 1: (second < 1312 ? 1 : 0.9998 - Double(second - 1312) / 60_000, 1 - failedShare(second))
    case 2: (402e6, 488e6)
    case 3: (70.1e6, 71e6)
    default: (42.8e6, 43e6)
    }
  }

  private static func judged(_ objective: Objective, _ value: Double) -> Judgement {
    Judgement(
      observed: value,
      consumption: objective.consumption(of: value),
      verdict: objective.verdict(of: value),
      sure: true
    )
  }

  private static func trace(of index: Int) -> ObjectiveTrace {
    var trace = ObjectiveTrace()
    for second in 1...seconds {
      let (whole, last) = values(index, atSecond: second)
      trace.ends.append(Int64(second) * Self.second)
      trace.whole.append(whole)
      trace.last10.append(last)
      trace.lacksAnswers.append(false)
    }
    return trace
  }

  private static func objectives(atSecond now: Int) -> [ObjectiveStatus] {
    suiteObjectives.enumerated().map { index, objective in
      let (whole, last) = values(index, atSecond: now)
      var status = ObjectiveStatus(
        objective: objective,
        whole: judged(objective, whole),
        last10: judged(objective, last),
        last60: judged(objective, last)
      )
      status.history = Fixture.history(
        (0..<now).map { values(index, atSecond: $0).last }
      )
      if status.whole.verdict == .violation { status.sinceNanoseconds = 1465 * second }
      return status
    }
  }

  private static func snapshot(atSecond now: Int) -> Snapshot {
    var head = SessionHead(
      suite: "notes-api",
      profile: "endurance",
      startedNanoseconds: started
    )
    head.environment = "staging"
    head.utcOffsetSeconds = 3600
    head.label = "rc4"
    head.host.name = "build-7"
    head.commit = "abc1234567"
    head.isDirty = true
    var snapshot = Snapshot(head: head, suite: Fixture.suite)
    snapshot.phase = now == seconds ? .ended(.completed) : .running
    snapshot.elapsedNanoseconds = Int64(now) * second
    snapshot.measuredNanoseconds = snapshot.elapsedNanoseconds
    snapshot.measuredSinceNanoseconds = 0
    snapshot.plannedNanoseconds = Int64(seconds) * second
    snapshot.load.level = level(now)
    snapshot.load.inFlight = now < 1301 ? 118 : 640
    snapshot.traffic.rate = rate(now)
    snapshot.traffic.failedShare = failedShare(now)
    if now >= 1312 { snapshot.traffic.errors = [ErrorCount(kind: .timeout, count: 12)] }
    snapshot.objectives = objectives(atSecond: now)
    snapshot.benchmarks = benchmarks(atSecond: now)
    snapshot.timeline.level = Fixture.history((0..<now).map(level))
    snapshot.timeline.rate = Fixture.history((0..<now).map(rate))
    snapshot.timeline.failed = Fixture.history((0..<now).map(failedShare))
    snapshot.events = events.filter { $0.atNanoseconds <= snapshot.elapsedNanoseconds }
    snapshot.slowest = now < 1312 ? [] : Fixture.snapshot.slowest
    if now == seconds { snapshot.summary = summary }
    return snapshot
  }

  private static func level(_ second: Int) -> Double { min(800, Double(second) * 8) }

  private static func rate(_ second: Int) -> Double { second < 1308 ? level(second) : 412 }

  private static func benchmarks(atSecond now: Int) -> [BenchmarkStatus] {
    ["sync-status", "create-note", "get-note", "list-notes"].enumerated().map { index, name in
      let source = Fixture.snapshot.benchmarks.first { $0.name == name }
      var status = source ?? BenchmarkStatus(name: name)
      status.last10.rate = rate(now) / 4
      status.traffic.rate = rate(now) / 4
      status.last10.count = UInt64(rate(now) * 2.5)
      status.last10.failed = index == 0 && now >= 1312 ? 12 : 0
      status.last10.errors = status.last10.failed > 0 ? [ErrorCount(kind: .timeout, count: 12)] : []
      return status
    }
  }

  static let events: [SessionEvent] = {
    func at(_ seconds: Int64, _ kind: SessionEvent.Kind) -> SessionEvent {
      SessionEvent(atNanoseconds: seconds * second, kind: kind)
    }
    return [
      at(100, .load(LoadChange(from: 0, to: 800, stage: 1))),
      at(900, .mark("deploy 4711")),
      at(1285, .trust(TrustChange(isGood: false, text: "the load generator uses 95% of a core"))),
      at(
        1317,
        .overBudget(WindowCrossing(subject: "sync-status", metric: "p95", consumption: 1.04))
      ),
      at(
        1465,
        .verdict(
          VerdictChange(
            subject: "sync-status",
            metric: "p95",
            from: .drift,
            to: .violation,
            consumption: 1.11
          )
        )
      ),
      at(1680, .trust(TrustChange(isGood: true, text: "the measurement can be believed again"))),
    ]
  }()

  /// What the last line of the recording says, as far as the screen needs it.
  private static let summary: Summary? = {
    let text = """
      { "headroom": 1, "suite": "notes-api", "profile": "endurance", "model": "closed",
        "started": "2026-11-21T12:41:10.000Z", "seconds": 1800, "verdict": "violation", "status": 2,
        "benchmarks": [], "suite_objectives": [], "steps": [], "error_budgets": [],
        "first_over": { "at": \(firstOver), "subject": "sync-status", "metric": "p95" } }
      """
    return (try? JSON(parsing: text)).flatMap { try? Summary($0) }
  }()
}

extension ReplayFixture {
  /// A stretch of it, judged on its own.
  static func region(_ bounds: Range<Int64>) -> RegionResult {
    let now = frame(at: bounds.upperBound).snapshot
    return RegionResult(
      bounds: bounds,
      judgements: now.objectives.map(\.last10),
      count: 4120,
      failed: 128,
      rate: 412
    )
  }
}
