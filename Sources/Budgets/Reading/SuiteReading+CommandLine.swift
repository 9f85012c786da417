extension SuiteReading {
  /// A budget of the command line, and how it was written.
  typealias WrittenBudget = (text: String, expression: BudgetExpression)

  /// The budgets of the command line.
  func commandLineExpressions() -> [WrittenBudget] {
    request.budgets.compactMap { text in
      do throws(BudgetExpression.Failure) {
        let expression = try BudgetExpression.parse(text)
        if let complaint = Self.complaint(about: expression.objective) {
          report("--budget '\(text)': \(complaint)", at: nil)
          return nil
        }
        return (text, expression)
      } catch {
        report("--budget: \(error.message)", at: nil)
        return nil
      }
    }
  }

  /// Those that name what they are about.
  func commandLineBudgets(_ budgets: [WrittenBudget]) -> [BudgetEntry] {
    budgets.flatMap { text, expression -> [BudgetEntry] in
      guard let name = expression.benchmark else { return [] }
      guard roster.subjects(name) != nil || roster.delivered(name) != nil else {
        _ = chosen(name, roster.names, "benchmark", "benchmarks", of: "--budget '\(text)': ")
        return []
      }
      let place = BudgetPlace(subjects: [], owner: nil, limits: .hard)
      guard let subjects = subjects(named: name, place, at: nil) else { return [] }
      return entries(expression, text, subjects)
    }
  }

  /// Those that are about every benchmark that can have the metric.
  func commandLineBudgets(_ budgets: [WrittenBudget], for benchmarks: [Benchmark]) -> [BudgetEntry]
  {
    budgets.flatMap { text, expression -> [BudgetEntry] in
      guard expression.benchmark == nil else { return [] }
      let all = benchmarks.map { Subject.benchmark($0.name) }
      let able = all.filter { complaint(about: expression.metric, of: $0) == nil }
      return entries(expression, text, able.isEmpty ? all : able)
    }
  }

  private func entries(
    _ expression: BudgetExpression,
    _ text: String,
    _ subjects: [Subject]
  ) -> [BudgetEntry] {
    for subject in subjects {
      guard let complaint = complaint(about: expression.metric, of: subject) else { continue }
      report("--budget '\(text)': \(complaint)", at: nil)
      return []
    }
    return subjects.map { subject in
      var objective = expression.objective
      objective.subject = subject
      return BudgetEntry(
        slot: BudgetSlot(subject: subject, metric: expression.metric),
        objectives: [objective],
        position: nil
      )
    }
  }
}
