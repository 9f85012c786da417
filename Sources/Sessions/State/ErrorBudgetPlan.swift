import Budgets

/// What does not change of an error budget while a session goes on; shared by all copies of its state.
final class ErrorBudgetPlan: Sendable {
  /// When an alert fires: a long window and its short one both burn faster than the factor.
  struct Rule: Sendable {
    var name: String
    var severity: AlertRule.Severity
    /// Slots.
    var long: Int
    var short: Int
    var factor: Double
  }

  /// The most slots that the longest window is kept in.
  private static let slotLimit = 300

  let objective: Objective
  /// The share of bad events that is allowed.
  let allowed: Double
  let plannedNanoseconds: Int64?
  let intervalNanoseconds: Int64
  let rules: [Rule]
  /// Intervals per slot.
  let stride: Int
  /// Slots that are kept.
  let capacity: Int

  /// The error budget of an objective; nil if it has none.
  init?(objective: Objective, plannedNanoseconds: Int64?, intervalNanoseconds: Int64) {
    guard let allowed = objective.allowedBadShare else { return nil }
    self.objective = objective
    self.allowed = allowed
    self.plannedNanoseconds = plannedNanoseconds
    self.intervalNanoseconds = intervalNanoseconds
    guard let planned = plannedNanoseconds, allowed > 0 else {
      rules = []
      stride = 1
      capacity = 1
      return
    }
    let plannedIntervals = Double(planned) / Double(intervalNanoseconds)
    let stride = max(1, Int(plannedIntervals * 0.25) / Self.slotLimit)
    let twoSeconds = Int((2e9 / Double(intervalNanoseconds)).rounded(.up))
    func slots(_ intervals: Double) -> Int { max(1, Int(intervals.rounded()) / stride) }
    func short(_ intervals: Double) -> Int {
      max(1, max(Int((intervals / 12).rounded()), twoSeconds) / stride)
    }
    var rules: [Rule] = []
    // A factor at or above 1 / allowed could never be exceeded.
    if planned >= 120_000_000_000, 5 < 1 / allowed {
      let long = plannedIntervals * 0.05
      rules.append(
        Rule(name: "fast", severity: .critical, long: slots(long), short: short(long), factor: 5)
      )
    }
    if plannedIntervals * 0.25 >= 5, 2 < 1 / allowed {
      let long = plannedIntervals * 0.25
      rules.append(
        Rule(name: "slow", severity: .warning, long: slots(long), short: short(long), factor: 2)
      )
    }
    self.rules = rules
    self.stride = stride
    capacity = (rules.map(\.long).max() ?? 0) + 1
  }
}
