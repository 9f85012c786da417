import Budgets

/// Whether a limit of `alerts:` is exceeded by the last 10 s of a benchmark.
struct AlertRuleState {
  let rule: AlertRule
  /// An index into the subjects of the session.
  let subject: Int
  private let alert: Alert
  /// The alert that was told last.
  private var begun: Alert
  private var counter: VerdictCounter
  private var latch: AlertLatch

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
    latch = AlertLatch(intervalNanoseconds: intervalNanoseconds)
    let sign = rule.comparison == .atMost ? ">" : "<"
    let limit = ValueText.value(rule.limit, unit: rule.metric.unit)
    alert = Alert(
      severity: rule.severity,
      subject: name,
      metric: rule.metric.name,
      rule: "\(rule.metric.name) \(sign) \(limit)",
      text: "\(rule.metric.name) is \(sign == ">" ? "above" : "below") \(limit)"
    )
    begun = alert
  }

  /// Lets go of the last 10 s.
  mutating func dropTen() { counter.dropTen() }

  /// Takes the last 10 s back, of which its subject has the intervals.
  mutating func takeTen(of subject: SubjectState) { counter.takeTen(subject.recent.ten) }

  /// What is to be told at the end of an interval.
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
    switch latch.take(verdict == .violation) {
    case .begins:
      begun = alert
      let ten = subjects[subject].recent.totalsOfTen
      if Budgets.judge(counter.objective, ten).tooFewAnswers {
        begun.text = "\(alert.metric): too many failed"
      }
      return [.alert(begun)]
    case .ends: return [.alertOver(begun)]
    case nil: return []
    }
  }
}
