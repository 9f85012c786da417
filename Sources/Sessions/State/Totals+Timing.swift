import Budgets
import Measurements

extension Totals {
  /// The latency of what succeeded; nil where nothing of it took any time, as the checks of k6, each of
  /// which is stored as the shortest value there is.
  var timing: LatencySummary? {
    guard let summary = latency.summary() else { return nil }
    return latency.resolution == nil && summary.maximum <= 1 ? nil : summary
  }
}

extension SubjectInterval {
  /// The p95 of what succeeded, ns; nil where nothing of it took any time.
  var p95: Double? {
    let value = value(of: .quantile(.p95))
    return good.resolution == nil && value ?? 0 <= 1 ? nil : value
  }
}
