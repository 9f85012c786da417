import Budgets
import Sessions

/// The selected objective over time, and under it on the same axis the load, the failures and what
/// happened: the cause stands under its effect.
struct ChartPane {
  let view: WatchView

  private static func gutters(_ columns: Int) -> (left: Int, right: Int) {
    columns >= 100 ? (11, 11) : (8, 6)
  }

  /// The lines under the bars: load, failures, requests per second, events, axis.
  private static func tracks(rows: Int) -> [Track] {
    switch rows {
    case ..<7: [.load, .axis]
    case 7..<9: [.load, .failed, .axis]
    case 9..<14: [.load, .failed, .events, .axis]
    default: [.load, .rate, .failed, .events, .axis]
    }
  }

  private enum Track {
    case load
    case rate
    case failed
    case events
    case axis
  }

  /// The bars within the section, whose first line is its title.
  static func plot(in section: Area) -> Area? {
    let rows = section.rows - 1 - tracks(rows: section.rows).count
    guard rows > 0 else { return nil }
    let (left, right) = gutters(section.columns)
    guard section.columns > left + right else { return nil }
    return Area(
      column: section.column + left,
      row: section.row + 1,
      columns: section.columns - left - right,
      rows: rows
    )
  }

  func draw(in section: Area, into canvas: inout Canvas) {
    drawTitle(in: section.line(0), into: &canvas)
    guard let plot = Self.plot(in: section) else { return }
    let axis = view.snapshot.axis(columns: plot.columns)
    drawBars(in: plot, of: section, axis, into: &canvas)
    for (offset, track) in Self.tracks(rows: section.rows).enumerated() {
      let line = section.line(1 + plot.rows + offset)
      draw(track, in: line, plot: plot, axis, into: &canvas)
    }
    drawCursor(in: plot, axis, into: &canvas)
  }

  private var snapshot: Snapshot { view.snapshot }
  private var glyphs: Glyphs { view.glyphs }

  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    var title = "whole run"
    var trailing = ""
    if let row = view.row {
      let objective = row.status.objective
      title = "\(row.name) \(Words.long(objective.metric)), whole run"
      trailing = "\(glyphs.budgetLine) budget \(Words.budget(objective))"
    }
    if area.columns >= 100 { trailing += "   \(glyphs.planned) planned" }
    Rule(title, trailing: Words.stripped(trailing)).draw(in: area, into: &canvas, glyphs)
  }

  private func drawBars(
    in plot: Area,
    of section: Area,
    _ axis: TimeAxis,
    into canvas: inout Canvas
  ) {
    let left = section.slice(from: 0, columns: plot.column - section.column)
    let gutter = Area(column: left.column, row: plot.row, columns: left.columns, rows: plot.rows)
    guard let row = view.row else { return }
    let objective = row.status.objective
    let metric = objective.metric
    // Availability is drawn from its other side: bars near the top would hide what is missing.
    let isShareOfGood = metric == .availability
    let samples = snapshot.samples(
      of: row.status.history,
      since: snapshot.originNanoseconds
    ) { isShareOfGood ? 1 - $0 : $0 }
    var chart = Plot(
      values: axis.gather(samples, highest: !isFloor(objective)),
      budget: isShareOfGood ? 1 - objective.budget : objective.budget
    ) { value in
      switch metric.unit {
      case .nanoseconds: Figures.shortDuration(nanoseconds: value)
      case .share: Figures.fineShare(value)
      case .perSecond: Figures.rate(value)
      }
    }
    chart.goodSide = isFloor(objective) ? .above : .below
    chart.draw(in: plot, gutter: gutter, into: &canvas, glyphs)
    let name = isShareOfGood ? "bad" : Words.short(metric)
    // In a narrow gutter the scale needs all of it, and the title has the name.
    if gutter.columns >= 11 {
      canvas.put(name, .muted, in: gutter, column: 1)
    }
    if section.columns >= 100, let line = chart.budgetRow(rows: plot.rows) {
      let right = plot.column + plot.columns - section.column
      canvas.put("budget", Style(.budget), in: section.line(1 + line), column: right + 1)
    }
  }

  private func isFloor(_ objective: Objective) -> Bool {
    objective.comparison == .atLeast && objective.metric != .availability
  }

  private func draw(
    _ track: Track,
    in line: Area,
    plot: Area,
    _ axis: TimeAxis,
    into canvas: inout Canvas
  ) {
    let body = line.slice(from: plot.column - line.column, columns: plot.columns)
    let right = plot.column + plot.columns - line.column + 1
    let timeline = snapshot.timeline
    switch track {
    case .load:
      canvas.put(Words.unit(of: view.model), .muted, in: line, column: 1)
      let end = LoadTrack(view: view).draw(
        in: body,
        axis,
        isWide: line.columns >= 100,
        into: &canvas
      )
      canvas.put(
        Columns.clip(end, to: line.columns - right),
        Style(.load),
        in: line,
        column: right
      )
    case .rate:
      canvas.put("req/s", .muted, in: line, column: 1)
      draw(timeline.rate, in: body, axis, role: .text, into: &canvas)
      canvas.put(Figures.rate(snapshot.rate), in: line, column: right)
    case .failed:
      canvas.put("failed", .muted, in: line, column: 1)
      draw(timeline.failed, in: body, axis, role: .violation, into: &canvas)
      let share = snapshot.failedShareNow
      canvas.put(
        Figures.share(share),
        Style(share > 0 ? .over : .muted),
        in: line,
        column: right
      )
    case .events:
      canvas.put("events", .muted, in: line, column: 1)
      EventTrack(view: view).draw(in: body, axis, into: &canvas)
    case .axis: axis.drawLabels(in: body, into: &canvas)
    }
  }

  private func draw(
    _ history: History,
    in area: Area,
    _ axis: TimeAxis,
    role: Role,
    into canvas: inout Canvas
  ) {
    let values = axis.gather(snapshot.samples(of: history, since: 0) { $0 > 0 ? $0 : nil })
    Sparkline(values, role: role).draw(in: area, into: &canvas, glyphs)
  }

  private func drawCursor(in plot: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    guard let cursor = view.cursor, let column = axis.column(at: snapshot.seconds(at: cursor))
    else { return }
    for row in 0..<plot.rows {
      canvas.put(glyphs.cursor, Style(.accent, .bold), in: plot, column: column, row: row)
    }
  }
}
