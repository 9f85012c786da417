import Budgets

extension Summary {
  /// All objectives, the benchmarks' in their order, then those of processes and the suite's.
  package var objectives: [ObjectiveSummary] {
    benchmarks.flatMap(\.objectives) + processes.flatMap(\.objectives) + suiteObjectives
  }

  /// Those that are counted and listed, what needs attention first.
  package var objectivesByAttention: [ObjectiveSummary] {
    let all = objectives
    return all.listedByAttention.map { all[$0] }
  }
}
