import Budgets
import Measurements

extension SessionState {
  /// The session at this moment: clocks and load as they are now, every figure as of the last complete
  /// interval.
  ///
  /// `recording` is what the recorder says of itself.
  package func snapshot(recording: Snapshot.Recording) -> Snapshot {
    var snapshot = Snapshot(head: head, suite: suite)
    snapshot.phase = phase
    snapshot.elapsedNanoseconds = elapsedNanoseconds
    snapshot.measuredNanoseconds = measuredNanoseconds + (measuredPreview?.activeNanoseconds ?? 0)
    snapshot.stoppedNanoseconds = stoppedNanoseconds + (measuredPreview?.stoppedNanoseconds ?? 0)
    snapshot.measuredSinceNanoseconds = measuredSince ?? preview?.measuredStart
    snapshot.plannedNanoseconds = suite.plannedNanoseconds
    snapshot.load = loadStatus
    snapshot.traffic = traffic
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

  private var measuredPreview: IntervalRecord? {
    preview.flatMap { $0.phase == .measured ? $0 : nil }
  }

  private var traffic: Traffic {
    measuredCount == 0 ? Traffic(warmup, of: warmup) : traffic(of: subjects[Roster.suite])
  }

  private func traffic(of subject: SubjectState) -> Traffic {
    end == nil
      ? Traffic(subject.recent, of: subjects[Roster.suite].recent)
      : Traffic(subject.totals.events, errors: subject.errors, reasons: subject.reasons)
  }

  private var loadStatus: LoadStatus {
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
        plannedClock: plannedClock,
        isOver: end != nil
      )
    }
    if let step, !step.isEmpty { statuses.step = summary(of: step) }
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
    status.traffic = traffic(of: subject)
    status.warmup = subject.warmup
    status.history = subject.history
    status.failedHistory = subject.failedHistory
    status.runs = subject.totals.runs.map(RunFigures.init)
    return status
  }
}

extension IntervalRecord {
  fileprivate var measuredStart: Int64? { phase == .measured ? startNanoseconds : nil }
}
