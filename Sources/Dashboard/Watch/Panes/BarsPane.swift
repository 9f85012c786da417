import Budgets
import Measurements
import Sessions

/// The percentiles of the selected benchmark, against its budgets and the session behind.
struct BarsPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    let title = rest.takeTop(1)
    guard let row = view.row else {
      Rule("percentiles").draw(in: title, into: &canvas, view.glyphs)
      return
    }
    let span = Words.name(of: view.state.span)
    let ghost = view.ghost
    let marks = ghost?.snapshot == nil ? "" : "\(view.glyphs.ghostMark) \(ghost?.name ?? "")"
    let hasBudget = row.benchmark.map { benchmark in
      Quantile.reported.contains { budget(.quantile($0), of: benchmark.name) != nil }
    }
    let mark = hasBudget == false ? "" : "\(view.glyphs.budgetMark) budget"
    var hint = [mark, marks].filter { !$0.isEmpty }.joined(separator: ", ")
    guard let benchmark = row.benchmark else {
      Rule("p95 of each benchmark, \(span)", trailing: hint).draw(
        in: title,
        into: &canvas,
        view.glyphs
      )
      drawEach(in: rest, into: &canvas)
      return
    }
    var words = "\(row.name), \(span)"
    if let difference = ghost?.difference(of: row) {
      // What a rule needs beside its two texts; the mark of budgets gives way to the words.
      let room = area.columns - 10
      let longer = words + ": " + difference
      if let fitting = [hint, marks].first(where: { Columns.width(of: longer + $0) <= room }) {
        (words, hint) = (longer, fitting)
      }
    }
    Rule(words, trailing: hint).draw(in: title, into: &canvas, view.glyphs)
    let window = view.window(benchmark)
    let foot = rest.line(Quantile.reported.count + 1)
    guard let latency = window.latency else {
      let reason = window.count > 0 ? "nothing succeeded" : "no \(counted)"
      canvas.put("\(reason) in the \(span)", .muted, in: rest, column: 1)
      drawFoot(window, in: foot, into: &canvas)
      return
    }
    var bars = PercentileBars(rows(latency, ghost: ghost?.latency(of: row.name), of: row.name))
    bars.saysChange = ghost?.obstacle == nil
    bars.draw(in: rest, into: &canvas, view.glyphs)
    drawFoot(window, in: foot, into: &canvas)
  }

  private func rows(
    _ latency: LatencySummary,
    ghost: LatencySummary?,
    of name: String
  ) -> [PercentileBars.Row] {
    var rows = Quantile.reported.enumerated().map { index, quantile in
      PercentileBars.Row(
        label: quantile.name,
        value: Self.value(latency, index),
        ghost: Self.value(ghost, index),
        budget: budget(.quantile(quantile), of: name)
      )
    }
    rows.append(
      PercentileBars.Row(
        label: "max",
        value: Double(latency.maximum),
        ghost: ghost.map { Double($0.maximum) },
        budget: budget(.maximum, of: name)
      )
    )
    return rows
  }

  private func drawEach(in area: Area, into canvas: inout Canvas) {
    let ghost = view.ghost
    let rows = view.snapshot.benchmarks.prefix(area.rows).map { benchmark in
      let ghost = ghost?.latency(of: benchmark.name)
      return PercentileBars.Row(
        label: Columns.clipMiddle(
          benchmark.name,
          to: max(14, area.columns / 3),
          ellipsis: view.glyphs.ellipsis
        ),
        value: Self.value(view.window(benchmark).latency, Self.p95),
        ghost: Self.value(ghost, Self.p95),
        budget: budget(.quantile(.p95), of: benchmark.name)
      )
    }
    var bars = PercentileBars(Array(rows))
    bars.saysChange = ghost?.obstacle == nil
    bars.draw(in: area, into: &canvas, view.glyphs)
  }

  /// What its samples are.
  private var counted: String { view.model == .samples ? "runs" : "requests" }

  private func drawFoot(
    _ window: WindowStatus,
    in area: Area,
    into canvas: inout Canvas
  ) {
    var text = "\(Figures.quantity(Int(window.count))) \(counted), "
    text += "\(Figures.quantity(Int(window.failed))) failed"
    let errors = Words.errors(window.errors, most: 3)
    if !errors.isEmpty { text += ": \(errors)" }
    if window.dropped > 0 {
      text += "; \(Figures.quantity(Int(clamping: window.dropped))) dropped"
    }
    canvas.put(
      Columns.clip(text, to: area.columns - 2, ellipsis: view.glyphs.ellipsis),
      Style(window.failed > 0 ? .over : .muted),
      in: area,
      column: 1
    )
  }

  private func budget(_ metric: Metric, of name: String) -> Double? {
    view.snapshot.objectives.first {
      $0.objective.subject.name == name && $0.objective.metric == metric
        && $0.objective.comparison == .atMost
    }?.objective.budget
  }

  private static let p95 = Quantile.reported.firstIndex(of: .p95) ?? 0

  private static func value(_ latency: LatencySummary?, _ index: Int) -> Double? {
    guard let latency, latency.values.indices.contains(index) else { return nil }
    return Double(latency.values[index])
  }
}
