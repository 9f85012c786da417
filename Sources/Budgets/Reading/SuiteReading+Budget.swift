/// What one place of the file says about one metric of one subject.
struct BudgetEntry {
  /// What it is about.
  var slot: BudgetSlot
  /// The objectives; none if it was removed.
  var objectives: [Objective]
  /// Where it stands; nil for the command line.
  var position: SourcePosition?
  /// Whether it was written for several subjects at once; what is written for one comes before it.
  var isShared = false
}

/// What a budget is about.
struct BudgetSlot: Hashable {
  /// Whom it is about.
  var subject: Subject
  /// The metric.
  var metric: Metric
}

/// What a `budget:` is part of.
struct BudgetPlace {
  /// What a metric without a name is about.
  var subjects: [Subject]
  /// The benchmark whose own budget it is; nil where every name has a place.
  var owner: String?
  /// Where drift and violation begin.
  var limits: VerdictLimits
}

extension SuiteReading {
  /// Reads a `budget:`.
  func budget(_ entry: SourceEntry?, _ place: BudgetPlace) -> [BudgetEntry] {
    guard let entry else { return [] }
    var found: [BudgetEntry] = []
    if case .mapping(let metrics) = entry.value.content {
      for metric in metrics { found += entries(metric, place) }
    } else if case .sequence(let nodes) = entry.value.content {
      for node in nodes { found += comparison(node, place) }
    } else if let text = text(entry.value, "budget", .budget) {
      if text.contains(where: { "<>≤≥".contains($0) }) {
        found += comparison(entry.value, place)
      } else {
        report("'budget' is \(ValueKind.budget.example), not '\(text)'.", at: entry.value.position)
      }
    }
    let single = withoutDuplicates(found.filter { !$0.isShared })
    let named = Set(single.map(\.slot))
    return withoutDuplicates(found.filter { $0.isShared && !named.contains($0.slot) }) + single
  }

  private func withoutDuplicates(_ entries: [BudgetEntry]) -> [BudgetEntry] {
    var first: [String: SourcePosition?] = [:]
    return entries.filter { entry in
      let side = entry.objectives.first?.comparison.rawValue ?? ""
      let key = "\(entry.slot.subject)\u{0}\(entry.slot.metric.name)\u{0}\(side)"
      if let earlier = first[key] {
        let line =
          request.origins.isEmpty ? earlier.map { ", first in line \($0.line)" } ?? "" : ""
        let name = entry.slot.metric.name
        report("'\(name)' is budgeted twice\(line). Remove one.", at: entry.position)
        return false
      }
      first.updateValue(entry.position, forKey: key)
      return true
    }
  }

  /// Reads one `metric: budget`, `name.metric: budget` or `name: { metric: budget }`.
  private func entries(_ entry: SourceEntry, _ place: BudgetPlace) -> [BudgetEntry] {
    if let metrics = BudgetNames.metrics(of: entry) {
      guard let subjects = subjects(named: entry.key, place, at: entry.position) else { return [] }
      let inside = BudgetPlace(subjects: subjects, owner: entry.key, limits: place.limits)
      return metrics.flatMap { entries($0, inside) }
    }
    var subjects = place.subjects
    let parts = MetricName.split(entry.key)
    if let name = parts.benchmark {
      guard let named = self.subjects(named: name, place, at: entry.position) else { return [] }
      subjects = named
    }
    guard
      let metric = metric(parts.metric, of: subjects, at: entry.position),
      let objectives = objectives(entry, metric, place.limits)
    else { return [] }
    return shared(objectives, metric, subjects, at: entry.position)
  }

  /// A metric that all subjects can have.
  private func metric(
    _ name: String,
    of subjects: [Subject],
    at position: SourcePosition
  ) -> Metric? {
    switch MetricName.parse(name) {
    case .known(let metric): return isPossible(metric, of: subjects, at: position) ? metric : nil
    case .later: reportLater("the metric '\(name)'", at: position)
    case .unknown: report(MetricName.complaint(about: name), at: position)
    }
    return nil
  }

  /// The objectives of one metric, about anything yet; none if it is removed, nil if it can't be read.
  private func objectives(
    _ entry: SourceEntry,
    _ metric: Metric,
    _ limits: VerdictLimits
  ) -> [Objective]? {
    var objective = Objective(subject: .suite, metric: metric, budget: 0, limits: limits)
    if case .scalar = entry.value.content {
      guard let text = text(entry.value, entry.key, .anything) else {
        // A figure that is withheld is no reason for the default on errors.
        return isRecorded ? [] : nil
      }
      if text == "none" { return [] }
      guard let figure = figure(text, of: metric, entry.value, label: entry.key) else { return nil }
      if let comparison = figure.comparison {
        objective.comparison = comparison
        objective.limits = .hard
      }
      objective.setBudget(figure.value, as: figure.text)
    } else {
      guard
        let section = Section(.objective, entry.value, label: "'\(entry.key)'", in: self),
        let windowed = windowed(section, objective, entry)
      else { return nil }
      objective = windowed
    }
    return canBeMet(objective, entry.key, at: entry.value.position) ? [objective] : nil
  }

