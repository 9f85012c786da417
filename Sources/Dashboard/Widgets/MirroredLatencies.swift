import Glibc
import Sessions

/// How often each latency was seen: the base to the left, the current session to the right, the
/// slowest at the bottom, on a logarithmic axis.
struct MirroredLatencies {
  var shapes: LatencyShapes

  private static let middle = 8

  func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    guard area.rows >= 4, area.columns >= Self.middle + 12 else { return }
    var rows = area
    Rule("latencies", trailing: "base | current").draw(in: rows.takeTop(1), into: &canvas, glyphs)
    let side = (area.columns - Self.middle - 2) / 2
    let base = Self.gathered(shapes.baseBins, into: rows.rows)
    let current = Self.gathered(shapes.currentBins, into: rows.rows)
    guard let most = (base + current).max(), most > 0 else { return }
    let step = log(shapes.highest / shapes.lowest) / Double(rows.rows)
    for row in 0..<rows.rows {
      let line = rows.line(row)
      let latency = shapes.lowest * exp(step * (Double(row) + 0.5))
      let left = line.slice(from: 1, columns: side)
      let right = line.slice(from: 1 + side + Self.middle, columns: side)
      let length = Self.cells(base, row, most, side)
      for cell in 0..<length {
        canvas.put(glyphs.planned, Style(.ghost), in: left, column: side - 1 - cell)
      }
      for cell in 0..<Self.cells(current, row, most, side) {
        canvas.put(glyphs.growing[7], Style(.load), in: right, column: cell)
      }
      let text = Figures.duration(nanoseconds: latency)
      canvas.putRight(text, .muted, in: line, end: side + Self.middle)
    }
  }

  /// What is there at all takes a cell.
  private static func cells(_ bins: [Double], _ row: Int, _ most: Double, _ columns: Int) -> Int {
    guard row < bins.count, bins[row] > 0 else { return 0 }
    return max(1, Int((bins[row] / most * Double(columns)).rounded()))
  }

  private static func gathered(_ bins: [Double], into rows: Int) -> [Double] {
    guard !bins.isEmpty, rows > 0 else { return [] }
    var gathered = [Double](repeating: 0, count: rows)
    for (index, share) in bins.enumerated() { gathered[index * rows / bins.count] += share }
    return gathered
  }
}
