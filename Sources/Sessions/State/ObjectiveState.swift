import Budgets
import Measurements

/// How one objective stands, and which of its changes are worth an event.
struct ObjectiveState {
  /// How many intervals a change must hold before it is told.
  private static let holding = 3

  private var counter: VerdictCounter
  /// Its verdict on the whole run so far, or on its worst window.
  private var verdict = Verdict.pending
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
  var windows: EveryWindow? {
    get { apart.windows }
    set { apart = Apart(newValue) }
  }
  private var apart: Apart
  var errorBudget: ErrorBudgetState?

  /// What few objectives have, and what many copies of the others would take room for.
  private indirect enum Apart {
    case nothing
    case every(EveryWindow)

    init(_ windows: EveryWindow?) { self = windows.map(Self.every) ?? .nothing }

    var windows: EveryWindow? {
      switch self {
      case .nothing: nil
      case .every(let windows): windows
      }
    }
  }

  init(objective: Objective, plannedNanoseconds: Int64?, intervalNanoseconds: Int64) {
    counter = VerdictCounter(objective, intervalNanoseconds: intervalNanoseconds)
    apart = Apart(
      objective.inEverySeconds.map {
        EveryWindow(length: max(1, Int(($0 * 1e9 / Double(intervalNanoseconds)).rounded())))
      }
    )
    errorBudget = ErrorBudgetPlan(
      objective: objective,
      plannedNanoseconds: plannedNanoseconds,
      intervalNanoseconds: intervalNanoseconds
    ).map(ErrorBudgetState.init)
  }

  var objective: Objective { counter.objective }

  /// Lets go of the last 10 s, and of the slots of its error budget.
  mutating func dropRecent() {
    counter.dropTen()
    errorBudget?.dropSlots()
  }

  /// Takes the last 10 s back, of which its subject has the intervals.
  mutating func takeTen(of subject: SubjectState) { counter.takeTen(subject.recent.ten) }

  /// Judges the objective at the end of a measured interval and returns what is to be told;
  /// `subjects[subject]` is what it is about, with that interval.
  mutating func judge(
    _ subjects: [SubjectState],
    _ subject: Int,
    interval: SubjectInterval,
    endNanoseconds: Int64,
    plannedClock: Int64
  ) -> [SessionEvent.Kind] {
    guard interval.isActive, subjects[subject].skipped == nil else {
      history.append(nil)
      return []
    }
    history.append(interval.value(of: counter.metric))
    counter.append(interval)
    if var windows {
      // Held by nobody else, so that its samples are not copied.
      self.windows = nil
      windows.append(interval, objective: objective)
      self.windows = windows
      verdict = windows.judgement.verdict
    } else {
      verdict = counter.whole(subjects[subject].totals.events, subjects[subject].totals)
    }
    var told: [SessionEvent.Kind] = []
    if var change = changeOfVerdict(at: endNanoseconds) {
      let judged = whole(subjects[subject])
      change.consumption = judged.consumption
      change.tooManyFailed = judged.tooFewAnswers
      told.append(.verdict(change))
    }
    let lastTen = counter.lastTen(
      subjects[subject].recent.lastTen,
      subjects[subject].recent.totalsOfTen
    )
    if let crossing = crossing(lastTen) {
      let now = Budgets.judge(objective, subjects[subject].recent.totalsOfTen)
      let window = WindowCrossing(
        subject: objective.subject.name,
        metric: objective.metric.name,
        consumption: now.consumption,
        tooManyFailed: now.tooFewAnswers
      )
      told.append(crossing == .over ? .overBudget(window) : .backUnder(window))
    }
    errorBudget?.append(interval)
    if let more = errorBudget?.judge(plannedClock: plannedClock) { told += more }
    return told
  }

  /// A verdict that has held long enough to be told.
  private mutating func changeOfVerdict(at now: Int64) -> VerdictChange? {
    if verdict == told {
      candidateIntervals = 0
      return nil
    }
    if verdict != candidate || candidateIntervals == 0 {
      candidate = verdict
      candidateSince = now
      candidateIntervals = 0
    }
    candidateIntervals += 1
    guard candidateIntervals >= Self.holding else { return nil }
    let before = told
    told = verdict
    sinceNanoseconds = candidateSince
    candidateIntervals = 0
    // That a first verdict is good is no news.
    if before == .pending, verdict == .pass { return nil }
    return VerdictChange(
      subject: objective.subject.name,
      metric: objective.metric.name,
      from: before,
      to: verdict,
      consumption: nil,
      sinceNanoseconds: candidateSince
    )
  }

  /// Whether the last 10 s went over the budget, or have been under it again for long enough.
  private mutating func crossing(_ lastTen: Verdict) -> Crossing? {
    guard lastTen != .pending else { return nil }
    if lastTen.severity > Verdict.pass.severity {
      underIntervals = 0
      if isOver { return nil }
      isOver = true
      return .over
    }
    guard isOver else { return nil }
    underIntervals += 1
    guard underIntervals >= Self.holding else { return nil }
    isOver = false
    return .under
  }

  private enum Crossing {
    case over
    case under
  }

  // MARK: Figures

  /// The whole run so far, or its worst window, without a range.
  func whole(_ subject: SubjectState) -> Judgement {
    if subject.skipped != nil { return Judgement(verdict: .skipped) }
    if isUnseen(subject) { return Judgement(verdict: .pending) }
    return windows?.judgement ?? Budgets.judge(objective, subject.totals)
  }

  /// The whole run, so far or to its end, with its 95 % range and its certainty, which no verdict
  /// depends on.
  func judged(_ subject: SubjectState, isOver: Bool) -> Judgement {
    if subject.skipped != nil { return Judgement(verdict: .skipped) }
    if isUnseen(subject) { return Judgement(verdict: .pending) }
    return windows?.judgement
      ?? Budgets.judge(
        objective,
        subject.totals,
        certainty: subject.certainty,
        confidence: isOver ? .final : subject.confidenceSoFar
      )
  }

  /// Whether it is about a watched process that was not there yet, which no number of samples changes.
  private func isUnseen(_ subject: SubjectState) -> Bool {
    guard case .process = objective.subject else { return false }
    return subject.totals.process == nil
  }

  /// What the screen shows, without the interval that is filling; of what its subject did in its last
  /// 10 and 60 s.
  func status(
    _ subject: SubjectState,
    ten: Totals,
    minute: Totals,
    plannedClock: Int64,
    isOver: Bool
  ) -> ObjectiveStatus {
    var status = ObjectiveStatus(
      objective: objective,
      whole: judged(subject, isOver: isOver),
      last10: Budgets.judge(objective, ten),
      last60: Budgets.judge(objective, minute)
    )
    status.sinceNanoseconds = told == verdict ? sinceNanoseconds : candidateSince
    status.history = history
    status.errorBudget = errorBudget?.status(plannedClock: plannedClock)
    return status
  }
}
