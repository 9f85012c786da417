package import Budgets

extension Objective {
  /// The objective with its budget moved to the next round figure.
  ///
  /// A fine step is 5 % of the figure of 1, 2, 5, 10 … at or below; a coarse one goes to the next such
  /// figure. An availability moves by the share that it lets fail.
  package func stepping(up: Bool, isCoarse: Bool = false) -> Objective {
    var stepped = self
    switch metric.unit {
    case .share where metric == .availability:
      stepped.budget = 1 - Self.step(from: 1 - budget, up: !up, isCoarse, within: 1e-6...1)
    case .share: stepped.budget = Self.step(from: budget, up: up, isCoarse, within: 1e-6...1)
    case .nanoseconds:
      stepped.budget = Self.step(from: budget, up: up, isCoarse, within: 1000...3.6e12).rounded()
    case .bytes:
      stepped.budget = Self.step(from: budget, up: up, isCoarse, within: 1000...1e15).rounded()
    case .perSecond, .count:
      stepped.budget = Self.step(from: budget, up: up, isCoarse, within: 0.01...1e9)
    }
    return stepped
  }

  private static func step(
    from value: Double,
    up: Bool,
    _ isCoarse: Bool,
    within range: ClosedRange<Double>
  ) -> Double {
    guard value > 0 else { return up ? range.lowerBound : value }
    // Shares such as 1 - 0.999 are not exact in binary: what is nearly on a figure counts as there.
    let slack = 1e-7
    let (figure, next) = roundFigures(around: up ? value * (1 + slack) : value * (1 - slack))
    if isCoarse { return min(range.upperBound, max(range.lowerBound, up ? next : figure)) }
    let grain = figure / 20
    let place =
      up
      ? (value / grain + slack * 20).rounded(.down) + 1
      : (value / grain - slack * 20).rounded(.up) - 1
    return min(range.upperBound, max(range.lowerBound, place * grain))
  }

  /// The greatest of 1, 2 and 5 times a power of ten that does not exceed `value`, and the one above.
  private static func roundFigures(around value: Double) -> (figure: Double, next: Double) {
    var decade = 1.0
    while decade > value { decade /= 10 }
    while decade * 10 <= value { decade *= 10 }
    switch value / decade {
    case 5...: return (5 * decade, 10 * decade)
    case 2...: return (2 * decade, 5 * decade)
    default: return (decade, 2 * decade)
    }
  }
}
