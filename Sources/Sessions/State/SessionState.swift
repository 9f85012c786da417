package import Budgets
import Measurements

/// The reducer: what a session has become after the inputs so far.
///
/// Live and replayed inputs go through the same one, so both end in the same figures.
///
/// Owned by the session thread.
package struct SessionState {
  /// How much of the plan has passed, ns: while this program stands still, it goes on.
  var plannedClock: Int64 { measuredNanoseconds + stoppedNanoseconds }

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
  /// Who takes part.
  var roster: Roster
  /// As the roster has them.
  var subjects: [SubjectState]
  var objectives: [ObjectiveState]
  /// The subject of each objective, an index into `subjects`.
  var objectiveSubjects: [Int]
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
  var outages: OutageState
  var gaps: GapTotal?
  var intervalCount = 0
  var measuredCount = 0
  var measuredNanoseconds: Int64 = 0
  /// How long this program stood still in the measured part, ns.
  var stoppedNanoseconds: Int64 = 0
  var measuredSince: Int64?
  var elapsedNanoseconds: Int64 = 0
  /// What the suite as a whole did in the warm-up.
  private(set) var warmup: RecentIntervals
  var end: SessionEnd?
  var preview: IntervalRecord?
  var hasAnswers = false
  /// What screens show of benchmarks and objectives; nil if it is not up to date.
  var statuses: Statuses?

  /// A session before its first input.
  package init(head: SessionHead, suite: Suite, circumstances: Circumstances = Circumstances()) {
    self.head = head
    self.suite = suite
    self.circumstances = circumstances
    let interval = head.intervalNanoseconds
    outages = OutageState(intervalNanoseconds: interval)
    let roster = Roster(suite)
    self.roster = roster
    warmup = RecentIntervals(intervalNanoseconds: interval)
    let plan = LookPlan(suite, intervalNanoseconds: interval)
    subjects = Array(
      repeating: SubjectState(
        intervalNanoseconds: interval,
        isIndependent: head.isIndependent,
        confidenceSoFar: plan.ofSession
      ),
      count: roster.count
    )
    for benchmark in suite.benchmarks where benchmark.workload.kind != .load {
      guard let subject = roster.subject(ofBenchmark: benchmark.name) else { continue }
      subjects[subject] = SubjectState(
        intervalNanoseconds: interval,
        isIndependent: head.isIndependent || benchmark.workload.kind == .samples,
        confidenceSoFar: plan.confidence(of: benchmark)
      )
    }
    for name in suite.benchmarks.filter({ $0.workload.kind == .load }).flatMap(\.names) {
      guard let subject = roster.subject(ofBenchmark: name) else { continue }
      subjects[subject] = SubjectState(intervalNanoseconds: interval, confidenceSoFar: plan.ofLoad)
    }
    let judged = suite.objectives.compactMap { objective in
      roster.subject(of: objective.subject).map { (objective, $0) }
    }
    objectives = judged.map {
      ObjectiveState(
        objective: $0.0,
        plannedNanoseconds: suite.plannedNanoseconds,
        intervalNanoseconds: interval
      )
    }
    objectiveSubjects = judged.map(\.1)
    poolsSuite =
      circumstances.poolsSuite
      || judged.contains { $0.1 == Roster.suite && $0.0.metric.isLatency }
    alerts = roster.benchmarks.flatMap { name in
      Self.alerts(on: name, suite, roster, intervalNanoseconds: interval)
    }
    timeline.intervalNanoseconds = interval
    load.model = suite.model
    load.stageCount = suite.profile.stages.count
  }

  /// The alerts that watch a benchmark.
  private static func alerts(
    on name: String,
    _ suite: Suite,
    _ roster: Roster,
    intervalNanoseconds: Int64
  ) -> [AlertRuleState] {
    guard let subject = roster.subject(ofBenchmark: name) else { return [] }
    return suite.alerts.filter { $0.benchmark == nil || $0.benchmark == name }.map {
      AlertRuleState(
        rule: $0,
        subject: subject,
        name: name,
        intervalNanoseconds: intervalNanoseconds
      )
    }
  }

  /// Takes in one input and returns the events that follow from it.
  package mutating func apply(_ input: SessionInput) -> [SessionEvent] {
    switch input {
    case .preview(let record):
      preview = record
      elapsedNanoseconds = max(elapsedNanoseconds, record.endNanoseconds)
      applyGauges(of: record)
      return []
    case .interval(var record):
      preview = nil
      // A recording has none of these.
      record.series.removeAll { $0.counts.isEmpty }
      let derived = apply(record)
      remember(derived)
      return derived
    case .event(let event):
      apply(event)
      return []
    case .end(let end):
      preview = nil
      self.end = end
      // What was sure so far is sure by another measure now.
      statuses = nil
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
    case .skipped(let benchmark):
      guard let subject = roster.subject(ofBenchmark: benchmark.name) else { break }
      subjects[subject].skipped = benchmark.reason
      statuses = nil
    case .gap(let gap):
      if gaps == nil { gaps = GapTotal(count: 1, gap: gap) } else { gaps?.add(gap) }
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
    load.level = level(of: record)
    load.inFlight = record.load.inFlight
    load.progress = record.load.progress
    if record.active != nil { load.model = suite.model(whileActive: record.active) }
  }

  private mutating func apply(_ record: IntervalRecord) -> [SessionEvent] {
    elapsedNanoseconds = max(elapsedNanoseconds, record.endNanoseconds)
    applyGauges(of: record)
    var owners = roster.subjects(of: record.series)
    if owners.contains(nil) {
      admitNewcomers(of: record)
      owners = roster.subjects(of: record.series)
    }
    let intervals = split(record, owners)
    let whole = intervals[Roster.suite]
    if record.hasAnswers { hasAnswers = true }
    let active = record.activeNanoseconds
    let shown = record.phase == .warmup ? whole.warmup : whole.events.count
    timeline.level.append(level(of: record))
    timeline.rate.append(active > 0 ? Double(shown) / Double(active) * 1e9 : nil)
    let failed = record.phase == .warmup ? whole.ofWarmup.events : whole.events
    timeline.failed.append(failed.value(of: .errorRate))
    if record.phase == .warmup { warmup.append(whole.ofWarmup) }
    // By index, here and below: whoever goes through the values copies each of them.
    for subject in intervals.indices {
      subjects[subject].warmup += intervals[subject].warmup
      if record.phase == .warmup {
        subjects[subject].interrupted += intervals[subject].interrupted
      }
    }
    statuses = nil
    intervalCount += 1
    guard record.phase == .measured else { return [] }
    if measuredSince == nil { measuredSince = record.startNanoseconds }
    measuredCount += 1
    measuredNanoseconds += active
    // A recording may say any number.
    let length = record.endNanoseconds - record.startNanoseconds
    stoppedNanoseconds += min(record.stoppedNanoseconds, length)
    enterSteps(before: record)
    for subject in intervals.indices { subjects[subject].append(intervals[subject]) }
    step?.append(record)
    trustState.append(record, dropped: intervals[Roster.suite].events.dropped)
    return judge(record, intervals)
  }

  /// Lets names that were not known before take part, with the budget of errors that every benchmark
  /// has.
  private mutating func admitNewcomers(of record: IntervalRecord) {
    for series in record.series where roster.subject(ofBenchmark: series.id.benchmark) == nil {
      let name = series.id.benchmark
      guard let subject = roster.admit(name) else { continue }
      var state = SubjectState(
        intervalNanoseconds: head.intervalNanoseconds,
        isIndependent: head.isIndependent,
        confidenceSoFar: subjects[Roster.suite].confidenceSoFar
      )
      for _ in 0..<measuredCount {
        state.history.append(nil)
        state.failedHistory.append(nil)
      }
      subjects.append(state)
      alerts += Self.alerts(
        on: name,
        suite,
        roster,
        intervalNanoseconds: head.intervalNanoseconds
      )
      var objective = Objective.defaultErrorRate(of: name)
      objective.limits = suite.limits
      var judged = ObjectiveState(
        objective: objective,
        plannedNanoseconds: suite.plannedNanoseconds,
        intervalNanoseconds: head.intervalNanoseconds
      )
      for _ in 0..<measuredCount { judged.history.append(nil) }
      objectives.append(judged)
      objectiveSubjects.append(subject)
    }
  }

  /// The load of an interval; a recording may say any number.
  private func level(of record: IntervalRecord) -> Double {
    record.load.level.isFinite ? record.load.level : 0
  }

  /// What each subject did.
  func split(_ record: IntervalRecord) -> [SubjectInterval] {
    split(record, record.series.map { roster.subject(ofBenchmark: $0.id.benchmark) })
  }

  /// What each subject did; `owners[series]` is the subject of a series.
  private func split(_ record: IntervalRecord, _ owners: [Int?]) -> [SubjectInterval] {
    var intervals = Array(repeating: SubjectInterval(), count: subjects.count)
    let active = record.active.map(Set.init)
    for subject in intervals.indices {
      intervals[subject].events.activeNanoseconds = record.activeNanoseconds
    }
    if let active {
      for (index, name) in roster.benchmarks.enumerated() where !active.contains(name) {
        intervals[roster.firstBenchmark + index].isActive = false
      }
    }
    for series in record.series.indices {
      guard let subject = owners[series] else { continue }
      intervals[subject].isActive = true
      intervals[subject].add(record.series[series])
    }
    for counters in record.counters {
      guard let subject = roster.subject(ofBenchmark: counters.benchmark) else { continue }
      intervals[subject].isActive = true
      intervals[subject].add(counters)
    }
    for subject in 1..<max(1, roster.firstBenchmark) { intervals[subject].isActive = false }
    for gauge in record.processes {
      guard let subject = roster.subject(ofProcess: gauge.label) else { continue }
      intervals[subject].isActive = true
      intervals[subject].process = gauge
    }
    addUp(&intervals)
    return intervals
  }

  /// What the suite as a whole did.
  private func addUp(_ intervals: inout [SubjectInterval]) {
    var whole = intervals[Roster.suite]
    for part in roster.benchmarks.indices where roster.isPartOfSuite[part] {
      whole.addCounts(of: intervals[roster.firstBenchmark + part])
    }
    if poolsSuite {
      whole.good = SparseCounts(merging: roster.partsOfSuite.map { intervals[$0].good })
    }
    intervals[Roster.suite] = whole
  }

  private mutating func judge(
    _ record: IntervalRecord,
    _ intervals: [SubjectInterval]
  ) -> [SessionEvent] {
    let now = record.endNanoseconds
    var kinds: [SessionEvent.Kind] = []
    var subject = Roster.suite
    var interval = intervals[subject]
    for index in objectives.indices {
      // Objectives of one subject mostly stand together: its interval is copied once for them.
      if objectiveSubjects[index] != subject {
        subject = objectiveSubjects[index]
        interval = intervals[subject]
      }
      let told = objectives[index].judge(
        subjects,
        subject,
        interval: interval,
        endNanoseconds: now,
        plannedClock: plannedClock
      )
      guard !told.isEmpty else { continue }
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
      kinds += alerts[index].judge(subjects, interval: intervals[alerts[index].subject])
    }
    if let outage = outages.append(record, intervals[Roster.suite]) {
      kinds.append(.outage(outage))
    }
    let before = trust
    trust = trustState.trust
    if trust.verdict != before.verdict {
      let change = TrustChange(
        isGood: trust.verdict == .good,
        text: trust.reasons.first ?? "the measurement can be believed again"
      )
      kinds.append(.trust(change))
    }
    return kinds.map { SessionEvent(atNanoseconds: now, kind: $0) }
  }
}
