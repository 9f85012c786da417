import Budgets

/// Whether a limit of `alerts:` is exceeded by the last 10 s of a benchmark.
struct AlertRuleState {
  let rule: AlertRule
  /// An index into the subjects of the session.
  let subject: Int
  private let alert: Alert
  private var counter: VerdictCounter
  private var isOn = false
  private var calmIntervals = 0

  init(rule: AlertRule, subject: Int, name: String, intervalNanoseconds: Int64) {
    self.rule = rule
    self.subject = subject
    let objective = Objective(
      subject: .benchmark(name),
      metric: rule.metric,
      comparison: rule.comparison,
      budget: rule.limit,
      limits: .hard
    )
    counter = VerdictCounter(objective, intervalNanoseconds: intervalNanoseconds)
    let sign = rule.comparison == .atMost ? ">" : "<"
    let limit = ValueText.value(rule.limit, unit: rule.metric.unit)
    alert = Alert(
      severity: rule.severity,
      subject: name,
      rule: "\(rule.metric.name) \(sign) \(limit)",
      text: "\(rule.metric.name) is \(sign == ">" ? "above" : "below") \(limit)"
    )
  }

  /// Lets go of the last 10 s.
  mutating func dropTen() { counter.dropTen() }

  /// Takes the last 10 s back, of which its subject has the intervals.
  mutating func takeTen(of subject: SubjectState) { counter.takeTen(subject.recent.ten) }

  /// Begins at once, ends after three calm intervals.
  mutating func judge(
    _ subjects: [SubjectState],
    interval: SubjectInterval
  ) -> [SessionEvent.Kind] {
    guard interval.isActive else { return [] }
    counter.append(interval)
    let verdict = counter.lastTen(
      subjects[subject].recent.lastTen,
      subjects[subject].recent.totalsOfTen
    )
    if verdict == .violation {
      calmIntervals = 0
      if isOn { return [] }
      isOn = true
      return [.alert(alert)]
    }
    guard isOn else { return [] }
    calmIntervals += 1
    guard calmIntervals >= 3 else { return [] }
    isOn = false
    calmIntervals = 0
    return [.alertOver(alert)]
  }
}
