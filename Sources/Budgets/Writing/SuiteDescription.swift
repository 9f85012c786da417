/// A suite as it was understood, in plain text: what `headroom check` prints.
package enum SuiteDescription {
  /// Benchmarks, objectives, profiles, environments and warnings; secrets are hidden.
  package static func text(_ suite: Suite) -> String {
    var lines: [String] = []
    let title = VisibleText.of(suite.name)
    lines.append(suite.about.isEmpty ? title : "\(title): \(VisibleText.of(suite.about))")
    lines += rows(facts(suite), indent: 2)
    lines += ["", "benchmarks"]
    let total = suite.benchmarks.reduce(0) { $0 + $1.weight }
    let objectives = Dictionary(grouping: suite.objectives, by: \.subject)
    for benchmark in suite.benchmarks {
      lines += describe(benchmark, suite, totalWeight: total)
      let own = objectives[.benchmark(benchmark.name)] ?? []
      lines += rows(own.map { row($0, suite.tolerance) }, indent: 4)
    }
    let ofSuite = suite.objectives.filter { $0.subject == .suite }
    if !ofSuite.isEmpty {
      lines += ["", "the suite as a whole"]
      lines += rows(ofSuite.map { row($0, suite.tolerance) }, indent: 2)
    }
    lines += ["", "profiles"]
    lines += rows(profiles(suite), indent: 2)
    if !suite.environmentNames.isEmpty {
      let names = suite.environmentNames.map { name in
        VisibleText.of(name) + (name == suite.environment ? " (in force)" : "")
      }
      lines += ["", "environments", "  " + names.joined(separator: ", ")]
    }
    if !suite.alerts.isEmpty {
      lines += ["", "alerts"]
      lines += rows(suite.alerts.map(row), indent: 2)
    }
    if !suite.warnings.isEmpty {
      lines += ["", "warnings"]
      lines += suite.warnings.map { "  " + VisibleText.of($0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func facts(_ suite: Suite) -> [[String]] {
    var facts: [[String]] = []
    if suite.target == "demo" {
      facts.append(["target", "the embedded demo server"])
    } else if !suite.target.isEmpty {
      facts.append(["target", VisibleText.of(SecretText.hidden(suite.target))])
    }
    facts.append(["verdicts", verdicts(suite.limits)])
    if let tolerance = suite.tolerance {
      facts.append(["tolerance", "\(tolerance.rawValue), +-\(ValueText.share(tolerance.share))"])
    }
    if suite.requiresTrust {
      facts.append(["trust", "required: an untrusted measurement cannot be judged"])
    }
    if !suite.tls.verifies {
      facts.append(["tls", "certificates are not checked"])
    } else if let file = suite.tls.authorityFile {
      facts.append(["tls", "certificates of \(VisibleText.of(file)) are believed too"])
    }
    if suite.recordsFullURLs {
      facts.append(["recordings", "keep the query strings of URLs"])
    }
    return facts
  }

  private static func verdicts(_ limits: VerdictLimits) -> String {
    if limits == .hard { return "hard: every breach is a violation" }
    return "drift above \(ValueText.share(limits.drift)) of a budget, violation above "
      + ValueText.share(limits.violation)
  }

  // MARK: - Benchmarks

  private static func describe(
    _ benchmark: Benchmark,
    _ suite: Suite,
    totalWeight: Double
  )
    -> [String]
  {
    var parts: [String] = []
    switch benchmark.workload {
    case .http(let request): parts += describe(request, suite)
    case .flow(let flow):
      for step in flow.steps { parts += describe(step.request, suite) }
    case .webSocket(let exchange): parts.append("WebSocket \(SecretText.hidden(exchange.url))")
    case .command(let command):
      parts.append(VisibleText.of(command.arguments.joined(separator: " ")))
    case .function: parts.append("Swift function")
    case .external(let engine): parts.append("from \(VisibleText.of(engine))")
    }
    if suite.benchmarks.count > 1 {
      let percent = (benchmark.weight / totalWeight * 1000).rounded() / 10
      parts.append("\(ValueText.number(percent))% of the load")
    }
    let think = benchmark.thinkNanoseconds
    if think.upperBound > 0 {
      let low = ValueText.duration(think.lowerBound)
      let high = ValueText.duration(think.upperBound)
      parts.append("think " + (low == high ? low : "\(low)..\(high)"))
    }
    parts.append("timeout \(ValueText.duration(benchmark.timeoutNanoseconds))")
    return ["  " + VisibleText.of(benchmark.name), "    " + parts.joined(separator: ", ")]
  }

  private static func describe(_ request: HTTPRequest, _ suite: Suite) -> [String] {
    var url = SecretText.hidden(request.url)
    if !suite.recordsFullURLs { url = SecretText.cuttingQuery(of: url) }
    var parts = [VisibleText.of("\(request.method) \(url)")]
    if !request.body.isEmpty {
      parts.append("body of \(ValueText.bytes(Int64(request.body.utf8.count)))")
    }
    if !request.headers.isEmpty {
      let names = request.headers.map { VisibleText.of($0.name) }
      parts.append("headers " + names.joined(separator: " "))
    }
    let expect = request.expect
    if !expect.statuses.isEmpty {
      let ranges = expect.statuses.map { range in
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
      }
      parts.append("expects " + ranges.joined(separator: " or "))
    }
    if expect.bodyContains != nil { parts.append("expects a text in the body") }
    if !expect.headers.isEmpty {
      let names = expect.headers.map { VisibleText.of($0.name) }
      parts.append("expects headers " + names.joined(separator: " "))
    }
    return parts
  }

  // MARK: - Objectives

  private static func row(_ objective: Objective, _ tolerance: Tolerance?) -> [String] {
    var notes: [String] = []
    if objective.limits == .hard {
      notes.append("hard")
    } else {
      let drift = limit(objective, objective.limits.drift)
      let violation = limit(objective, objective.limits.violation)
      let word = objective.comparison == .atMost ? "above" : "below"
      if drift == violation {
        notes.append("violation \(word) \(violation)")
      } else {
        notes.append("drift \(word) \(drift), violation \(word) \(violation)")
      }
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

  private static func row(_ alert: AlertRule) -> [String] {
    let sign = alert.comparison == .atMost ? ">" : "<"
    let value = ValueText.value(alert.limit, unit: alert.metric.unit)
    let subject = alert.benchmark.map { VisibleText.of($0) } ?? "every benchmark"
    return [alert.severity.rawValue, "\(alert.metric.name) \(sign) \(value)", subject]
  }

  // MARK: - Profiles

  private static func profiles(_ suite: Suite) -> [[String]] {
    var all = suite.profiles
    if let index = all.firstIndex(where: { $0.name == suite.profile.name }) {
      all[index] = suite.profile
    } else {
      all.append(suite.profile)
    }
    return all.map { profile in
      let isInForce = profile.name == suite.profile.name
      return [
        (isInForce ? "* " : "  ") + VisibleText.of(profile.name), load(profile), length(profile),
      ]
    }
  }

  /// The load of a profile in words: `50 users over 10s, 50 users for 2m`.
  package static func load(_ profile: LoadProfile) -> String {
    var parts = profile.stages.map { stage in
      let level =
        profile.model == .closed
        ? "\(ValueText.number(stage.to)) \(stage.to == 1 ? "user" : "users")"
        : ValueText.rate(stage.to)
      guard stage.nanoseconds > 0 else { return level }
      let word = stage.from == stage.to ? "for" : "over"
      return "\(level) \(word) \(ValueText.duration(stage.nanoseconds))"
    }
    if let iterations = profile.iterations { parts.append("\(iterations) requests at most") }
    if let most = profile.mostInFlight { parts.append("at most \(most) in flight") }
    if profile.arrivals != .even { parts.append("\(profile.arrivals.rawValue) arrivals") }
    if profile.isOverridden { parts.append("as the command line says") }
    return parts.joined(separator: ", ")
  }

  private static func length(_ profile: LoadProfile) -> String {
    var text = profile.plannedNanoseconds.map { "takes \(ValueText.duration($0))" } ?? ""
    if profile.warmupNanoseconds > 0 {
      text +=
        "\(text.isEmpty ? "" : ", ")after \(ValueText.duration(profile.warmupNanoseconds))"
        + " of warm-up"
    }
    return text
  }

  /// Cells in columns, two blanks apart.
  private static func rows(_ rows: [[String]], indent: Int) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { cells in
      var line = String(repeating: " ", count: indent)
      for (column, cell) in cells.enumerated() {
        line += cell
        if column < cells.count - 1 {
          line += String(repeating: " ", count: widths[column] - width(cell) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + VisibleText.columns(of: $1) }
  }
}
