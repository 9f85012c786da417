import Budgets

// The loads that a session had, one after the other.
extension SessionState {
  /// A change and the interval that begins with it are told by different threads' clocks, ns.
  private static let tolerance: Int64 = 50_000_000

  /// Begins the steps whose load was in force when `record` began, and ends the one whose load changes
  /// while it lasts.
  mutating func enterSteps(before record: IntervalRecord) {
    let start = record.startNanoseconds
    while let next = coming.first, next.at <= start + Self.tolerance {
      coming.removeFirst()
      if let current = step, !current.isEmpty { finishedSteps.append(summary(of: current)) }
      stepCount += 1
      step = StepState(
        change: next.change,
        startNanoseconds: start,
        base: subjects.map(\.totals)
      )
    }
    if let next = coming.first, next.at < record.endNanoseconds - Self.tolerance {
      step?.close(subjects.map(\.totals))
    }
  }

  func summary(of step: StepState) -> StepSummary {
    step.summary(
      step.totals(subjects),
      objectives: objectives.map(\.objective),
      subjects: objectiveSubjects,
      roster: roster
    )
  }
}
