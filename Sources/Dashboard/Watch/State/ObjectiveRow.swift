import Budgets
import Sessions

/// One line of the table: an objective, with the figures of its benchmark.
struct ObjectiveRow: Sendable {
  /// What tells one objective from another; the index keeps two equal ones apart.
  struct ID: Hashable, Sendable {
    var subject: Subject
    var metric: Metric
    var comparison: Comparison
    var index: Int
  }

  var id: ID
  /// Its place in `Snapshot.objectives`.
  var index: Int
  var status: ObjectiveStatus
  /// nil for an objective of the suite.
  var benchmark: BenchmarkStatus?

  var name: String { status.objective.subject.name }

  /// Whether the last 10 s are over the budget.
  var isOverNow: Bool { (status.last10.consumption ?? 0) > status.objective.limits.drift }

  /// Lower comes first: what is broken, what breaks now, what is near its budget, what is not known.
  var attention: Int {
    switch status.whole.verdict {
    case .violation: 0
    case .drift: 1
    case .pass: isOverNow || status.errorBudget?.alert != nil ? 2 : 3
    case .pending: isOverNow ? 2 : 4
    case .skipped: 5
    }
  }

  /// The rows to show: the objectives that are listed, and those at the places of `also`.
  static func rows(
    of snapshot: Snapshot,
    order: WatchState.Order,
    filter: String,
    also: Set<Int> = []
  ) -> [ObjectiveRow] {
    var benchmarks: [String: Int] = [:]
    for (index, benchmark) in snapshot.benchmarks.enumerated() {
      benchmarks[benchmark.name] = index
    }
    let listed = snapshot.objectives.listed
    let places = also.isEmpty ? listed : also.union(listed).sorted()
    let wanted = filter.lowercased()
    var rows: [ObjectiveRow] = []
    for index in places where snapshot.objectives.indices.contains(index) {
      let status = snapshot.objectives[index]
      let objective = status.objective
      let name = objective.subject.name
      if !wanted.isEmpty, !"\(name) \(objective.metric.name)".lowercased().contains(wanted) {
        continue
      }
      let id = ID(
        subject: objective.subject,
        metric: objective.metric,
        comparison: objective.comparison,
        index: index
      )
      rows.append(
        ObjectiveRow(
          id: id,
          index: index,
          status: status,
          benchmark: benchmarks[name].map { snapshot.benchmarks[$0] }
        )
      )
    }
    if order == .attention, snapshot.isOver {
      let ranks = snapshot.objectives.ranksByAttention
      return rows.sorted { ranks[$0.index] < ranks[$1.index] }
    }
    return sorted(rows, by: order)
  }

  private static func sorted(_ rows: [ObjectiveRow], by order: WatchState.Order) -> [ObjectiveRow] {
    let ranks = rows.map { $0.rank(in: order) }
    // The places are sorted, not the rows: those are large.
    return rows.indices.sorted { (ranks[$0], rows[$0].index) < (ranks[$1], rows[$1].index) }
      .map { rows[$0] }
  }

  /// Lower comes first; equal ones stand in the order of the suite.
  private func rank(in order: WatchState.Order) -> Double {
    // In steps of five points, so that rows do not change places at every tick.
    let used = min(1000, max(0, status.whole.consumption ?? 0))
    let step = (used * 20).rounded(.down)
    return switch order {
    case .suite: 0
    case .attention: Double(attention) * 100_000 - step
    case .consumption: -step
    case .rate: -(benchmark.map { $0.traffic.rate ?? 0 } ?? .infinity)
    }
  }
}
