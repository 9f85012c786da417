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
    snapshot.plannedNanoseconds = suite.profile.plannedNanoseconds
    snapshot.load = loadStatus(at: snapshot.measuredNanoseconds)
    snapshot.rate = rateNow
    let now = subjects[subjects.count - 1].last10
    snapshot.failedShareNow =
      now.totals.count > 0 ? Double(now.totals.failed) / Double(now.totals.count) : 0
    snapshot.errorsNow = ErrorCount.sorted(now.errors)
    snapshot.trust = trust
    snapshot.recording = recording
    snapshot.steered = steered
    let statuses = statuses ?? currentStatuses
    snapshot.objectives = statuses.objectives
    snapshot.benchmarks = statuses.benchmarks
    snapshot.timeline = timeline
    snapshot.steps = finishedSteps
    if let step, !step.isEmpty { snapshot.steps.append(summary(of: step)) }
    snapshot.events = events
    snapshot.slowest = slowest
    if end != nil { snapshot.summary = summary() }
    if let preview { overlay(preview, on: &snapshot) }
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
      for series in preview.series where series.id.kind != .service {
        count += series.counts.count
      }
      active += preview.activeNanoseconds
    }
    return active > 0 ? Double(count) / Double(active) * 1e9 : 0
  }

  private func loadStatus(at measured: Int64) -> LoadStatus {
    var status = load
    status.dropped = subjects[subjects.count - 1].totals.dropped
    guard let stage = load.stage else { return status }
    let stages = suite.profile.stages
    guard stage + 1 < stages.count else { return status }
    status.nextStageNanoseconds = stages[...stage].reduce(0) { $0 + $1.nanoseconds }
    status.nextLevel = stages[stage + 1].to
    return status
  }

  /// What screens show of benchmarks and objectives, as of the last complete interval.
  struct Statuses: Sendable {
    var benchmarks: [BenchmarkStatus]
    var objectives: [ObjectiveStatus]
  }

  /// Brings what screens show up to date, so that several snapshots between two intervals cost
  /// little.
  mutating func refreshStatuses() {
    if statuses == nil { statuses = currentStatuses }
  }

  private var currentStatuses: Statuses {
    Statuses(
      benchmarks: suite.benchmarks.indices.map(benchmarkStatus),
      objectives: zip(objectives, objectiveSubjects).map {
        $0.status(subjects[$1], measuredNanoseconds: measuredNanoseconds)
      }
    )
  }

  private func benchmarkStatus(_ index: Int) -> BenchmarkStatus {
    let subject = subjects[index]
    var status = BenchmarkStatus(name: suite.benchmarks[index].name)
    status.about = abouts[index]
    status.whole = subject.status(of: subject.totals, errors: subject.errors, withBins: true)
    status.last10 = subject.status(
      of: subject.last10.totals,
      errors: subject.last10.errors,
      withBins: true
    )
    status.last60 = subject.status(
      of: subject.last60.totals,
      errors: subject.last60.errors,
      withBins: false
    )
    status.dropped = subject.totals.dropped
    status.warmup = subject.warmup
    status.history = subject.history
    status.failedHistory = subject.failedHistory
    return status
  }

  /// Lays the interval that is filling over the figures of those before it.
  private func overlay(_ preview: IntervalRecord, on snapshot: inout Snapshot) {
    guard preview.phase == .measured, subjects.count <= Self.previewLimit else { return }
    for series in preview.series where series.id.kind == .succeeded {
      guard let position = positions[series.id.benchmark] else { continue }
      let subject = subjects[position]
      var interval = SubjectInterval()
      interval.good = series.counts
      var whole = subject.totals
      whole.add(interval, activeNanoseconds: preview.activeNanoseconds)
      var last10 = subject.last10.totals
      last10.add(interval, activeNanoseconds: preview.activeNanoseconds)
      snapshot.benchmarks[position].whole = subject.status(
        of: whole,
        errors: subject.errors,
        withBins: true
      )
      snapshot.benchmarks[position].last10 = subject.status(
        of: last10,
        errors: subject.last10.errors,
        withBins: true
      )
    }
  }
}

extension IntervalRecord {
  fileprivate var measuredStart: Int64? { phase == .measured ? startNanoseconds : nil }
}
