package import Budgets

/// How a session does against another one at the same elapsed time, in one figure.
///
/// It is the median, over the objectives on a latency or a rate that both have a value of, of how much
/// better the value of the whole run so far is: `1 - own / other` where less is better, `own / other -
/// 1` where more is. A median, so that one benchmark that went astray does not speak for all; shares
/// are left out, since a ratio of two small shares of errors says little.
package struct Pace: Sendable, Equatable {
  /// 0.12 for 12 % ahead, -0.12 for 12 % behind.
  package var lead: Double

  /// The pace of a session; nil if both have no objective in common that has a value.
  package init?(of objectives: [ObjectiveStatus], against others: [ObjectiveStatus]) {
    var leads = objectives.compactMap { own -> Double? in
      guard let other = others.first(where: { $0.objective.isSameMeasure(as: own.objective) })
      else { return nil }
      return Self.lead(of: own, against: other)
    }
    guard !leads.isEmpty else { return nil }
    leads.sort()
    let middle = leads.count / 2
    lead =
      leads.count.isMultiple(of: 2) ? (leads[middle - 1] + leads[middle]) / 2 : leads[middle]
  }

  private static func lead(of own: ObjectiveStatus, against other: ObjectiveStatus) -> Double? {
    guard own.objective.metric.unit != .share, let value = own.whole.observed,
      let base = other.whole.observed, base > 0
    else { return nil }
    return own.objective.comparison == .atMost ? 1 - value / base : value / base - 1
  }
}

extension Objective {
  /// Whether both are about the same figure, whatever it is held against.
  package func isSameMeasure(as other: Objective) -> Bool {
    subject == other.subject && metric == other.metric && comparison == other.comparison
  }
}
