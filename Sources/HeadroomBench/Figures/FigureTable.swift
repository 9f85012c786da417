import Sessions

/// All figures as one table with aligned columns.
package enum FigureTable {
  private static let heading = [
    "part", "figure", "value", "", "95 % interval", "min – max", "n", "",
  ]
  private static let alignsRight = [false, false, true, false, true, true, true, false]

  /// The lines of the table; a part's name stands in the first of its rows only.
  package static func lines(_ parts: [PartResult]) -> [String] {
    var rows = [heading]
    for part in parts {
      for (position, figure) in part.figures.enumerated() {
        rows.append([position == 0 ? part.name.rawValue : ""] + cells(of: figure))
      }
      if let failure = part.failure {
        rows.append([
          part.figures.isEmpty ? part.name.rawValue : "",
          "failed: \(Columns.clip(flat(failure), to: 160))",
        ])
      }
    }
    let widths = heading.indices.map { column in
      // A failure is a sentence and may run on over the columns beside it.
      rows.lazy.filter { column == 0 || $0.count > 2 }.map { Columns.width(of: $0[column]) }.max()
        ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(
          repeating: " ",
          count: max(0, widths[column] - Columns.width(of: cell))
        )
        line += alignsRight[column] ? padding + cell : cell + padding
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// On one line.
  private static func flat(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func cells(of figure: Figure) -> [String] {
    var notes = figure.limits.map { text(of: $0, in: figure) }
    if !figure.note.isEmpty { notes.append(figure.note) }
    return [
      figure.name, text(figure.value), figure.unit.rawValue, range(figure.low, figure.high),
      range(figure.minimum, figure.maximum), figure.samples > 1 ? String(figure.samples) : "",
      notes.joined(separator: "; "),
    ]
  }

  private static func text(of limit: Figure.Limit, in figure: Figure) -> String {
    let what =
      switch limit.side {
      case .value: "limit"
      case .greatest: "limit of each"
      case .low: "lower end, limit"
      case .width: "width of the interval, limit"
      }
    let answer = figure.keeps(limit).map { $0 ? "kept" : "NOT KEPT" } ?? "too few to say"
    return "\(what) \(text(limit.most)): \(answer)"
  }

  private static func range(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "" }
    return "\(text(low)) – \(text(high))"
  }

  /// Four significant digits, and integers whole.
  static func text(_ value: Double) -> String {
    let magnitude = abs(value)
    let decimals =
      magnitude >= 1000 || value == value.rounded() && magnitude >= 10
      ? 0 : magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : 3
    let scale = [1.0, 10, 100, 1000][decimals]
    let scaled = Int64((magnitude * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + grouped(scaled) }
    let fraction = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + "\(scaled / Int64(scale)).\(zeros)\(fraction)"
  }

  private static func grouped(_ value: Int64) -> String {
    var digits = Array(String(value))
    for position in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(",", at: position)
    }
    return String(digits)
  }
}
