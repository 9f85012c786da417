import Budgets

/// Whether a limit of `alerts:` is exceeded by the last 10 s of a benchmark.
struct AlertRuleState {
  let rule: AlertRule
  /// An index into the subjects of the session.
  let subject: Int
  private let alert: Alert
  private let objective: Objective
  private var isOn = false
  private var calmIntervals = 0

  init(rule: AlertRule, subject: Int, name: String) {
    self.rule = rule
    self.subject = subject
    objective = Objective(
      subject: .benchmark(name),
      metric: rule.metric,
      comparison: rule.comparison,
      budget: rule.limit,
      limits: .hard
    )
    let sign = rule.comparison == .atMost ? ">" : "<"
    let limit = ValueText.value(rule.limit, unit: rule.metric.unit)
    alert = Alert(
      severity: rule.severity,
      subject: name,
      rule: "\(rule.metric.name) \(sign) \(limit)",
      text: "\(rule.metric.name) is \(sign == ">" ? "above" : "below") \(limit)"
    )
  }

  /// Begins at once, ends after three calm intervals.
  mutating func judge(_ totals: Totals) -> [SessionEvent.Kind] {
    let verdict = Budgets.judge(objective, totals).verdict
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
