package import Budgets
import Measurements

/// The reducer: what a session has become after the inputs so far.
///
/// Live and replayed inputs go through the same one, so both end in the same figures.
///
/// Owned by the session thread.
package struct SessionState {
  /// What the caller knows and no input says.
  package struct Circumstances: Sendable {
    /// The recording's path; nil without one.
    package var recording: String?
    /// Whether somebody asks for the latency of the suite as a whole, besides its objectives.
    package var poolsSuite = false
    /// `--strict`: drift ends with status 1.
    package var isStrict = false

    /// Nothing.
    package init() {}
  }

  /// The most events that a snapshot has.
  static let eventLimit = 500

  let head: SessionHead
  let suite: Suite
  let circumstances: Circumstances
  /// `[benchmark]`, then the suite.
  var subjects: [SubjectState]
  /// Where a benchmark stands in `subjects`.
  let positions: [String: Int]
  var objectives: [ObjectiveState]
  /// The subject of each objective, an index into `subjects`.
  let objectiveSubjects: [Int]
  /// Whether the samples of all benchmarks are pooled, bucket by bucket; else the suite's are only
  /// counted, since nobody asks for their latency.
  let poolsSuite: Bool
  var alerts: [AlertRuleState]
  var finishedSteps: [StepSummary] = []
  var step: StepState?
  /// The steps that ever began.
  var stepCount = 0
  var coming: [(at: Int64, change: LoadChange)] = []
  var trustState = TrustState()
  var trust = Trust()
  var events: [SessionEvent] = []
  var slowest: [SlowRequest] = []
  var timeline = Timeline()
  var load = LoadStatus()
  var steered = false
  var isPaused = false
  var firstOver: FirstOver?
  var intervalCount = 0
  var measuredCount = 0
  var measuredNanoseconds: Int64 = 0
  var measuredSince: Int64?
  var elapsedNanoseconds: Int64 = 0
  var lastRate: (count: UInt64, active: Int64) = (0, 0)
  var end: SessionEnd?
  var preview: IntervalRecord?
  var hasAnswers = false
  /// `[benchmark]`: what it does, in words without secrets.
  let abouts: [String]
  /// What screens show of benchmarks and objectives; nil if it is not up to date.
  var statuses: Statuses?

  /// A session before its first input.
  package init(head: SessionHead, suite: Suite, circumstances: Circumstances = Circumstances()) {
    self.head = head
    self.suite = suite
    self.circumstances = circumstances
    let interval = head.intervalNanoseconds
    subjects = Array(
      repeating: SubjectState(intervalNanoseconds: interval),
      count: suite.benchmarks.count + 1
    )
    positions = Dictionary(
      suite.benchmarks.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let last = suite.benchmarks.count
    let known = positions
    let judged = suite.objectives.filter { objective in
      guard case .benchmark(let name) = objective.subject else { return true }
      return known[name] != nil
    }
    objectives = judged.map {
      ObjectiveState(
        objective: $0,
        plannedNanoseconds: suite.profile.plannedNanoseconds,
        intervalNanoseconds: interval
      )
    }
    objectiveSubjects = judged.map { objective in
      guard case .benchmark(let name) = objective.subject else { return last }
      return known[name] ?? last
    }
    poolsSuite =
      circumstances.poolsSuite
      || judged.contains { $0.subject == .suite && $0.metric.isLatency }
    alerts = suite.alerts.flatMap { rule in
      suite.benchmarks.enumerated()
        .filter { rule.benchmark == nil || rule.benchmark == $1.name }
        .map { AlertRuleState(rule: rule, subject: $0, name: $1.name) }
    }
    timeline.intervalNanoseconds = interval
    load.model = suite.profile.model
    load.stageCount = suite.profile.stages.count
    abouts = suite.benchmarks.map(\.workload.about)
  }

  /// Takes in one input and returns the events that follow from it.
  package mutating func apply(_ input: SessionInput) -> [SessionEvent] {
    switch input {
    case .preview(let record):
      preview = record
      elapsedNanoseconds = max(elapsedNanoseconds, record.endNanoseconds)
      applyGauges(of: record)
      return []
    case .interval(let record):
      preview = nil
      let derived = apply(record)
      remember(derived)
      return derived
    case .event(let event):
      apply(event)
      return []
    case .end(let end):
      preview = nil
      self.end = end
      return []
    }
  }

  // MARK: Events

  private mutating func apply(_ event: SessionEvent) {
    elapsedNanoseconds = max(elapsedNanoseconds, event.atNanoseconds)
    switch event.kind {
    case .load(let change):
      coming.append((event.atNanoseconds, change))
      load.stage = change.stage
      if change.stage == nil { steered = true }
    case .paused:
      isPaused = true
      steered = true
    case .resumed:
      isPaused = false
    case .steered:
      steered = true
    case .slowest(let requests):
      keepSlowest(requests)
      return
    default:
      break
    }
    remember([event])
  }

  private mutating func keepSlowest(_ requests: [SlowRequest]) {
    slowest = (slowest + requests).sorted { $0.latencyNanoseconds > $1.latencyNanoseconds }
    let oldest = elapsedNanoseconds - 10_000_000_000
    slowest.removeAll { $0.atNanoseconds < oldest }
    if slowest.count > 20 { slowest.removeLast(slowest.count - 20) }
  }

  private mutating func remember(_ new: [SessionEvent]) {
    events += new
    if events.count > Self.eventLimit { events.removeFirst(events.count - Self.eventLimit) }
  }

  // MARK: Intervals

  private mutating func applyGauges(of record: IntervalRecord) {
    load.level = record.load.level
    load.inFlight = record.load.inFlight
  }

  private mutating func apply(_ record: IntervalRecord) -> [SessionEvent] {
    elapsedNanoseconds = max(elapsedNanoseconds, record.endNanoseconds)
    applyGauges(of: record)
    let intervals = split(record)
    guard let whole = intervals.last else { return [] }
    let ended = whole.good.count + whole.failed
    if record.hasAnswers { hasAnswers = true }
    let active = record.activeNanoseconds
    let shown = record.phase == .warmup ? whole.warmup : ended
    timeline.level.append(record.load.level)
    timeline.rate.append(active > 0 ? Double(shown) / Double(active) * 1e9 : nil)
    timeline.failed.append(ended > 0 ? Double(whole.failed) / Double(ended) : nil)
    lastRate = (shown, active)
    for (subject, interval) in intervals.enumerated() {
      subjects[subject].warmup += interval.warmup
      if record.phase == .warmup {
        subjects[subject].interrupted += interval.interrupted
      }
    }
    statuses = nil
    intervalCount += 1
    guard record.phase == .measured else { return [] }
    if measuredSince == nil { measuredSince = record.startNanoseconds }
    measuredCount += 1
    measuredNanoseconds += active
    for (subject, interval) in intervals.enumerated() {
      subjects[subject].append(interval, activeNanoseconds: active)
    }
    enterSteps(upTo: record.startNanoseconds)
    step?.append(intervals, record)
    trustState.append(record.generator)
    return judge(record, intervals)
  }

  /// What each subject did, the suite last.
  func split(_ record: IntervalRecord) -> [SubjectInterval] {
    var intervals = Array(repeating: SubjectInterval(), count: subjects.count)
    let last = subjects.count - 1
    var pooled: [SparseCounts] = []
    for series in record.series {
      guard let position = positions[series.id.benchmark] else { continue }
      switch series.id.kind {
      case .succeeded:
        intervals[position].good.merge(series.counts)
        pooled.append(series.counts)
      case .failed:
        intervals[position].failed += series.counts.count
      case .warmup, .warmupFailed:
        intervals[position].warmup += series.counts.count
      case .service, .userTime, .systemTime, .residentMemory:
        break
      }
    }
    for counters in record.counters {
      guard let position = positions[counters.benchmark] else { continue }
      intervals[position].add(counters)
    }
    for position in 0..<last { intervals[last].addCounts(of: intervals[position]) }
    intervals[last].good =
      poolsSuite
      ? SparseCounts(merging: pooled) : SparseCounts(unplaced: pooled.reduce(0) { $0 + $1.count })
    return intervals
  }

  /// An interval belongs to the load that was in force when it began.
  private mutating func enterSteps(upTo start: Int64) {
    // A change and the interval that begins with it are told by different threads' clocks.
    while let next = coming.first, next.at <= start + 50_000_000 {
      coming.removeFirst()
      if let current = step, !current.isEmpty {
        finishedSteps.append(summary(of: current))
      }
      stepCount += 1
      step = StepState(
        change: next.change,
        startNanoseconds: start,
        subjectCount: subjects.count
      )
    }
  }

  func summary(of step: StepState) -> StepSummary {
    step.summary(objectives: objectives.map(\.objective), subjects: objectiveSubjects)
  }

  private mutating func judge(
    _ record: IntervalRecord,
    _ intervals: [SubjectInterval]
  ) -> [SessionEvent] {
    let now = record.endNanoseconds
    var kinds: [SessionEvent.Kind] = []
    for index in objectives.indices {
      let subject = objectiveSubjects[index]
      let told = objectives[index].judge(
        subjects[subject],
        interval: intervals[subject],
        activeNanoseconds: record.activeNanoseconds,
        endNanoseconds: now,
        measuredNanoseconds: measuredNanoseconds
      )
      for kind in told {
        guard case .overBudget(let crossing) = kind, firstOver == nil else { continue }
        firstOver = FirstOver(
          atNanoseconds: now,
          subject: crossing.subject,
          metric: crossing.metric
        )
      }
      kinds += told
    }
    for index in alerts.indices {
      kinds += alerts[index].judge(subjects[alerts[index].subject].last10.totals)
    }
    let before = trust
    trust = trustState.trust
    if trust.verdict != before.verdict {
      kinds.append(.trust(trust.reasons.first ?? "the measurement can be believed again"))
    }
    return kinds.map { SessionEvent(atNanoseconds: now, kind: $0) }
  }
}

extension SparseCounts {
  /// So many samples whose values nobody asks for, all in the first bucket.
  fileprivate init(unplaced count: UInt64) {
    var histogram = Histogram()
    histogram.add(count, at: 0)
    self = histogram.sparse
  }
}
