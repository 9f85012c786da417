package import Measurements
package import Sessions

/// How latency is spread: a bar a bin on a logarithmic axis.
package struct Spread: Sendable {
  package var bins: [LatencyBin]

  package init(_ bins: [LatencyBin]) {
    self.bins = bins
  }

  /// Draws bars with the ends of the axis on the last line.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    guard area.rows >= 2, let first = bins.first, let last = bins.last else { return }
    var bars = area
    let labels = bars.takeBottom(1)
    let room = area.columns - 2
    guard room > 0 else { return }
    let columns = Sparkline.gathered(bins.map { Double($0.count) }, into: room)
    guard let top = columns.compactMap({ $0 }).max(), top > 0 else { return }
    // Few bins are drawn wider, so that a peak can be seen as one.
    let wide = min(3, max(1, room / columns.count))
    let width = columns.count * wide
    for column in 0..<width {
      let height = (columns[column / wide] ?? 0) / top * Double(bars.rows)
      for row in 0..<bars.rows {
        let floor = Double(bars.rows - 1 - row)
        guard height > floor, let cell = Bars.rising(height - floor, glyphs) else { continue }
        canvas.put(cell, Style(.load), in: bars, column: column + 1, row: row)
      }
    }
    canvas.put(
      Figures.duration(nanoseconds: Double(first.upperNanoseconds)),
      .muted,
      in: labels,
      column: 1
    )
    canvas.putRight(
      Figures.duration(nanoseconds: Double(last.upperNanoseconds)),
      .muted,
      in: labels,
      end: width + 1
    )
  }
}
