import Measurements

/// What one place of the file says about one metric.
struct BudgetEntry {
  /// What it is about.
  var subject: Subject
  /// The metric.
  var metric: Metric
  /// The objectives; none if it was removed.
  var objectives: [Objective]
  /// Where it stands; nil for the command line.
  var position: SourcePosition?
}

extension SuiteReading {
  /// What a `budget:` is part of.
  struct BudgetPlace {
    /// What a metric without a benchmark's name is about.
    var subject: Subject
    /// The benchmarks of the file, for names; nil where names have no place.
    var benchmarks: Set<String>?
    /// Where drift and violation begin.
    var limits: VerdictLimits
    /// Whether metrics of kinds of work whose turn has not come are passed over.
    var isLater = false
  }

  /// Reads a `budget:`.
  func budget(_ entry: SourceEntry?, _ place: BudgetPlace) -> [BudgetEntry] {
    guard let entry else { return [] }
    var found: [BudgetEntry] = []
    if case .mapping(let metrics) = entry.value.content {
      for metric in metrics { found += objective(metric, place) }
    } else if case .sequence(let nodes) = entry.value.content {
      for node in nodes { found += comparison(node, place) }
    } else if let text = text(entry.value, "budget", .budget) {
      if text.contains(where: { "<>≤≥".contains($0) }) {
        found += comparison(entry.value, place)
      } else {
        report("'budget' is \(ValueKind.budget.example), not '\(text)'.", at: entry.value.position)
      }
    }
    return withoutDuplicates(found)
  }

  private func withoutDuplicates(_ entries: [BudgetEntry]) -> [BudgetEntry] {
    var first: [String: SourcePosition?] = [:]
    return entries.filter { entry in
      let side = entry.objectives.first?.comparison.rawValue ?? ""
      let key = "\(entry.subject.name)\u{0}\(entry.metric.name)\u{0}\(side)"
      if let earlier = first[key] {
        let line = earlier.map { ", first in line \($0.line)" } ?? ""
        report("'\(entry.metric.name)' is budgeted twice\(line). Remove one.", at: entry.position)
        return false
      }
      first.updateValue(entry.position, forKey: key)
      return true
    }
  }

  /// Reads one `metric: budget`.
  private func objective(_ entry: SourceEntry, _ place: BudgetPlace) -> [BudgetEntry] {
    var name = entry.key
    var subject = place.subject
    let parts = MetricName.split(entry.key)
    if let benchmark = parts.benchmark {
      guard check(benchmark, place, at: entry.position) else { return [] }
      subject = .benchmark(benchmark)
      name = parts.metric
    }
    let metric: Metric
    switch MetricName.parse(name) {
    case .known(let known): metric = known
    case .later:
      if !place.isLater { reportLater("the metric '\(name)'", at: entry.position) }
      return []
    case .unknown:
      if !place.isLater { report(MetricName.complaint(about: name), at: entry.position) }
      return []
    }
    if case .scalar = entry.value.content {
      guard let text = text(entry.value, entry.key, .anything) else {
        // A figure that is withheld is no reason for the default on errors.
        guard isRecorded else { return [] }
        return [
          BudgetEntry(subject: subject, metric: metric, objectives: [], position: entry.position)
        ]
      }
      if text == "none" {
        return [
          BudgetEntry(subject: subject, metric: metric, objectives: [], position: entry.position)
        ]
      }
      guard let figure = figure(text, of: metric, entry.value, label: entry.key) else { return [] }
      var objective = Objective(
        subject: subject,
        metric: metric,
        comparison: figure.comparison,
        budget: figure.value,
        limits: figure.comparison == nil ? place.limits : .hard
      )
      return [finish(&objective, at: entry)].compactMap { $0 }
    }
    guard
      let section = Section(.objective, entry.value, label: "'\(entry.key)'", in: self)
    else { return [] }
    return windowed(section, Objective(subject: subject, metric: metric, budget: 0), entry, place)
  }

  private func windowed(
    _ section: Section,
    _ base: Objective,
    _ entry: SourceEntry,
    _ place: BudgetPlace
  ) -> [BudgetEntry] {
    var objective = base
    objective.limits = place.limits
    let sides: [(String, Comparison)] = [("at_most", .atMost), ("at_least", .atLeast)]
    let given = sides.compactMap { side in section[side.0].map { ($0, side.1) } }
    guard let (side, comparison) = given.first else {
      if !section.hasUnknownKeys {
        report(
          "'\(entry.key)' needs at_most or at_least, as in \(SectionName.objective.example).",
          at: entry.value.position
        )
      }
      return []
    }
    if given.count > 1 {
      report("'\(entry.key)' has at_most and at_least. Write one of them.", at: given[1].0.position)
      return []
    }
    objective.comparison = comparison
    if let window = section["in_every"] {
      guard let length = duration(window, least: 1_000_000_000) else { return [] }
      guard length % 1_000_000_000 == 0 else {
        report(
          "'in_every' is whole seconds, as in 10s, not \(ValueText.duration(length)).",
          at: window.value.position
        )
        return []
      }
      objective.inEverySeconds = Double(length / 1_000_000_000)
    }
    if let allowed = section["error_budget"] {
      guard let share = quantity(allowed.value, allowed.key, .share) else { return [] }
      guard share > 0, share < 1 else {
        report(
          "'error_budget' is \(ValueText.share(share)). Write more than 0% and less than 100%.",
          at: allowed.value.position
        )
        return []
      }
      objective.errorBudget = share
    }
    guard let text = text(side.value, side.key, .anything),
      let figure = figure(text, of: objective.metric, side.value, label: entry.key)
    else { return [] }
    if figure.comparison != nil {
      report("'\(side.key)' says the side already: leave '<' and '>' out.", at: side.value.position)
      return []
    }
    objective.budget = figure.value
    return [finish(&objective, at: entry)].compactMap { $0 }
  }

