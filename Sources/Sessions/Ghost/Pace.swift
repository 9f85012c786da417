package import Budgets

/// How a session does against another one at the same elapsed time, in one figure, and which objective
/// lags far behind that.
///
/// The figure is the median, over the objectives on a latency or a rate that are judged in both, of how much
/// better the value of the whole run so far is: `1 - own / other` where less is better, `own / other -
/// 1` where more is. A median, so that one benchmark that went astray does not speak for all; shares
/// are left out, since a ratio of two small shares of errors says little.
package struct Pace: Sendable, Equatable {
  /// 0.12 for 12 % ahead, -0.12 for 12 % behind.
  package var lead: Double
  /// The objective that is furthest behind; nil if none is by `notable` more than the median.
  package var laggard: Laggard?

  /// An objective that is far behind.
  package struct Laggard: Sendable, Equatable {
    /// Which one.
    package var objective: Objective
    /// -0.97 for 97 % behind.
    package var lead: Double
  }

  /// How much further behind than the median an objective must be to be named.
  private static let notable = 0.1

  /// The pace of a session; nil if both have no objective in common that has a value.
  package init?(of objectives: [ObjectiveStatus], against others: [ObjectiveStatus]) {
    let laps = objectives.compactMap { own -> Laggard? in
      guard let other = others.first(where: { $0.objective.isSameMeasure(as: own.objective) }),
        let lead = Self.lead(of: own, against: other)
      else { return nil }
      return Laggard(objective: own.objective, lead: lead)
    }
    guard let last = laps.min(by: { $0.lead < $1.lead }) else { return nil }
    let leads = laps.map(\.lead).sorted()
    let middle = leads.count / 2
    lead =
      leads.count.isMultiple(of: 2) ? (leads[middle - 1] + leads[middle]) / 2 : leads[middle]
    if last.lead < min(0, lead) - Self.notable { laggard = last }
  }

  private static func lead(of own: ObjectiveStatus, against other: ObjectiveStatus) -> Double? {
    guard own.objective.metric.unit != .share, own.whole.verdict != .pending,
      other.whole.verdict != .pending, let value = own.whole.observed,
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
