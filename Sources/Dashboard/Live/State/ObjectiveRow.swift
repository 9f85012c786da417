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

  /// The rows to show.
  ///
  /// An objective that nobody wrote is left out while it is kept and its benchmark
  /// has another one.
  static func rows(
    of snapshot: Snapshot,
    order: LiveState.Order,
    filter: String
  ) -> [ObjectiveRow] {
    var benchmarks: [String: BenchmarkStatus] = [:]
    for benchmark in snapshot.benchmarks { benchmarks[benchmark.name] = benchmark }
    var subjects: Set<Subject> = []
    for status in snapshot.objectives where !status.objective.isDefault {
      subjects.insert(status.objective.subject)
    }
    let wanted = filter.lowercased()
    var rows: [ObjectiveRow] = []
    for (index, status) in snapshot.objectives.enumerated() {
      let objective = status.objective
      if objective.isDefault, subjects.contains(objective.subject),
        status.whole.verdict.severity <= Verdict.pass.severity
      {
        continue
      }
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
        ObjectiveRow(id: id, index: index, status: status, benchmark: benchmarks[name])
      )
    }
    return sorted(rows, by: order)
  }

  private static func sorted(_ rows: [ObjectiveRow], by order: LiveState.Order) -> [ObjectiveRow] {
    // In steps of five points, so that rows do not change places at every tick.
    func step(_ row: ObjectiveRow) -> Int {
      Int(min(1000, max(0, row.status.whole.consumption ?? 0)) * 20)
    }
    switch order {
    case .suite: return rows
    case .attention:
      return rows.sorted {
        ($0.attention, -step($0), $0.index) < ($1.attention, -step($1), $1.index)
      }
    case .consumption: return rows.sorted { (-step($0), $0.index) < (-step($1), $1.index) }
    case .rate:
      return rows.sorted {
        (-($0.benchmark?.last10.rate ?? .infinity), $0.index)
          < (-($1.benchmark?.last10.rate ?? .infinity), $1.index)
      }
    }
  }
}