  /// Reads `200ms` or `<= 200ms`.
  private func figure(
    _ text: String,
    of metric: Metric,
    _ node: SourceNode,
    label: String
  ) -> (
    comparison: Comparison?, value: Double
  )? {
    var rest = Substring(text)
    while rest.first == " " { rest.removeFirst() }
    var comparison: Comparison?
    if let sign = rest.first, "<>≤≥".contains(sign) {
      comparison = "<≤".contains(sign) ? .atMost : .atLeast
      rest.removeFirst()
      if rest.first == "=" { rest.removeFirst() }
    }
    do throws(ValueError) {
      return (comparison, try metric.unit.need.read(String(rest)))
    } catch {
      report("'\(label)': \(error.message)", at: node.position)
      return nil
    }
  }

  /// Checks that an objective can be met.
  private func finish(_ objective: inout Objective, at entry: SourceEntry) -> BudgetEntry? {
    if let complaint = Self.complaint(about: objective) {
      report("'\(entry.key)': \(complaint)", at: entry.value.position)
      return nil
    }
    return BudgetEntry(
      subject: objective.subject,
      metric: objective.metric,
      objectives: [objective],
      position: entry.position
    )
  }

  /// Why no benchmark can meet an objective; nil if one can.
  static func complaint(about objective: Objective) -> String? {
    let metric = objective.metric
    let isShare = metric == .errorRate || metric == .availability
    let shown = ValueText.value(objective.budget, unit: metric.unit)
    if isShare, objective.budget > 1 {
      return "\(shown) is more than all. Write at most 100%."
    }
    if metric == .availability, objective.comparison == .atMost {
      return "'\(metric.name)' is good when it is high. Write at_least, or >=."
    }
    if metric == .errorRate, objective.comparison == .atLeast {
      return "'error_rate' is good when it is low. Write at_most, or <=."
    }
    if metric.isLatency, objective.comparison == .atMost, objective.budget < 1 {
      return "no benchmark can meet a budget of 0. Write a duration, as in 200ms."
    }
    if metric.isLatency, objective.budget > 3_600_000_000_000 {
      return "\(shown) is longer than 1h, the longest that is measured."
    }
    return nil
  }

  /// Reads one comparison of a list, `p(95)<200`.
  private func comparison(_ node: SourceNode, _ place: BudgetPlace) -> [BudgetEntry] {
    guard let text = text(node, "budget", .comparison) else { return [] }
    do throws(BudgetExpression.Failure) {
      let expression = try BudgetExpression.parse(text)
      var subject = place.subject
      if let name = expression.benchmark {
        guard check(name, place, at: node.position) else { return [] }
        subject = .benchmark(name)
      }
      var objective = Objective(
        subject: subject,
        metric: expression.metric,
        comparison: expression.comparison,
        budget: expression.value,
        limits: .hard
      )
      let entry = SourceEntry(key: text, position: node.position, value: node)
      return [finish(&objective, at: entry)].compactMap { $0 }
    } catch {
      if error.isLater, isRecorded || place.isLater { return [] }
      report(error.message, at: node.position)
      return []
    }
  }

  /// Whether a benchmark that a budget names exists.
  private func check(_ name: String, _ place: BudgetPlace, at position: SourcePosition) -> Bool {
    if place.isLater { return false }
    guard let benchmarks = place.benchmarks else {
      report(
        "'\(name).' names a benchmark inside a benchmark. Leave it out, or write it in a profile.",
        at: position
      )
      return false
    }
    guard !benchmarks.contains(name) else { return true }
    let sorted = benchmarks.sorted()
    let list = sorted.prefix(20).map { VisibleText.of($0) }.joined(separator: ", ")
    let way = Spelling.hint(for: name, among: sorted) ?? "Benchmarks: \(list)."
    report("no benchmark '\(name)'. \(way)", at: position)
    return false
  }
}

extension Metric {
  /// Whether it is about the share of bad events.
  var isAboutErrors: Bool { self == .errorRate || self == .availability }
}
