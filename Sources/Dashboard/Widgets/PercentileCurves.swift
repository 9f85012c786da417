import Glibc
import Sessions

/// Latency over the percentile, of both sessions over one another; each nine is equally wide.
struct PercentileCurves {
  var title: String
  var shapes: LatencyShapes

  private static let gutter = 8

  func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    guard area.rows >= 5, area.columns >= Self.gutter + 12 else { return }
    var plot = area
    let base = String(glyphs.planned)
    let current = String(glyphs.growing[7])
    Rule("\(title) by percentile", trailing: "\(base) base  \(current) current")
      .draw(in: plot.takeTop(1), into: &canvas, glyphs)
    let axis = plot.takeBottom(1)
    let gutter = plot
    plot = plot.slice(from: Self.gutter, columns: plot.columns - Self.gutter - 1)
    drawAxis(in: axis.slice(from: Self.gutter, columns: plot.columns), into: &canvas)
    let top = max(shapes.baseCurve.last ?? 0, shapes.currentCurve.last ?? 0)
    guard top > 0 else {
      canvas.put("no samples", .muted, in: plot)
      return
    }
    for row in Set([0, plot.rows / 2]) {
      let value = top * (1 - Double(row) / Double(plot.rows))
      let text = Figures.duration(nanoseconds: value)
      canvas.putRight(text, .muted, in: gutter, end: Self.gutter - 1, row: row)
    }
    draw(shapes.baseCurve, glyphs.planned, .ghost, top: top, in: plot, into: &canvas)
    draw(shapes.currentCurve, glyphs.growing[7], .load, top: top, in: plot, into: &canvas)
  }

  /// A line without gaps: each column from where the last one ended to its own value.
  private func draw(
    _ curve: [Double],
    _ glyph: Unicode.Scalar,
    _ role: Role,
    top: Double,
    in area: Area,
    into canvas: inout Canvas
  ) {
    guard !curve.isEmpty else { return }
    var last: Int?
    for column in 0..<area.columns {
      let point = column * (curve.count - 1) / max(1, area.columns - 1)
      let height = curve[point] / top * Double(area.rows)
      let row = min(area.rows - 1, max(0, area.rows - Int(height.rounded(.up))))
      let from = last.map { $0 > row ? $0 - 1 : $0 } ?? row
      for line in min(from, row)...max(from, row) {
        canvas.put(glyph, Style(role), in: area, column: column, row: line)
      }
      last = row
    }
  }

  private func drawAxis(in area: Area, into canvas: inout Canvas) {
    let marks = [("0", 0.0), ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)]
    for (text, share) in marks {
      let position = -log10(1 - share) / shapes.nines
      guard position <= 1.0001 else { continue }
      let column = Int((position * Double(area.columns - 1)).rounded())
      let start = min(area.columns - text.utf8.count, max(0, column - text.utf8.count / 2))
      canvas.put(text, .muted, in: area, column: start)
    }
  }
}
