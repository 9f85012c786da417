import Sessions

/// Elapsed time laid over columns: everything that stands under everything else shares one.
package struct TimeAxis: Hashable, Sendable {
  /// Seconds since the start at the left edge.
  package let from: Double
  /// Seconds since the start at the right edge.
  package let to: Double
  package let columns: Int

  package init(from: Double = 0, to: Double, columns: Int) {
    self.from = from
    self.to = max(to, from + 0.001)
    self.columns = max(1, columns)
  }

  /// A value that holds for a span of time.
  package struct Sample: Hashable, Sendable {
    package var from: Double
    package var to: Double
    package var value: Double

    package init(from: Double, to: Double, value: Double) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  package var secondsPerColumn: Double { (to - from) / Double(columns) }

  /// The column of a moment, nil outside of the axis; the right edge belongs to the last column.
  package func column(at seconds: Double) -> Int? {
    guard seconds >= from, seconds <= to else { return nil }
    return min(columns - 1, Int((seconds - from) / secondsPerColumn))
  }

  /// The moment at the left edge of a column.
  package func seconds(at column: Int) -> Double { from + Double(column) * secondsPerColumn }

  /// One value a column, the highest (or the lowest) of what falls into it: an average would hide it.
  package func gather(_ samples: [Sample], highest: Bool = true) -> [Double?] {
    var gathered: [Double?] = Array(repeating: nil, count: columns)
    for sample in samples where sample.to > from && sample.from < to {
      // A sample that ends at the edge of a column does not reach into the next one.
      let first = max(0, Int((sample.from - from) / secondsPerColumn + 1e-6))
      let end = Int(((sample.to - from) / secondsPerColumn - 1e-6).rounded(.up))
      for column in first..<max(first, min(columns, max(end, first + 1))) {
        let known = gathered[column] ?? sample.value
        gathered[column] = highest ? max(known, sample.value) : min(known, sample.value)
      }
    }
    return gathered
  }

  /// The round number of seconds between labels that are at least `spacing` columns apart; a week at
  /// the most.
  package func step(spacing: Int) -> Double {
    let least = secondsPerColumn * Double(max(1, spacing))
    return Self.steps.first { $0 >= least } ?? 604_800
  }

  /// Moments that are at least `spacing` columns apart and round when counted from `zero`.
  package func ticks(spacing: Int, from zero: Double = 0) -> [Double] {
    let step = step(spacing: spacing)
    var ticks: [Double] = []
    var tick = ((from - zero) / step).rounded(.up) * step + zero
    while tick <= to, ticks.count < columns {
      ticks.append(tick)
      tick += step
    }
    return ticks
  }

  /// Draws the labels of the ticks, each beginning at its moment; none reaches into `taken`.
  package func drawLabels(
    in area: Area,
    from zero: Double = 0,
    spacing: Int = 12,
    keepingFree taken: Range<Int> = 0..<0,
    into canvas: inout Canvas,
    label: (Double) -> String
  ) {
    var free = 0
    var last = ""
    for tick in ticks(spacing: spacing, from: zero) {
      guard let column = column(at: tick), column >= free else { continue }
      let label = label(tick)
      // The same label at two places would be wrong at one of them.
      if label == last { continue }
      last = label
      let end = column + label.utf8.count
      if end > area.columns { break }
      if (column..<end).overlaps(taken) { continue }
      free = canvas.put(label, .muted, in: area, column: column) + 1
    }
  }

  private static let steps: [Double] = [
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200,
    86_400, 172_800, 604_800,
  ]
}
