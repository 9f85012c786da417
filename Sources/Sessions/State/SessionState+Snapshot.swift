import Budgets
import Measurements

extension SessionState {
  /// Benchmarks whose figures are brought up to date at every tick; beyond that, only at the ends of
  /// intervals.
  private static let previewLimit = 64

  /// The session at this moment.
  ///
  /// `recording` is what the recorder says of itself.
  package func snapshot(recording: Snapshot.Recording) -> Snapshot {
    var snapshot = Snapshot(head: head, suite: suite)
    snapshot.phase = phase
    snapshot.elapsedNanoseconds = elapsedNanoseconds
    snapshot.measuredNanoseconds = measuredNanoseconds + measuredPreview
    snapshot.measuredSinceNanoseconds = measuredSince ?? preview?.measuredStart
    snapshot.plannedNanoseconds = suite.plannedNanoseconds
    snapshot.load = loadStatus(at: snapshot.measuredNanoseconds)
    snapshot.rate = rateNow
    let now = subjects[Roster.suite].recent
    snapshot.failedShareNow = now.eventsOfSecond.value(of: .errorRate) ?? 0
    snapshot.errorsNow = ErrorCount.sorted(now.errorsOfSecond, reasons: now.reasonsOfSecond)
    snapshot.trust = trust
    snapshot.recording = recording
    snapshot.steered = steered
    let statuses = statuses ?? currentStatuses
    snapshot.objectives = statuses.objectives
    snapshot.benchmarks = statuses.benchmarks
    snapshot.processes = statuses.processes
    snapshot.timeline = timeline
    snapshot.steps = finishedSteps
    if let step = statuses.step { snapshot.steps.append(step) }
    snapshot.events = events
    snapshot.outages = outages.all
    snapshot.slowest = slowest
    if end != nil { snapshot.summary = summary() }
    if let preview { overlay(preview, statuses.lastTen, on: &snapshot) }
    return snapshot
  }

  private var phase: Snapshot.Phase {
    if let end { return .ended(end) }
    if isPaused { return .paused }
    if let preview, preview.phase == .warmup { return .warmup }
    if measuredSince == nil, preview?.phase != .measured {
      return hasAnswers ? .warmup : .starting
    }
    return hasAnswers || preview?.hasAnswers == true ? .running : .starting
  }

  private var measuredPreview: Int64 {
    guard let preview, preview.phase == .measured else { return 0 }
    return preview.activeNanoseconds
  }

  /// Requests per second over the last interval and the one that is filling.
  private var rateNow: Double {
    guard end == nil || measuredNanoseconds > 0 else { return 0 }
    var count = lastRate.count
    var active = lastRate.active
    if let preview {
      for series in preview.series
      where series.id.kind.isOfRequests && roster.isPartOfSuite(series.id.benchmark) {
        count += series.counts.count
      }
      active += preview.activeNanoseconds
    }
    return active > 0 ? Double(count) / Double(active) * 1e9 : 0
  }

  private func loadStatus(at measured: Int64) -> LoadStatus {
    var status = load
    status.dropped = subjects[Roster.suite].totals.events.dropped
    guard let stage = load.stage else { return status }
    let stages = suite.profile.stages
    // A recording may say any number.
    guard stages.indices.contains(stage), stage < stages.count - 1 else { return status }
    status.nextStageNanoseconds = stages[...stage].reduce(0) { $0 + $1.nanoseconds }
    status.nextLevel = stages[stage + 1].to
    return status
  }

  /// What screens show of benchmarks and objectives, as of the last complete interval.
  struct Statuses: Sendable {
    var benchmarks: [BenchmarkStatus] = []
    var processes: [ProcessStatus] = []
    var objectives: [ObjectiveStatus] = []
    /// The step that goes on; nil before the first.
    var step: StepSummary?
    /// `[subject]`: the figures of its last 10 s; empty where they are not brought up to date between
    /// intervals.
    var lastTen: [Totals] = []
  }

  /// Brings what screens show up to date, so that several snapshots between two intervals cost
  /// little.
  mutating func refreshStatuses() {
    if statuses == nil { statuses = currentStatuses }
  }

  private var currentStatuses: Statuses {
    let ten = subjects.map(\.recent.totalsOfTen)
    let minute = subjects.map(\.recent.totalsOfMinute)
    var statuses = Statuses()
    statuses.benchmarks = roster.benchmarks.indices.map {
      let subject = roster.firstBenchmark + $0
      return benchmarkStatus($0, subjects[subject], ten: ten[subject], minute: minute[subject])
    }
    statuses.processes = roster.processes.indices.map {
      ProcessStatus(label: roster.processes[$0], subjects[1 + $0])
    }
    statuses.objectives = zip(objectives, objectiveSubjects).map { objective, subject in
      objective.status(
        subjects[subject],
        ten: ten[subject],
        minute: minute[subject],
        measuredNanoseconds: measuredNanoseconds,
        isOver: end != nil
      )
    }
    if let step, !step.isEmpty { statuses.step = summary(of: step) }
    if subjects.count <= Self.previewLimit { statuses.lastTen = ten }
    return statuses
  }

  private func benchmarkStatus(
    _ index: Int,
    _ subject: SubjectState,
    ten: Totals,
    minute: Totals
  ) -> BenchmarkStatus {
    var status = BenchmarkStatus(name: roster.benchmarks[index])
    status.about = roster.abouts[index]
    status.skipped = subject.skipped
    status.whole = subject.status(
      of: subject.totals,
      errors: subject.errors,
      reasons: subject.reasons,
      withSamples: true
    )
    status.last10 = subject.status(of: ten, errors: subject.recent.errorsOfTen, withSamples: true)
    status.last60 = subject.status(
      of: minute,
      errors: subject.recent.errorsOfMinute,
      withSamples: false
    )
    status.dropped = subject.totals.events.dropped
    status.warmup = subject.warmup
    status.history = subject.history
    status.failedHistory = subject.failedHistory
    status.runs = subject.totals.runs.map(RunFigures.init)
    return status
  }

  /// Lays the interval that is filling over the figures of those before it; `[subject]` is what there
  /// was in the last 10 s.
  private func overlay(
    _ preview: IntervalRecord,
    _ lastTen: [Totals],
    on snapshot: inout Snapshot
  ) {
    guard preview.phase == .measured, lastTen.count == subjects.count else { return }
    for series in preview.series where series.id.kind == .succeeded {
      guard let position = roster.subject(ofBenchmark: series.id.benchmark) else { continue }
      let subject = subjects[position]
      var interval = SubjectInterval()
      interval.events.activeNanoseconds = preview.activeNanoseconds
      interval.add(series)
      var whole = subject.totals
      whole.add(interval)
      var last10 = lastTen[position]
      last10.add(interval)
      let benchmark = position - roster.firstBenchmark
      snapshot.benchmarks[benchmark].whole = subject.status(
        of: whole,
        errors: subject.errors,
        withSamples: true
      )
      snapshot.benchmarks[benchmark].last10 = subject.status(
        of: last10,
        errors: subject.recent.errorsOfTen,
        withSamples: true
      )
    }
  }
}

extension IntervalRecord {
  fileprivate var measuredStart: Int64? { phase == .measured ? startNanoseconds : nil }
}

extension SeriesID.Kind {
  /// Whether each of its samples is one request.
  fileprivate var isOfRequests: Bool {
    switch self {
    case .succeeded, .failed, .warmup, .warmupFailed: true
    case .service, .userTime, .systemTime, .residentMemory: false
    }
  }
}
