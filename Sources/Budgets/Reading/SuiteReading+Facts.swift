extension SuiteReading {
  /// Takes the variables of the environment in force.
  func setVariables(_ environment: Section?) {
    guard let entry = environment?["variables"] else { return }
    guard let entries = entry.value.entries else {
      report(
        "'variables' is a mapping, as in { TARGET_HOST: demo }; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return
    }
    for item in entries {
      guard let value = text(item.value, item.key, .text) else { continue }
      scope.defaults[item.key] = value
    }
  }

  /// Where requests go.
  func target(_ entry: SourceEntry?) -> Target? {
    guard let entry else { return isRecorded ? .unknown : nil }
    guard let written = text(entry.value, entry.key, .text, use: .address) else { return nil }
    let text =
      written == "demo" ? written : RequestAddress.spelledOut(written, hasTarget: false) ?? written
    noteSecrets(inAddress: text, of: entry.value)
    if isRecorded { return text == "demo" ? .demo : .unknown }
    guard let text = constant(text, of: entry.value, in: "'target'") else { return nil }
    if text == "demo" { return .demo }
    do throws(RequestAddress.Failure) {
      let address = try RequestAddress.parse(text)
      if address.path.contains("?") {
        report("'target' has a query. Write it in the benchmarks.", at: entry.value.position)
        return nil
      }
      return .address(address)
    } catch {
      report("'target': \(error.message)", at: entry.value.position)
      return nil
    }
  }

  /// Where requests go, as it may be shown.
  func targetText(_ target: Target?) -> String {
    switch target {
    case .demo: "demo"
    case .address(let address): address.origin
    case .unknown, nil: ""
    }
  }

  /// Where drift and violation begin.
  func verdictLimits(_ entry: SourceEntry?) -> VerdictLimits {
    guard let entry else { return VerdictLimits() }
    if case .scalar = entry.value.content {
      return choice(entry, ["hard"]) == nil ? VerdictLimits() : .hard
    }
    guard let section = Section(.verdicts, entry.value, label: "'verdicts'", in: self) else {
      return VerdictLimits()
    }
    var limits = VerdictLimits()
    if let drift = section["drift"], let share = quantity(drift.value, drift.key, .share) {
      limits.drift = share
      if section["violation"] == nil { limits.violation = max(limits.violation, share) }
    }
    if let violation = section["violation"],
      let share = quantity(violation.value, violation.key, .share)
    {
      limits.violation = share
      if section["drift"] == nil { limits.drift = min(limits.drift, share) }
    }
    if limits.drift <= 0 || limits.violation < limits.drift {
      let seen =
        "\(ValueText.share(limits.drift)), violation \(ValueText.share(limits.violation))"
      report(
        "'verdicts': drift \(seen). Drift begins above 0%, and not above violation.",
        at: entry.value.position
      )
    }
    return limits
  }

  /// Whose certificates are believed.
  func tls(_ entry: SourceEntry?) -> TLSTrust? {
    guard let entry, let section = Section(.tls, entry.value, label: "'tls'", in: self) else {
      return nil
    }
    return TLSTrust(
      verifies: choice(section["verify"], ["true", "false"]) != "false",
      authorityFile: section["ca"].flatMap { text($0.value, $0.key, .text) }
    )
  }

  /// What raises an alert.
  func alerts(_ entry: SourceEntry?) -> [AlertRule] {
    guard let entry,
      let section = Section(.alerts, entry.value, label: "'alerts'", in: self)
    else { return [] }
    var rules: [AlertRule] = []
    for severity in [AlertRule.Severity.critical, .warning] {
      guard let list = section[severity.rawValue] else { continue }
      for node in elements(list.value) {
        guard let text = text(node, list.key, .comparison) else { continue }
        let word = String(text.prefix { $0.isLetter || $0 == "_" || $0 == "-" || $0 == "." })
        if ["burn", "left", "budget_left", "burn_rate"].contains(word) {
          reportLater("an alert on '\(word)'", at: node.position)
          continue
        }
        do throws(BudgetExpression.Failure) {
          let expression = try BudgetExpression.parse(text)
          let new = alertRules(expression, severity, at: node.position)
          if let first = new.first { warnOfAlert(first, after: rules, at: node.position) }
          rules += new
        } catch {
          if error.isLater, isRecorded { continue }
          report(error.message, at: node.position)
        }
      }
    }
    return rules
  }

  /// Warns of an alert that comes when all is well, and of a warning that never comes first.
  private func warnOfAlert(
    _ rule: AlertRule,
    after others: [AlertRule],
    at position: SourcePosition
  ) {
    guard !isRecorded else { return }
    let sign = rule.comparison == .atMost ? ">" : "<"
    func shown(_ limit: Double) -> String {
      "'\(rule.metric.name) \(sign) \(ValueText.value(limit, unit: rule.metric.unit))'"
    }
    if rule.comparison != rule.metric.defaultComparison {
      let other = sign == ">" ? "<" : ">"
      warn(
        "the alert \(shown(rule.limit)) fires when all is well. Did you mean '\(other)'?",
        at: position
      )
    }
    // Critical ones are read first.
    for critical in others
    where rule.severity == .warning && critical.severity == .critical
      && critical.metric == rule.metric && critical.comparison == rule.comparison
      && (critical.benchmark == nil || critical.benchmark == rule.benchmark)
    {
      let comesLater =
        rule.comparison == .atMost ? rule.limit >= critical.limit : rule.limit <= critical.limit
      guard comesLater else { continue }
      warn(
        "the warning \(shown(rule.limit)) never comes before the critical alert "
          + "\(shown(critical.limit)).",
        at: position
      )
    }
  }

  private func alertRules(
    _ expression: BudgetExpression,
    _ severity: AlertRule.Severity,
    at position: SourcePosition
  ) -> [AlertRule] {
    guard expression.metric.isOfRequests else {
      report(
        "an alert watches latency, errors or throughput, not '\(expression.metric.name)'. Write it "
          + "as a budget.",
        at: position
      )
      return []
    }
    var names: [String?] = [nil]
    if let name = expression.benchmark {
      let place = BudgetPlace(subjects: [], owner: nil, limits: .hard)
      guard let subjects = subjects(named: name, place, at: position),
        isPossible(expression.metric, of: subjects, at: position)
      else { return [] }
      names = subjects.map(\.name)
    }
    // What is written is when it fires; the rule holds the side that is good.
    let good: Comparison = expression.comparison == .atMost ? .atLeast : .atMost
    return names.map { name in
      AlertRule(
        severity: severity,
        benchmark: name,
        metric: expression.metric,
        comparison: good,
        limit: expression.value
      )
    }
  }
}
