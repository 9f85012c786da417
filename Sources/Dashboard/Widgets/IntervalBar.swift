import Budgets
package import Sessions

/// A change with its interval on an axis with 0 in the middle.
///
/// Of error rates a percentage point is as wide as a percent.
package struct IntervalBar: Sendable {
  package var change: MetricChange
  /// The change at the right end.
  package var scale: Double
  package var role: Role

  package init(change: MetricChange, scale: Double, role: Role) {
    self.change = change
    self.scale = scale
    self.role = role
  }

  /// The least round end of the axis that holds every change, and most of their intervals; at most
  /// 200 %.
  package static func scale(_ changes: [MetricChange]) -> Double {
    let told = changes.filter { $0.finding != .tooFew }
    let most = told.compactMap { $0.change.map { abs($0) } }.max() ?? 0
    let ends = told.flatMap { [$0.low, $0.high].compactMap { $0.map { abs($0) } } }.sorted()
    let usual = ends.isEmpty ? 0 : ends[ends.count * 3 / 4]
    let need = max(most, usual)
    return [0.02, 0.05, 0.1, 0.2, 0.5, 1].first { $0 >= need } ?? 2
  }

  /// Draws over the first line of the area, whose columns are odd.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    guard area.columns > 2 else { return }
    let middle = area.columns / 2
    func column(_ value: Double) -> Int {
      let share = min(1, max(-1, value / scale))
      return middle + Int((share * Double(middle)).rounded())
    }
    if change.low != nil || change.high != nil {
      let from = change.low.map(column) ?? 0
      let to = change.high.map(column) ?? area.columns - 1
      for column in from...max(from, to) {
        canvas.put(glyphs.rule, Style(role), in: area, column: column)
      }
    }
    canvas.put(glyphs.limit, .muted, in: area, column: middle)
    if change.finding != .tooFew, let value = change.change {
      canvas.put(glyphs.diamond, Style(role, .bold), in: area, column: column(value))
    }
  }
}
