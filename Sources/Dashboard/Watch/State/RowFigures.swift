import Budgets
import Measurements
import Sessions

/// The figures of a row: those of its objective; or, where nobody set a budget and nothing is wrong, the
/// time of its benchmark, which is what it is measured for.
struct RowFigures {
  var metric: Metric
  /// What they are held against; nil for nothing.
  var objective: Objective?
  /// Of the whole run so far.
  var whole: Double?
  /// Of the stretch that the user chose.
  var recent: Double?
  /// Of each interval.
  var history: History

  /// A value in words, in the unit of the budget if there is one.
  func text(_ value: Double) -> String {
    objective.map { Words.value(value, of: $0) } ?? Words.value(value, of: metric)
  }
}

extension WatchView {
  /// What a row shows.
  func figures(of row: ObjectiveRow) -> RowFigures {
    let known = whole.objectives.indices.contains(row.index) ? whole.objectives[row.index] : nil
    guard let benchmark = timed(row) else {
      return RowFigures(
        metric: row.status.objective.metric,
        objective: row.status.objective,
        whole: row.status.whole.observed,
        recent: recent(row).observed,
        history: known?.history ?? History()
      )
    }
    let window = state.span == .sixtySeconds ? benchmark.last60 : benchmark.last10
    return RowFigures(
      metric: .quantile(.p95),
      whole: benchmark.whole.latency?.p95,
      recent: window.latency?.p95,
      history: whole.benchmarks.first { $0.name == benchmark.name }?.history ?? History()
    )
  }

  /// The benchmark of a row whose time stands in place of its objective; nil if that is shown.
  func timed(_ row: ObjectiveRow) -> BenchmarkStatus? {
    let isKept = [.pass, .pending].contains(row.status.whole.verdict)
    let isLookedAt = state.judgedRegion != nil || state.trial?.index == row.index
    return row.status.objective.isDefault && isKept && !isLookedAt ? row.benchmark : nil
  }
}

extension LatencySummary {
  /// The value at p95 of a summary at `Quantile.reported`, ns.
  fileprivate var p95: Double? {
    guard let index = Quantile.reported.firstIndex(of: .p95), values.indices.contains(index) else {
      return nil
    }
    return Double(values[index])
  }
}
