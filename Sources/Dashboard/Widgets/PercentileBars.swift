package import Sessions

/// Percentiles as bars on one scale, with the budget and another run as marks.
package struct PercentileBars: Sendable {
  /// One bar.
  package struct Row: Sendable {
    package var label: String
    /// Nanoseconds, nil where there are too few samples.
    package var value: Double?
    package var ghost: Double?
    /// The budget of exactly this percentile.
    package var budget: Double?

    package init(label: String, value: Double?, ghost: Double? = nil, budget: Double? = nil) {
      self.label = label
      self.value = value
      self.ghost = ghost
      self.budget = budget
    }
  }

  package var rows: [Row]
  /// Whether the change against the ghost is said, besides its mark.
  package var saysChange = true

  package init(_ rows: [Row]) {
    self.rows = rows
  }

  private static let leastLabelColumns = 8
  private static let figureColumns = 9
  private static let changeColumns = 9

  /// Draws one line a row: label, bar, figure and the change against the ghost.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    let hasGhost = rows.contains { $0.ghost != nil } && area.columns >= 40
    let trailing = Self.figureColumns + (hasGhost ? Self.changeColumns : 0)
    let longest = rows.map { Columns.width(of: $0.label) }.max() ?? 0
    let labelColumns = max(Self.leastLabelColumns, longest + 2)
    let bar = area.columns - labelColumns - trailing
    let all = rows.flatMap { [$0.value, $0.ghost, $0.budget].compactMap { $0 } }
    for (index, row) in rows.prefix(area.rows).enumerated() {
      canvas.put(row.label, .muted, in: area, column: 1, row: index)
      if bar > 0 {
        let track = area.line(index).slice(from: labelColumns, columns: bar)
        draw(row, top: all.max() ?? 0, in: track, into: &canvas, glyphs)
      }
      let isOver = row.budget.map { (row.value ?? 0) > $0 } ?? false
      let figure = row.value.map(Figures.duration(nanoseconds:)) ?? glyphs.none
      canvas.putRight(
        figure,
        Style(isOver ? .over : .text),
        in: area,
        end: labelColumns + max(0, bar) + Self.figureColumns,
        row: index
      )
      if hasGhost, saysChange, let value = row.value, let ghost = row.ghost,
        let change = Figures.change(from: ghost, to: value)
      {
        canvas.putRight(change, Style(.ghost), in: area, row: index)
      }
    }
  }

  private func draw(
    _ row: Row,
    top: Double,
    in area: Area,
    into canvas: inout Canvas,
    _ glyphs: Glyphs
  ) {
    guard top > 0 else { return }
    let scale = Double(area.columns) / top
    let limit = row.budget.map { Int($0 * scale) }
    for (column, cell) in Bars.growing((row.value ?? 0) * scale, atMost: area.columns, glyphs)
      .enumerated()
    {
      let isOver = limit.map { column > $0 } ?? false
      canvas.put(cell, Style(isOver ? .violation : .load), in: area, column: column)
    }
    if let limit {
      canvas.put(
        glyphs.budgetMark,
        Style(.budget, .bold),
        in: area,
        column: min(limit, area.columns - 1)
      )
    }
    if let ghost = row.ghost {
      canvas.put(
        glyphs.ghostMark,
        Style(.ghost, .bold),
        in: area,
        column: min(Int(ghost * scale), area.columns - 1)
      )
    }
  }
}
