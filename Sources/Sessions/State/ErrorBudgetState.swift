import Budgets
import Measurements

/// How fast the error budget of one objective is used, at the scale of a run.
///
/// Burn over a window is (bad / all) / allowed share. A rule fires when its long window and its
/// short one both exceed the factor. Source: Google SRE Workbook, "Alerting on SLOs", multiwindow
/// multi-burn-rate alerts; the scaling to the planned length of a run is ours.
struct ErrorBudgetState {
  /// Bad and all events since the start.
  struct Point {
    var bad: UInt64 = 0
    var total: UInt64 = 0
  }

  let plan: ErrorBudgetPlan
  private var sum = Point()
  /// Sums at the ends of the last slots, newest last.
  private(set) var slots: [Point] = [Point()]
  /// The slots that there ever were.
  private(set) var slotCount = 1
  private var filled = 0
  private(set) var alert: Alert?
  private var latch: AlertLatch

  init(_ plan: ErrorBudgetPlan) {
    self.plan = plan
    latch = AlertLatch(intervalNanoseconds: plan.intervalNanoseconds)
  }

  private var allowed: Double { plan.allowed }
  private var plannedNanoseconds: Int64? { plan.plannedNanoseconds }

  /// Takes in the events of a measured interval.
  mutating func append(_ interval: SubjectInterval) {
    let (bad, total) = events(of: interval)
    sum.bad += bad
    sum.total += total
    filled += 1
    if filled == plan.stride {
      filled = 0
      slots.append(sum)
      slotCount += 1
      if slots.count > plan.capacity { slots.removeFirst() }
    }
  }

  /// Lets go of the last slots.
  mutating func dropSlots() { slots = [] }

  /// Takes the last of all slots that there were until now back.
  mutating func takeSlots(of all: [Point]) {
    slots = Array(all.prefix(slotCount).suffix(plan.capacity))
  }

  private func events(of interval: SubjectInterval) -> (bad: UInt64, total: UInt64) {
    let events = interval.events
    switch plan.objective.metric {
    case .errorRate:
      return (events.failed, events.count)
    case .quantile:
      // A budget may be beyond everything that is kept, and then beyond an integer.
      let limit = min(plan.objective.budget, Double(BucketLayout.highestTrackable))
      let slow = interval.good.count(above: Int64(limit))
      return (slow + events.bad, events.due)
    default:
      return (events.bad, events.due)
    }
  }

  /// The burn over the last `count` slots and the number of events in them; nil before that many.
  private func burn(over count: Int) -> (burn: Double, total: Double)? {
    guard slots.count > count, let newest = slots.last else { return nil }
    let oldest = slots[slots.count - 1 - count]
    let total = Double(newest.total - oldest.total)
    guard total > 0 else { return nil }
    return (Double(newest.bad - oldest.bad) / total / allowed, total)
  }

  /// The burn of the whole run so far.
  var burn: Double {
    guard sum.total > 0 else { return 0 }
    let share = Double(sum.bad) / Double(sum.total)
    return share == 0 ? 0 : allowed > 0 ? share / allowed : .infinity
  }

  /// What is left after `clock` ns of the planned clock.
  func left(plannedClock clock: Int64) -> Double {
    guard burn.isFinite else { return -.infinity }
    guard let planned = plannedNanoseconds, planned > 0 else { return 1 - burn }
    return 1 - burn * min(1, Double(clock) / Double(planned))
  }

  /// What the screen shows; nil before the first event.
  func status(plannedClock clock: Int64) -> ErrorBudgetStatus? {
    guard sum.total > 0 else { return nil }
    let left = left(plannedClock: clock)
    let now = pace
    return ErrorBudgetStatus(
      allowed: allowed,
      left: left,
      burn: now,
      emptyInNanoseconds: emptyIn(left: left, burn: now, clock: clock),
      alert: alert
    )
  }

  /// How fast the budget is used at the moment: the burn over the shortest window there is.
  private var pace: Double {
    for rule in plan.rules { if let burn = burn(over: rule.short) { return burn.burn } }
    for rule in plan.rules { if let burn = burn(over: rule.long) { return burn.burn } }
    return burn
  }

  private func emptyIn(left: Double, burn: Double, clock: Int64) -> Int64? {
    guard let planned = plannedNanoseconds, burn.isFinite, burn > 0 else { return nil }
    guard left > 0 else { return 0 }
    let nanoseconds = left * Double(planned) / burn
    return nanoseconds < Double(max(0, planned - clock)) ? Int64(nanoseconds) : nil
  }

  /// Which alert is on at the end of an interval, and what is to be told of it.
  ///
  /// One that gets worse is told again without an end in between; the words are those of its beginning.
  mutating func judge(plannedClock clock: Int64) -> [SessionEvent.Kind] {
    let firing = firing(clock)
    switch latch.take(firing != nil) {
    case .begins:
      alert = firing
      return firing.map { [.alert($0)] } ?? []
    case .ends:
      defer { alert = nil }
      return alert.map { [.alertOver($0)] } ?? []
    case nil:
      guard let firing, alert?.severity == .warning, firing.severity == .critical else { return [] }
      alert = firing
      return [.alert(firing)]
    }
  }

  private func firing(_ clock: Int64) -> Alert? {
    guard allowed > 0, plannedNanoseconds != nil else { return nil }
    guard sum.bad > 0 else { return nil }
    let left = left(plannedClock: clock)
    for rule in plan.rules {
      guard let long = burn(over: rule.long), long.burn > rule.factor,
        let short = burn(over: rule.short), short.burn > rule.factor, allowed * long.total >= 5
      else { continue }
      let empty = emptyIn(left: left, burn: pace, clock: clock)
      return make(rule.severity, rule.name, words(burn: long.burn, empty: empty))
    }
    guard left < 0.2, allowed * Double(sum.total) >= 5 || left <= 0,
      emptyIn(left: left, burn: pace, clock: clock) != nil
    else { return nil }
    if left < 0.1 {
      return make(
        .critical,
        "left",
        left <= 0 ? "error budget is used up" : "error budget under 10%"
      )
    }
    return make(.warning, "left", "error budget under 20%")
  }

  private func words(burn: Double, empty: Int64?) -> String {
    let tenths = Int((burn * 10).rounded())
    var text = "burns \(tenths / 10).\(tenths % 10)x too fast"
    if let empty { text += empty == 0 ? ", used up" : ", empty in \(empty / 1_000_000_000)s" }
    return text
  }

  private func make(_ severity: AlertRule.Severity, _ rule: String, _ words: String) -> Alert {
    let subject = plan.objective.subject.name
    return Alert(
      severity: severity,
      subject: subject,
      metric: plan.objective.metric.name,
      rule: rule,
      text: "\(plan.objective.metric.name) \(words)"
    )
  }

  /// The figures for the summary.
  func summary(plannedClock clock: Int64) -> ErrorBudgetSummary {
    ErrorBudgetSummary(
      subject: plan.objective.subject.name,
      metric: plan.objective.metric.name,
      allowed: allowed,
      bad: sum.bad,
      total: sum.total,
      left: left(plannedClock: clock),
      burn: burn
    )
  }
}
