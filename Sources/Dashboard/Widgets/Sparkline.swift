package import Sessions

/// A line of small bars, one a column, from 0 to the highest value.
package struct Sparkline: Sendable {
  package var values: [Double?]
  package var role: Role
  /// The top of the scale; the highest value if nil.
  package var maximum: Double?

  package init(_ values: [Double?], role: Role = .text, maximum: Double? = nil) {
    self.values = values
    self.role = role
    self.maximum = maximum
  }

  /// Draws from the left; more values than columns are gathered, each column showing its highest.
  package func draw(in area: Area, into canvas: inout Canvas, _ glyphs: Glyphs) {
    let columns = Self.gathered(values, into: area.columns)
    guard let top = maximum ?? columns.compactMap({ $0 }).max() else { return }
    for (column, value) in columns.enumerated() {
      guard let value else { continue }
      // What was measured is seen, even where it is next to nothing.
      let cell = Bars.rising(top > 0 ? value / top : 0, glyphs) ?? glyphs.rising[0]
      canvas.put(cell, Style(role), in: area, column: column)
    }
  }

  /// At most `count` values, each the highest of its neighbours.
  static func gathered(_ values: [Double?], into count: Int) -> [Double?] {
    guard values.count > count, count > 0 else { return values }
    return (0..<count).map { index in
      values[(index * values.count / count)..<((index + 1) * values.count / count)]
        .compactMap { $0 }.max()
    }
  }
}
