import Measurements

/// Objectives that can be read, and hardly say what is meant.
extension SuiteReading {
  /// Warns of budgets on the wrong side, of those that always or never hold, and of those that another
  /// one leaves nothing to say.
  func warnOfDoubts(_ suite: Suite, _ places: [BudgetSlot: SourcePosition]) {
    let bySubject = Dictionary(grouping: suite.objectives, by: \.subject)
    for subject in Self.subjects(of: suite.objectives) {
      let own = bySubject[subject] ?? []
      func warn(_ message: String, about objective: Objective) {
        let slot = BudgetSlot(subject: subject, metric: objective.metric)
        self.warn(message, at: places[slot])
      }
      for objective in own {
        guard let doubt = doubt(objective, own, suite) else { continue }
        warn(doubt, about: objective)
      }
      for (objective, other) in Self.contradictions(own) {
        warn("\(named(objective)) and \(shown(other)) can't both be met.", about: objective)
      }
      for (objective, other) in Self.inversions(own) {
        warn(
          "\(named(objective)) is stricter than \(shown(other)), which can then never break first. "
            + "Are they swapped?",
          about: objective
        )
      }
      if let (errors, availability) = Self.looseErrorRate(own) {
        warn(
          "\(named(errors)) allows more than \(shown(availability)), so it can never break first.",
          about: errors
        )
      }
    }
  }

  /// The subjects that have objectives, in their order.
  private static func subjects(of objectives: [Objective]) -> [Subject] {
    var known: Set<Subject> = []
    return objectives.map(\.subject).filter { known.insert($0).inserted }
  }

  /// What is doubtful in one objective by itself; nil if nothing is.
  private func doubt(_ objective: Objective, _ all: [Objective], _ suite: Suite) -> String? {
    if let consequence = Self.consequence(of: objective), !isOneOfTwoSides(objective, all) {
      let other: Comparison = objective.comparison == .atMost ? .atLeast : .atMost
      var meant = objective
      meant.comparison = other
      return "\(named(objective)) is broken by \(consequence). Did you mean "
        + "\(ValueText.budget(meant))?"
    }
    if Self.isAlwaysMet(objective) { return "\(named(objective)) is always met." }
    if let timeout = timeout(of: objective.subject, suite), objective.metric.isLatency,
      objective.comparison == .atMost, objective.budget > Double(timeout)
    {
      return "\(named(objective)) can't be broken: after \(ValueText.duration(timeout)) a timeout "
        + "makes a failure of it."
    }
    return nil
  }

  /// What breaks a budget that is on the side where less is worse, in words; nil on the usual side.
  private static func consequence(of objective: Objective) -> String? {
    guard objective.comparison != objective.metric.defaultComparison, !isAlwaysMet(objective) else {
      return nil
    }
    if objective.metric.isLatency { return "fast answers" }
    return objective.metric == .throughput ? "more throughput" : "lower use"
  }

  /// Whether the metric is held within a range, so that both sides are meant.
  private func isOneOfTwoSides(_ objective: Objective, _ all: [Objective]) -> Bool {
    all.contains { $0.metric == objective.metric && $0.comparison != objective.comparison }
  }

  private static func isAlwaysMet(_ objective: Objective) -> Bool {
    switch (objective.metric, objective.comparison) {
    case (.errorRate, .atMost): objective.budget >= 1
    case (_, .atLeast): objective.budget <= 0
    case (_, .atMost): false
    }
  }

  /// After which a request of this benchmark is a failure, ns; nil where several may follow each other.
  private func timeout(of subject: Subject, _ suite: Suite) -> Int64? {
    guard case .benchmark(let name) = subject,
      let benchmark = suite.benchmarks.first(where: { $0.name == name })
    else { return nil }
    switch benchmark.workload {
    case .http(let request): return request.retries > 0 ? nil : benchmark.timeoutNanoseconds
    case .webSocket: return benchmark.timeoutNanoseconds
    case .flow, .command, .function, .external: return nil
    }
  }

  // MARK: - Pairs

  /// Pairs that no measurement can meet: what is at least something lies below what is at most less.
  private static func contradictions(_ all: [Objective]) -> [(Objective, Objective)] {
    var pairs: [(Objective, Objective)] = []
    for low in all where low.comparison == .atLeast {
      for high in all where high.comparison == .atMost && high.budget < low.budget {
        guard low.metric == high.metric || low.metric.isNeverAbove(high.metric) else { continue }
        pairs.append((low, high))
      }
    }
    return pairs
  }

  /// Pairs in which what is never above has the larger budget; each metric with the next above it.
  private static func inversions(_ all: [Objective]) -> [(Objective, Objective)] {
    let limits = all.filter { $0.comparison == .atMost && $0.inEverySeconds == nil }
    return limits.compactMap { high in
      limits.filter { $0.metric.isNeverAbove(high.metric) && high.budget < $0.budget }
        .max { $0.metric.isNeverAbove($1.metric) }
        .map { (high, $0) }
    }
  }

  /// An error rate that is looser than the availability next to it.
  private static func looseErrorRate(_ all: [Objective]) -> (Objective, Objective)? {
    guard let errors = all.first(where: { $0.metric == .errorRate && !$0.isDefault }),
      let availability = all.first(where: { $0.metric == .availability }),
      errors.budget < 1, errors.budget > 1 - availability.budget + 1e-9
    else { return nil }
    return (errors, availability)
  }

  private func shown(_ objective: Objective) -> String {
    "'\(objective.metric.name)' \(ValueText.budget(objective))"
  }
}

extension Metric {
  /// Whether this figure of a set of latencies can't be above the other one.
  fileprivate func isNeverAbove(_ other: Metric) -> Bool {
    switch (self, other) {
    case (.quantile(let low), .quantile(let high)): low.share < high.share
    case (.minimum, .quantile), (.minimum, .mean), (.minimum, .maximum): true
    case (.quantile, .maximum), (.mean, .maximum): true
    default: false
    }
  }
}
