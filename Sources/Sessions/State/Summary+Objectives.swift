import Budgets

extension Summary {
  /// All objectives, the benchmarks' in their order, then those of processes and the suite's.
  package var objectives: [ObjectiveSummary] {
    benchmarks.flatMap(\.objectives) + processes.flatMap(\.objectives) + suiteObjectives
  }

  /// All objectives, what needs attention first: the worst verdict, then the most consumed; equals in
  /// their order.
  package var objectivesByAttention: [ObjectiveSummary] {
    objectives.enumerated().sorted { left, right in
      let first = (left.element.judgement.verdict.severity, left.element.judgement.consumption ?? 0)
      let second = (
        right.element.judgement.verdict.severity, right.element.judgement.consumption ?? 0
      )
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }
}
