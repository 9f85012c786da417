package import Budgets

/// A change in words and figures.
package struct ChangeText: Sendable {
  /// How marks are drawn.
  package var glyphs: Glyphs

  /// Words with these marks.
  package init(glyphs: Glyphs) { self.glyphs = glyphs }

  /// A value of the metric as people read it: `1.30s`, `0.42%`, `90/s`.
  package func value(_ value: Double?, of metric: Metric) -> String {
    value.map { Figures.value($0, in: metric.unit) } ?? glyphs.none
  }

  /// `+79%`, `-1.4%`, `12x`; of error rates `+0.4 pt`.
  package func change(_ change: Double?, of metric: Metric) -> String {
    self.change(change, of: metric, outwards: false)
  }

  private func change(_ change: Double?, of metric: Metric, outwards: Bool) -> String {
    guard let change else { return glyphs.none }
    if metric == .errorRate {
      return signed(change * 100, decimals: 3, outwards: outwards) + " pt"
    }
    return change >= 9
      ? Figures.significant(change + 1) + "x"
      : signed(change * 100, decimals: 1, outwards: outwards) + "%"
  }

  /// `+60% to +98%`; a dash where the samples do not reach.
  ///
  /// What may be too large to be no difference never reads as if it were not: it is rounded away from 0.
  package func interval(_ change: MetricChange) -> String {
    guard change.low != nil || change.high != nil else { return "" }
    let outwards = change.finding == .cantTell
    return self.change(change.low, of: change.metric, outwards: outwards) + " to "
      + self.change(change.high, of: change.metric, outwards: outwards)
  }

  /// `sync-status p95 310ms → 556ms: +79%, 99% sure (+60% to +98%)`.
  package func sentence(_ claim: SessionComparison.Claim) -> String {
    sureStatement(claim) + " (\(interval(claim.change)))"
  }

  /// The same without the interval.
  func sureStatement(_ claim: SessionComparison.Claim) -> String {
    statement(claim) + ", \(Figures.fineShare(SessionComparison.confidence)) sure"
  }

  /// What changed alone: `sync-status p95 310ms → 556ms: +79%`.
  func statement(_ claim: SessionComparison.Claim) -> String {
    let change = claim.change
    let values = [change.base, change.current].map { value($0, of: change.metric) }
    return "\(claim.subject) \(change.metric.label) "
      + values.joined(separator: " \(glyphs.becomes) ")
      + ": \(self.change(change.change, of: change.metric))"
  }

  /// With its sign and at most `decimals` decimals, fewer the greater it is; 0 without a sign.
  private func signed(_ value: Double, decimals: Int, outwards: Bool) -> String {
    let size = abs(value)
    let kept =
      size < 0.0995 ? decimals : size < 0.995 ? min(decimals, 2) : size < 9.95 ? 1 : 0
    var shown = value
    if outwards {
      let scale = (0..<kept).reduce(1.0) { product, _ in product * 10 }
      // What is a rounding error beyond a figure is that figure.
      let grown = max(0, size * scale - 1e-6).rounded(.up) / scale
      shown = value < 0 ? -grown : grown
    }
    let text = Figures.trimmed(Figures.decimal(shown, kept))
    return (value > 0 && text != "0" ? "+" : "") + text
  }
}

extension Metric {
  /// As people read it: `error rate`.
  package var label: String { self == .errorRate ? "error rate" : name }
}
