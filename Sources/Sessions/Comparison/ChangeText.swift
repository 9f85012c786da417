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
    guard let change else { return glyphs.none }
    if metric == .errorRate { return signed(change * 100, decimals: 3) + " pt" }
    return change >= 9
      ? Figures.significant(change + 1) + "x" : signed(change * 100, decimals: 1) + "%"
  }

  /// `+60% to +98%`; a dash where the samples do not reach.
  package func interval(_ change: MetricChange) -> String {
    guard change.low != nil || change.high != nil else { return "" }
    return self.change(change.low, of: change.metric) + " to "
      + self.change(change.high, of: change.metric)
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
  private func signed(_ value: Double, decimals: Int) -> String {
    let kept = abs(value) < 0.0995 ? decimals : abs(value) < 0.995 ? min(decimals, 2) : 1
    let text = Figures.trimmed(Figures.decimal(value, abs(value) < 9.95 ? kept : 0))
    return (value > 0 && text != "0" ? "+" : "") + text
  }
}

extension Metric {
  /// As people read it: `error rate`.
  package var label: String { self == .errorRate ? "error rate" : name }
}
