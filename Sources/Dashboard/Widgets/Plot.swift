package import Sessions

/// Bars over a time axis with the budget as a line across them.
package struct Plot: Sendable {
  /// One value a column of the axis, nil where nothing was measured.
  package var values: [Double?]
  /// Another run's values on the same axis, drawn as a line; empty for none.
  package var ghost: [Double?]
  package var budget: Double?
  /// The budget as it was written; nil for as other values are.
  package var budgetText: String?
  /// The value at the upper edge.
  package var top: Double
  package var role: Role = .load
  /// On which side of the budget values are good.
  package var goodSide = Side.below
  /// How values are written on the left.
  package var label: @Sendable (Double) -> String

  /// A side of the budget.
  package enum Side: Sendable {
    case below
    case above
  }

  package init(
    values: [Double?],
    ghost: [Double?] = [],
    budget: Double?,
    top: Double? = nil,
    label: @escaping @Sendable (Double) -> String
  ) {
    self.values = values
    self.ghost = ghost
    self.budget = budget
    self.top =
      top ?? Self.top(above: (values + ghost).compactMap { $0 }.max() ?? 0, budget: budget)
    self.label = label
  }

  /// The end of the scale: twice the budget, or the next round multiple of it, so that the budget's
  /// line stands at a cell's edge; a round figure where there is no budget.
  static func top(above highest: Double, budget: Double?) -> Double {
    guard let budget, budget > 0 else { return roundUp(highest) }
    for factor in [2.0, 3, 4, 5, 6, 8, 10] where highest <= budget * factor {
      return budget * factor
    }
    return roundUp(highest)
  }

  /// The next of 1, 2 and 5 times a power of ten.
  static func roundUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var unit = 1.0
    while unit > value { unit /= 10 }
    while unit * 10 <= value { unit *= 10 }
    return [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= value } ?? unit * 10
  }

  /// The row whose upper edge is nearest to the budget.
  func budgetRow(rows: Int) -> Int? {
    guard let budget, budget > 0, budget <= top, rows > 0 else { return nil }
    return min(rows - 1, Int((Double(rows) * (1 - budget / top)).rounded()))
  }

  /// Draws the plot; labels of the scale go to the right edge of `gutter`, which has the same rows.
  package func draw(in area: Area, gutter: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    guard !area.isEmpty, top > 0 else { return }
    let line = budgetRow(rows: area.rows)
    if let line {
      canvas.fill(area.line(line), with: glyphs.budgetLine, Style(.budget))
    }
    for (column, value) in values.prefix(area.columns).enumerated() {
      guard let value else { continue }
      draw(value, column: column, in: area, into: &canvas, glyphs)
    }
    drawGhost(in: area, into: &canvas, glyphs)
    for (row, text, style) in labels(in: gutter) {
      canvas.putRight(text, style, in: gutter, end: gutter.columns - 1, row: row)
    }
  }

  /// What is written in the gutter.
  private func labels(in gutter: Area) -> [(row: Int, text: String, style: Style)] {
    var labels: [(row: Int, text: String, style: Style)] = []
    let line = budgetRow(rows: gutter.rows)
    if line != 0 { labels.append((0, label(top), .muted)) }
    if let line, let budget {
      // A blank stands before and behind it.
      let written = budgetText.flatMap { Columns.width(of: $0) <= gutter.columns - 2 ? $0 : nil }
      labels.append((line, written ?? label(budget), Style(.budget)))
    }
    return labels
  }

  /// The first of the two upper rows of the gutter where a name has room next to what is written
  /// there; nil if neither has.
  func freeRow(for name: String, in gutter: Area) -> Int? {
    let labels = labels(in: gutter)
    return (0..<min(2, gutter.rows)).first { row in
      let label = labels.first { $0.row == row }
      let taken = label.map { Columns.width(of: $0.text) + 2 } ?? 0
      return 1 + Columns.width(of: name) + taken <= gutter.columns
    }
  }

  private func draw(
    _ value: Double,
    column: Int,
    in area: Area,
    into canvas: inout Canvas,
    _ glyphs: Glyphs
  ) {
    let height = value / top * Double(area.rows)
    for row in 0..<area.rows {
      let floor = Double(area.rows - 1 - row)
      guard height > floor || floor == 0 else { continue }
      // Every measured column shows at least one eighth on the ground.
      let least: Unicode.Scalar? = floor == 0 ? glyphs.rising[0] : nil
      guard let cell = Bars.rising(height - floor, glyphs) ?? least else { continue }
      let isOver = isOver(value, middle: (floor + 0.5) / Double(area.rows) * top)
      canvas.put(
        cell,
        Style(isOver ? .violation : role),
        in: area,
        column: column,
        row: row
      )
    }
  }

  /// One cell a column: on the ground above a lower bar, and cut out of a higher one; where both end in
  /// the same cell, the bar has it.
  private func drawGhost(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    for (column, value) in ghost.prefix(area.columns).enumerated() {
      guard let value else { continue }
      let row = row(of: value, rows: area.rows)
      let own = values.indices.contains(column) ? values[column] : nil
      let ownRow = own.map { self.row(of: $0, rows: area.rows) }
      guard row != ownRow else { continue }
      let isInside = ownRow.map { row > $0 } ?? false
      let style = Style(.ghost, isInside ? .reverse : .dim)
      canvas.put(glyphs.ghostLine, style, in: area, column: column, row: row)
    }
  }

  /// The row that a bar of this value ends in.
  private func row(of value: Double, rows: Int) -> Int {
    let height = min(1, max(0, value / top)) * Double(rows)
    return max(0, min(rows - 1, rows - Int(height.rounded(.up))))
  }

  // Where more is worse, only what stands above the budget is; where less is worse, the whole bar.
  private func isOver(_ value: Double, middle: Double) -> Bool {
    guard let budget else { return false }
    return goodSide == .below ? middle >= budget : value < budget
  }
}
