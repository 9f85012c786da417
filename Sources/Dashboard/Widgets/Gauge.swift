package import Sessions

/// How much of a budget is used, in 14 columns: four cells up to 80 % of the first limit, four up to
/// it, its mark, two cells up to the second limit, its mark, two beyond; a hard budget, which has one limit,
/// has five cells behind its mark.
package struct Gauge: Sendable {
  /// Columns that it takes.
  package static let columns = 14

  /// Of the whole run, 1 being the budget; infinite without bound, nil when there is no figure.
  package var consumption: Double?
  /// The same of the last window: the diamond.
  package var recent: Double?
  /// Where drift and violation begin, as shares of the budget.
  package var limits: (drift: Double, violation: Double) = (1, 1.1)
  /// Half the width of the band around the budget, 0 for none.
  package var tolerance = 0.0
  package var role: Role

  package init(consumption: Double?, recent: Double? = nil, role: Role) {
    self.consumption = consumption
    self.recent = recent
    self.role = role
  }

  /// The line above a column of gauges: `0    100│  │110`, 16 columns from one before the gauge; without
  /// the second mark where the limits have none.
  package static func heading(
    limits: (drift: Double, violation: Double) = (1, 1.1),
    _ glyphs: Glyphs
  ) -> String {
    let first = Figures.decimal(limits.drift * 100, 0)
    let gap = String(repeating: " ", count: max(1, 7 - first.utf8.count))
    let start = "0\(gap)\(first)\(glyphs.limit)"
    guard limits.violation > limits.drift else { return start }
    return start + "  \(glyphs.limit)" + Figures.decimal(limits.violation * 100, 0)
  }

  /// Draws into the first 14 columns of the area's first line.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    let edges = edges
    for (index, cell) in edges.enumerated() {
      let column = column(ofCell: index)
      let (scalar, style) = content(of: cell, isFirst: index == 0, glyphs)
      canvas.put(scalar, style, in: area, column: column)
    }
    let marks = isHard ? [(8, limits.drift)] : [(8, limits.drift), (11, limits.violation)]
    for (column, limit) in marks {
      let passed = (consumption ?? 0) > limit
      canvas.put(
        String(passed ? glyphs.passedLimit : glyphs.limit),
        passed ? Style(role) : Style(.budget),
        in: area,
        column: column
      )
    }
    drawRecent(edges, in: area, into: &canvas, glyphs)
  }

  private func drawRecent(
    _ edges: [ClosedRange<Double>],
    in area: Area,
    into canvas: inout Canvas,
    _ glyphs: Glyphs
  ) {
    guard let recent else { return }
    let index = edges.firstIndex { recent < $0.upperBound } ?? edges.count - 1
    let column = column(ofCell: index)
    let role: Role = recent > limits.drift ? .over : .text
    canvas.put(glyphs.diamond, Style(role, .bold), in: area, column: column)
  }

  private func content(
    of cell: ClosedRange<Double>,
    isFirst: Bool,
    _ glyphs: Glyphs
  ) -> (Unicode.Scalar, Style) {
    let inBand =
      tolerance > 0 && cell.upperBound > 1 - tolerance + 1e-9
      && cell.lowerBound < 1 + tolerance - 1e-9
    let level = consumption ?? 0
    if level >= cell.upperBound {
      return (inBand ? glyphs.filledBand : glyphs.growing[7], Style(role))
    }
    if level > cell.lowerBound {
      let share = (level - cell.lowerBound) / (cell.upperBound - cell.lowerBound)
      let eighths = min(7, Int((share * 8).rounded()))
      if eighths > 0 || isFirst { return (glyphs.growing[max(0, eighths - 1)], Style(role)) }
    }
    return (inBand ? glyphs.band : glyphs.empty, .muted)
  }

  private var edges: [ClosedRange<Double>] {
    let drift = limits.drift
    // As wide as by default where there is no second limit.
    let beyond = isHard ? drift * 0.05 : (limits.violation - drift) / 2
    var starts: [Double] = []
    for step in 0..<4 { starts.append(Double(step) * 0.2 * drift) }
    for step in 0..<4 { starts.append((0.8 + Double(step) * 0.05) * drift) }
    for step in 0...(isHard ? 5 : 4) { starts.append(drift + Double(step) * beyond) }
    return zip(starts, starts.dropFirst()).map { $0...$1 }
  }

  private var isHard: Bool { limits.violation <= limits.drift }

  /// The marks stand behind the eighth and the tenth cell.
  private func column(ofCell index: Int) -> Int {
    index + (index >= 8 ? 1 : 0) + (index >= 10 && !isHard ? 1 : 0)
  }
}
