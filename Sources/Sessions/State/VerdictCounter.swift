import Budgets
import Measurements

/// The verdicts on an objective over the whole run and over the last 10 s, at the end of every
/// interval: by counts where they follow from counts, which costs next to nothing.
struct VerdictCounter {
  private let plan: Plan
  private var beyond = QuantileEdges.Beyond()
  private var beyondInTen = QuantileEdges.Beyond()
  /// A ring of the last 10 s; the oldest stands at `oldest` when it is full.
  private var ring: [QuantileEdges.Beyond] = []
  private var oldest = 0

  /// What does not change while a session goes on; shared by all copies.
  private final class Plan: Sendable {
    let objective: Objective
    /// Nil where the verdict takes more than counts.
    let edges: QuantileEdges?
    let tenSeconds: Int

    init(_ objective: Objective, intervalNanoseconds: Int64) {
      self.objective = objective
      edges = QuantileEdges(objective)
      tenSeconds = SubjectState.intervals(in: 10, of: intervalNanoseconds)
    }
  }

  init(_ objective: Objective, intervalNanoseconds: Int64) {
    plan = Plan(objective, intervalNanoseconds: intervalNanoseconds)
  }

  var objective: Objective { plan.objective }
  /// The metric of the objective, which need not be copied for it.
  var metric: Metric { plan.objective.metric }

  /// Takes in an interval in which its subject was measured.
  mutating func append(_ interval: SubjectInterval) {
    guard let edges = plan.edges else { return }
    let newest = edges.beyond(in: interval.good)
    beyond += newest
    beyondInTen += newest
    if ring.count < plan.tenSeconds {
      ring.append(newest)
    } else {
      beyondInTen -= ring[oldest]
      ring[oldest] = newest
      oldest = (oldest + 1) % plan.tenSeconds
    }
  }

  /// Lets go of the last 10 s.
  mutating func dropTen() {
    beyondInTen = QuantileEdges.Beyond()
    ring = []
    oldest = 0
  }

  /// Takes the last 10 s back, the oldest interval first.
  mutating func takeTen(_ intervals: some Sequence<SubjectInterval>) {
    guard let edges = plan.edges else { return }
    for interval in intervals {
      let beyond = edges.beyond(in: interval.good)
      beyondInTen += beyond
      ring.append(beyond)
    }
  }

  /// The verdict on the whole run so far; `totals` is asked for where counts do not tell.
  func whole(_ events: EventCounts, _ totals: @autoclosure () -> Totals) -> Verdict {
    if let edges = plan.edges { return edges.verdict(events, beyond: beyond) }
    return byCounts(events) ?? judge(objective, totals()).verdict
  }

  /// The verdict on the last 10 s; `totals` is asked for where counts do not tell.
  func lastTen(_ events: EventCounts, _ totals: @autoclosure () -> Totals) -> Verdict {
    if let edges = plan.edges { return edges.verdict(events, beyond: beyondInTen) }
    return byCounts(events) ?? judge(objective, totals()).verdict
  }

  private func byCounts(_ events: EventCounts) -> Verdict? {
    switch metric {
    case .errorRate, .availability, .throughput:
      events.value(of: metric).map { plan.objective.verdict(of: $0) } ?? .pending
    default: nil
    }
  }
}
