extension SuiteDescription {
  static func row(_ objective: Objective, _ tolerance: Tolerance?) -> [String] {
    var notes: [String] = []
    let drift = limit(objective, objective.limits.drift)
    let violation = limit(objective, objective.limits.violation)
    let word = objective.comparison == .atMost ? "above" : "below"
    if objective.limits.isHard {
      notes.append("hard: violation \(word) \(violation)")
    } else {
      notes.append("drift \(word) \(drift), violation \(word) \(violation)")
    }
    if let window = objective.inEverySeconds {
      notes.append("in every \(ValueText.duration(Int64(window * 1e9)))")
    }
    if let allowed = objective.errorBudget {
      notes.append("error budget \(ValueText.share(allowed))")
    }
    if let tolerance, objective.metric.isLatency {
      let low = shown(objective.budget * (1 - tolerance.share), objective.metric.unit)
      let high = shown(objective.budget * (1 + tolerance.share), objective.metric.unit)
      notes.append("band \(low) to \(high)")
    }
    if objective.isDefault { notes.append("default") }
    return [
      objective.metric.name, ValueText.budget(objective), notes.joined(separator: ", "),
    ]
  }

  /// The figure at which `consumption` of the budget is used.
  private static func limit(_ objective: Objective, _ consumption: Double) -> String {
    let value: Double =
      switch (objective.metric, objective.comparison) {
      case (.availability, _): max(0, 1 - (1 - objective.budget) * consumption)
      case (_, .atMost): objective.budget * consumption
      case (_, .atLeast): objective.budget / consumption
      }
    return shown(value, objective.metric.unit)
  }

  /// A computed figure, rounded so that it says no more than it should.
  private static func shown(_ value: Double, _ unit: MetricUnit) -> String {
    var scale = 1.0
    while value * scale < 10_000, scale < 1e12, value > 0 { scale *= 10 }
    let rounded = value > 10_000 ? value.rounded() : (value * scale).rounded() / scale
    return ValueText.value(rounded, unit: unit)
  }

  static func row(_ alert: AlertRule) -> [String] {
    let sign = alert.comparison == .atMost ? ">" : "<"
    let value = ValueText.value(alert.limit, unit: alert.metric.unit)
    let subject = alert.benchmark.map { VisibleText.of($0) } ?? "every benchmark"
    return [alert.severity.rawValue, "\(alert.metric.name) \(sign) \(value)", subject]
  }
}