  private func windowed(
    _ section: Section,
    _ base: Objective,
    _ entry: SourceEntry
  ) -> Objective? {
    var objective = base
    let sides: [(String, Comparison)] = [("at_most", .atMost), ("at_least", .atLeast)]
    let given = sides.compactMap { side in section[side.0].map { ($0, side.1) } }
    guard let (side, comparison) = given.first else {
      if !section.hasUnknownKeys {
        report(
          "'\(entry.key)' needs at_most or at_least, as in \(SectionName.objective.example).",
          at: entry.value.position
        )
      }
      return nil
    }
    if given.count > 1 {
      report("'\(entry.key)' has at_most and at_least. Write one of them.", at: given[1].0.position)
      return nil
    }
    objective.comparison = comparison
    if !objective.metric.isOfRequests,
      let extra = section["in_every"] ?? section["error_budget"]
    {
      report(
        "'\(objective.metric.name)' is judged over the whole run. Leave '\(extra.key)' out.",
        at: extra.position
      )
      return nil
    }
    if let window = section["in_every"] {
      guard let length = duration(window, least: 1_000_000_000) else { return nil }
      guard length % 1_000_000_000 == 0 else {
        report(
          "'in_every' is whole seconds, as in 10s, not \(ValueText.duration(length)).",
          at: window.value.position
        )
        return nil
      }
      objective.inEverySeconds = Double(length / 1_000_000_000)
    }
    if let allowed = section["error_budget"] {
      guard let share = quantity(allowed.value, allowed.key, .share) else { return nil }
      guard share > 0, share < 1 else {
        report(
          "'error_budget' is \(ValueText.share(share)). Write more than 0% and less than 100%.",
          at: allowed.value.position
        )
        return nil
      }
      objective.errorBudget = share
    }
    guard let text = text(side.value, side.key, .anything),
      let figure = figure(text, of: objective.metric, side.value, label: entry.key)
    else { return nil }
    if figure.comparison != nil {
      report("'\(side.key)' says the side already: leave '<' and '>' out.", at: side.value.position)
      return nil
    }
    objective.setBudget(figure.value, as: figure.text)
    return objective
  }

  /// Reads `200ms` or `<= 200ms`.
  private func figure(
    _ text: String,
    of metric: Metric,
    _ node: SourceNode,
    label: String
  ) -> (
    comparison: Comparison?, value: Double, text: Substring
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
      return (comparison, try metric.unit.need.read(String(rest)), rest)
    } catch {
      report("'\(label)': \(error.message)", at: node.position)
      return nil
    }
  }

  /// Whether an objective can be met; a problem if not.
  private func canBeMet(
    _ objective: Objective,
    _ label: String,
    at position: SourcePosition
  ) -> Bool {
    guard let complaint = Self.complaint(about: objective) else { return true }
    report("'\(label)': \(complaint)", at: position)
    return false
  }

  /// The same objectives for each subject.
  private func shared(
    _ objectives: [Objective],
    _ metric: Metric,
    _ subjects: [Subject],
    at position: SourcePosition?
  ) -> [BudgetEntry] {
    subjects.map { subject in
      BudgetEntry(
        slot: BudgetSlot(subject: subject, metric: metric),
        objectives: objectives.map { objective in
          var own = objective
          own.subject = subject
          return own
        },
        position: position,
        isShared: subjects.count > 1
      )
    }
  }

  /// Reads one comparison of a list, `p(95)<200`.
  private func comparison(_ node: SourceNode, _ place: BudgetPlace) -> [BudgetEntry] {
    guard let text = text(node, "budget", .comparison) else { return [] }
    do throws(BudgetExpression.Failure) {
      let expression = try BudgetExpression.parse(text)
      var subjects = place.subjects
      if let name = expression.benchmark {
        guard let named = self.subjects(named: name, place, at: node.position) else { return [] }
        subjects = named
      }
      guard isPossible(expression.metric, of: subjects, at: node.position),
        canBeMet(expression.objective, text, at: node.position)
      else { return [] }
      return shared([expression.objective], expression.metric, subjects, at: node.position)
    } catch {
      if error.isLater, isRecorded { return [] }
      report(error.message, at: node.position)
      return []
    }
  }
}

extension BudgetExpression {
  /// What it says, about anything yet: a comparison is hard.
  var objective: Objective {
    var objective = Objective(
      subject: .suite,
      metric: metric,
      comparison: comparison,
      budget: value,
      limits: .hard
    )
    objective.written = written
    return objective
  }
}
