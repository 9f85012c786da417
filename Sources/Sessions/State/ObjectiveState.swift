import Budgets
import Measurements

/// How one objective stands, and which of its changes are worth an event.
struct ObjectiveState {
  /// How many intervals a change must hold before it is told.
  private static let holding = 3

  let objective: Objective
  /// The whole run so far, or its worst window, without a range.
  private(set) var whole = Judgement.pending(missing: 1)
  private(set) var last10 = Judgement.pending(missing: 1)
  var history = History()
  /// The verdict that was told last.
  private(set) var told = Verdict.pending
  private(set) var sinceNanoseconds: Int64?
  private var candidate = Verdict.pending
  private var candidateSince: Int64 = 0
  private var candidateIntervals = 0
  private(set) var isOver = false
  private var underIntervals = 0
  /// The windows of `in_every`; nil if the whole run is judged.
  var windows: EveryWindow?
  var errorBudget: ErrorBudgetState?

  init(objective: Objective, plannedNanoseconds: Int64?, intervalNanoseconds: Int64) {
    self.objective = objective
    windows = objective.inEverySeconds.map {
      EveryWindow(length: max(1, Int(($0 * 1e9 / Double(intervalNanoseconds)).rounded())))
    }
    errorBudget = ErrorBudgetState(
      objective: objective,
      plannedNanoseconds: plannedNanoseconds,
      intervalNanoseconds: intervalNanoseconds
    )
  }

  /// Judges the objective at the end of a measured interval and returns what is to be told.
  mutating func judge(
    _ subject: SubjectState,
    interval: SubjectInterval,
    activeNanoseconds: Int64,
    endNanoseconds: Int64,
    measuredNanoseconds: Int64
  ) -> [SessionEvent.Kind] {
    history.append(interval.value(of: objective.metric, activeNanoseconds: activeNanoseconds))
    if windows != nil {
      windows?.append(interval, activeNanoseconds: activeNanoseconds, objective: objective)
      whole = windows?.judgement ?? whole
    } else {
      whole = Budgets.judge(objective, subject.totals)
    }
    last10 = Budgets.judge(objective, subject.last10.totals)
    var told = tellVerdict(at: endNanoseconds) + tellWindow()
    errorBudget?.append(interval)
    told += errorBudget?.judge(measuredNanoseconds: measuredNanoseconds) ?? []
    return told
  }

  private mutating func tellVerdict(at now: Int64) -> [SessionEvent.Kind] {
    let verdict = whole.verdict
    if verdict == told {
      candidateIntervals = 0
      return []
    }
    if verdict != candidate || candidateIntervals == 0 {
      candidate = verdict
      candidateSince = now
      candidateIntervals = 0
    }
    candidateIntervals += 1
    guard candidateIntervals >= Self.holding else { return [] }
    let before = told
    told = verdict
    sinceNanoseconds = candidateSince
    candidateIntervals = 0
    // That a first verdict is good is no news.
    if before == .pending, verdict == .pass { return [] }
    return [
      .verdict(
        VerdictChange(
          subject: objective.subject.name,
          metric: objective.metric.name,
          from: before,
          to: verdict,
          consumption: whole.consumption
        )
      )
    ]
  }

  private mutating func tellWindow() -> [SessionEvent.Kind] {
    guard last10.verdict != .pending else { return [] }
    let crossing = WindowCrossing(
      subject: objective.subject.name,
      metric: objective.metric.name,
      consumption: last10.consumption
    )
    if last10.verdict.severity > Verdict.pass.severity {
      underIntervals = 0
      if isOver { return [] }
      isOver = true
      return [.overBudget(crossing)]
    }
    guard isOver else { return [] }
    underIntervals += 1
    guard underIntervals >= Self.holding else { return [] }
    isOver = false
    return [.backUnder(crossing)]
  }

  /// The whole run so far with its 95 % range, which no verdict depends on.
  func judged(_ subject: SubjectState) -> Judgement {
    windows == nil
      ? Budgets.judge(objective, subject.totals, batches: subject.batches) : whole
  }

  /// What the screen shows, without the interval that is filling.
  func status(_ subject: SubjectState, measuredNanoseconds: Int64) -> ObjectiveStatus {
    var status = ObjectiveStatus(
      objective: objective,
      whole: judged(subject),
      last10: last10,
      last60: Budgets.judge(objective, subject.last60.totals)
    )
    status.sinceNanoseconds = told == whole.verdict ? sinceNanoseconds : candidateSince
    status.history = history
    status.errorBudget = errorBudget?.status(measuredNanoseconds: measuredNanoseconds)
    return status
  }

  var isJudgedInWindows: Bool { windows != nil }
}
