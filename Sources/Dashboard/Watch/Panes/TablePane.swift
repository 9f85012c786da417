import Budgets
import Sessions

/// One line an objective: the figure that is judged beside the one of now, the gauge, the verdict.
struct TablePane {
  let view: WatchView
  let layout: WatchLayout
  let columns: TableLayout
  /// The names of the rows that are shown.
  private let names: Set<String>

  init(view: WatchView, layout: WatchLayout) {
    self.view = view
    self.layout = layout
    let visible = view.rows.dropFirst(layout.firstRow).prefix(max(1, layout.tableRows))
    names = Set(visible.map(\.name))
    var contents: [TableLayout.Column: Int] = [:]
    for row in visible {
      let texts: [(TableLayout.Column, String)] = [
        (.name, row.name), (.objective, Self.objective(of: row, view)),
        (.word, row.status.whole.verdict.rawValue), (.detail, Self.detail(row, view)),
      ]
      for (column, text) in texts {
        contents[column] = max(contents[column] ?? 0, Columns.width(of: text))
      }
    }
    columns = TableLayout(columns: layout.table.columns - 1, contents: contents, view.glyphs)
  }

  private static func objective(of row: ObjectiveRow, _ view: WatchView) -> String {
    let figures = view.figures(of: row)
    return figures.objective.map { Words.objective($0, view.glyphs) } ?? Words.short(figures.metric)
  }

  func draw(into canvas: inout Canvas) {
    let area = layout.table
    guard !area.isEmpty else { return }
    if let title = layout.tableTitle { drawTitle(in: title, into: &canvas) }
    drawHeading(in: area.line(0), into: &canvas)
    guard !view.rows.isEmpty else {
      drawEmpty(in: area.line(1), into: &canvas)
      return
    }
    for offset in 0..<layout.tableRows {
      let index = layout.firstRow + offset
      guard view.rows.indices.contains(index) else { break }
      draw(view.rows[index], isSelected: index == view.selected, in: area.line(offset + 1), &canvas)
    }
    if layout.hasMore { drawMore(in: area.line(area.rows - 1), into: &canvas) }
  }

  private var glyphs: Glyphs { view.glyphs }

  /// What the figures of the rows span: to the playhead, or within the region.
  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    guard let result = view.state.judgedRegion else {
      let title = view.cursor == nil ? "at the end" : "at the cursor"
      let hint =
        view.isWhole
        ? "fill whole run so far, \(glyphs.diamond) \(view.recentTitle)"
        : "totals are loading, \(view.summed ?? "…"); \(glyphs.diamond) \(view.recentTitle)"
      Rule(title, trailing: hint).draw(in: area, into: &canvas, glyphs)
      return
    }
    let bounds = result.bounds
    let share = result.count > 0 ? Double(result.failed) / Double(result.count) : 0
    let from = view.whole.timeOfDay(at: bounds.lowerBound)
    let to = view.whole.timeOfDay(at: bounds.upperBound)
    let figures =
      "\(Figures.quantity(Int(clamping: result.count))) requests, \(Figures.rate(result.rate))/s, "
      + "failed \(Figures.share(share))"
    Rule("region \(from) – \(to)", trailing: figures).draw(in: area, into: &canvas, glyphs)
  }

  private func drawEmpty(in area: Area, into canvas: inout Canvas) {
    let text =
      view.state.filter.isEmpty
      ? "no objectives: nothing is judged" : "no row matches '\(view.state.filter)'; Esc shows all"
    canvas.put(Columns.clip(text, to: area.columns - 3), .muted, in: area, column: 3)
  }

  private func drawHeading(in area: Area, into canvas: inout Canvas) {
    let isNarrow = area.columns < 100
    let whole =
      view.state.judgedRegion != nil
      ? "region" : view.cursor != nil ? (isNarrow ? "to here" : "to cursor") : nil
    let name = view.state.filter.isEmpty ? "benchmark" : "/\(view.state.filter)"
    put(name, .name, .muted, in: area, &canvas)
    put("objective", .objective, .muted, in: area, &canvas)
    put(whole ?? (isNarrow ? "run" : "whole run"), .whole, .muted, in: area, &canvas)
    let recent = isNarrow ? String(view.recentTitle.dropFirst(5)) : view.recentTitle
    put(recent + "  ", .recent, .muted, in: area, &canvas)
    // A hard budget has no second mark, and leaves that of the others its name.
    let all = view.rows.map(\.status.objective.limits)
    let limits = all.first { !$0.isHard } ?? all.first ?? VerdictLimits()
    put(
      Gauge.heading(limits: (limits.drift, limits.violation), glyphs),
      .gauge,
      .muted,
      in: area,
      &canvas
    )
    put("verdict", .word, .muted, in: area, &canvas)
    put("rate", .rate, .muted, in: area, &canvas)
    let isNow = view.cursor == nil && view.state.origin == .live && !view.snapshot.isOver
    put(isNow ? "failed now" : "failed", .failed, .muted, in: area, &canvas)
    put("whole run", .history, .muted, in: area, &canvas)
  }

  private func draw(
    _ row: ObjectiveRow,
    isSelected: Bool,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    let objective = row.status.objective
    let whole = row.status.whole
    let figures = view.figures(of: row)
    let role = Words.role(whole.verdict)
    if isSelected { canvas.put(glyphs.selected, Style(.accent, .bold), in: area, column: 1) }
    put(row.name, .name, isSelected ? Style(.accent, .bold) : .text, in: area, &canvas)
    put(
      Self.objective(of: row, view),
      .objective,
      objective.isDefault ? .muted : .text,
      in: area,
      &canvas
    )
    if let reason = row.benchmark?.skipped {
      drawSkipped(reason, in: area, &canvas)
      return
    }
    // What the few answers took is not what is judged.
    let observed = whole.tooFewAnswers ? nil : figures.whole
    let value = observed.map { cell($0, of: figures) } ?? glyphs.none
    put(
      value,
      .whole,
      whole.verdict.severity > Verdict.pass.severity ? Style(role) : .text,
      in: area,
      &canvas
    )
    let recent = view.recent(row)
    let isOver = (recent.consumption ?? 0) > objective.limits.drift
    let now =
      recent.tooFewAnswers && figures.objective != nil
      ? "failed" : figures.recent.map { cell($0, of: figures) } ?? glyphs.none
    put(
      now + (isOver ? " \(glyphs.over)" : "  "),
      .recent,
      isOver ? Style(.over) : .text,
      in: area,
      &canvas
    )
    let hasBudget = figures.objective != nil
    if hasBudget {
      drawGauge(row, recent: recent.tooFewAnswers ? nil : recent.consumption, in: area, &canvas)
    }
    let used =
      whole.consumption == nil || !hasBudget || whole.tooFewAnswers
      ? glyphs.none : Figures.consumption(whole.consumption, infinity: glyphs.infinity)
    put(used, .used, whole.verdict == .pending ? .muted : Style(role), in: area, &canvas)
    put(Words.glyph(whole.verdict, glyphs), .badge, Style(role, .bold), in: area, &canvas)
    let isLoading = !view.isWhole && view.state.judgedRegion == nil
    put(isLoading ? "loading" : whole.verdict.rawValue, .word, Style(role), in: area, &canvas)
    put(Self.detail(row, view), .detail, .muted, in: area, &canvas)
    if let traffic = traffic(of: row) { drawTraffic(traffic, in: area, &canvas) }
    if let place = columns.places[.history] {
      let line = area.slice(from: place.start + 2, columns: place.columns - 2)
      drawHistory(row, figures, in: line, into: &canvas)
    }
  }

  /// A value in a column: CPU above one core as `180%/2`, of two cores.
  private func cell(_ value: Double, of figures: RowFigures) -> String {
    let cores = view.whole.head.host.cores
    guard figures.metric == .cpu, value > 1, cores > 0 else { return figures.text(value) }
    return "\(Figures.decimal(value * 100, 0))%/\(cores)"
  }

  /// Why there are no figures, in their place.
  private func drawSkipped(_ reason: String, in area: Area, _ canvas: inout Canvas) {
    let role = Words.role(.skipped)
    put(Words.glyph(.skipped, glyphs), .badge, Style(role), in: area, &canvas)
    put(Verdict.skipped.rawValue, .word, Style(role), in: area, &canvas)
    guard let first = columns.places[.whole], let badge = columns.places[.badge] else { return }
    let start = first.start + 2
    let shown = Columns.clip(reason, to: badge.start - start, ellipsis: glyphs.ellipsis)
    canvas.put(shown, Style(role), in: area, column: start)
  }

  /// On the scale of the budget, so that a small line is a small share of it.
  ///
  /// With a ghost it lies on the axis of the chart, and the ghost shows what is to come.
  private func drawHistory(
    _ row: ObjectiveRow,
    _ figures: RowFigures,
    in area: Area,
    into canvas: inout Canvas
  ) {
    guard let objective = figures.objective else {
      let values = figures.history.points.map { $0 }
      let top = values.compactMap { $0 }.max() ?? 1
      Sparkline(values, role: .load, maximum: top).draw(in: area, into: &canvas, view.glyphs)
      return
    }
    let consumption = objective.consumption(of:)
    let history = figures.history
    var own = history.points.map { $0.map(consumption) }
    var other: [Double?] = []
    if let ghost = view.ghost, view.state.origin == .live, !view.whole.isOver {
      let axis = view.state.axis(columns: area.columns)
      let samples = view.whole.samples(
        of: history,
        since: view.whole.originNanoseconds,
        consumption
      )
      own = axis.gather(samples)
      other = zip(own, axis.gather(ghost.samples(of: row, consumption))).map {
        $0 == nil ? $1 : nil
      }
    }
    let top = max(1, (own + other).compactMap { $0 }.filter(\.isFinite).max() ?? 1)
    Sparkline(other, role: .ghost, maximum: top).draw(in: area, into: &canvas, view.glyphs)
    Sparkline(own, role: .load, maximum: top).draw(in: area, into: &canvas, view.glyphs)
  }

  private func drawGauge(
    _ row: ObjectiveRow,
    recent: Double?,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    guard let place = columns.places[.gauge] else { return }
    guard !row.status.whole.tooFewAnswers else {
      // No share of the budget says it.
      canvas.putRight(
        Columns.clip(Words.tooManyFailed, to: place.columns - 1, ellipsis: glyphs.ellipsis),
        Style(.violation),
        in: area,
        end: place.start + place.columns
      )
      return
    }
    let objective = row.status.objective
    let isJudged = row.status.whole.verdict != .pending
    var gauge = Gauge(
      consumption: isJudged ? row.status.whole.consumption : nil,
      recent: recent,
      role: Words.role(row.status.whole.verdict)
    )
    gauge.limits = (objective.limits.drift, objective.limits.violation)
    gauge.tolerance = view.snapshot.suite?.tolerance?.share ?? 0
    gauge.draw(
      in: area.slice(
        from: place.start + place.columns - Gauge.columns,
        columns: Gauge.columns
      ),
      into: &canvas,
      glyphs
    )
  }

  /// Of watched processes nothing comes.
  private func traffic(of row: ObjectiveRow) -> Traffic? {
    switch row.status.objective.subject {
    case .benchmark: row.benchmark?.traffic
    case .suite: view.snapshot.traffic
    case .process: nil
    }
  }

  private func drawTraffic(_ traffic: Traffic, in area: Area, _ canvas: inout Canvas) {
    let rate = traffic.rate.map { Figures.rate($0) + "/s" } ?? glyphs.none
    put(rate, .rate, .text, in: area, &canvas)
    let share = traffic.failedShare ?? 0
    let failed = traffic.failedShare.map { Figures.share($0) } ?? glyphs.none
    put(failed, .failed, share > 0 ? Style(.over) : .text, in: area, &canvas)
  }

  private static func detail(_ row: ObjectiveRow, _ view: WatchView) -> String {
    let whole = row.status.whole
    if view.state.judgedRegion != nil { return "in the region" }
    if row.status.isOfUnseenProcess { return view.snapshot.isOver ? "never seen" : "not seen yet" }
    if whole.verdict == .pending, whole.missing > 0 { return "needs \(whole.missing)" }
    if view.recent(row).tooFewAnswers, !view.snapshot.isOver {
      return view.recentTitle.replacing("last", with: "failed in")
    }
    if whole.tooFewAnswers { return "" }
    if let left = row.status.errorBudget?.emptyInNanoseconds, !view.snapshot.isOver {
      let seconds = left / 1_000_000_000
      if seconds == 0 { return "used up" }
      return "empty in " + (seconds < 1000 ? "\(seconds)s" : "\(seconds / 60)m")
    }
    if !whole.sure, [.drift, .violation].contains(whole.verdict), !row.status.objective.isValue {
      return "unsure"
    }
    if view.timed(row) != nil { return "no budget" }
    if row.status.objective.isDefault { return "default" }
    return row.status.objective.limits.isHard ? "hard" : ""
  }

  private func drawMore(in area: Area, into canvas: inout Canvas) {
    let above = layout.firstRow
    let below = view.rows.dropFirst(above + layout.tableRows)
    var parts: [String] = []
    if above > 0 { parts.append("\(above) above") }
    if !below.isEmpty { parts.append(above > 0 ? "\(below.count) below" : "\(below.count) more") }
    var text = parts.joined(separator: ", ")
    if let next = below.first {
      let verdict = next.status.whole.verdict
      text += ": \(next.name) \(verdict.rawValue)"
      if below.count > 1 { text += ", …" }
      if below.count == 1, next.status.whole.missing > 0 {
        text += ", needs \(Figures.samples(next.status.whole.missing))"
      }
    }
    canvas.put(
      Columns.clip(text, to: area.columns - 3, ellipsis: glyphs.ellipsis),
      .muted,
      in: area,
      column: 3
    )
  }

  /// As much of a name as fits: its beginning, or also its end where another row begins alike.
  private func shown(_ name: String, in columns: Int) -> String {
    let clipped = Columns.clip(name, to: columns, ellipsis: glyphs.ellipsis)
    guard clipped != name else { return name }
    let isAmbiguous = names.contains { other in
      other != name && Columns.clip(other, to: columns, ellipsis: glyphs.ellipsis) == clipped
    }
    return isAmbiguous
      ? Columns.clipMiddle(name, to: columns, ellipsis: glyphs.ellipsis) : clipped
  }

  private func put(
    _ text: String,
    _ column: TableLayout.Column,
    _ style: Style,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    guard let place = columns.places[column] else { return }
    let room = place.columns - 1
    switch column {
    case .name:
      canvas.put(shown(text, in: place.columns - 3), style, in: area, column: place.start + 3)
    case .objective, .detail, .word, .badge, .history:
      let gap = column == .badge ? place.columns - 1 : column == .history ? 2 : 1
      canvas.put(
        Columns.clip(text, to: place.columns - gap, ellipsis: glyphs.ellipsis),
        style,
        in: area,
        column: place.start + gap
      )
    case .gauge:
      canvas.put(text, style, in: area, column: place.start + place.columns - Gauge.columns)
    case .whole, .recent, .used, .rate, .failed:
      let clipped = Columns.clip(text, to: room, ellipsis: glyphs.ellipsis)
      canvas.putRight(clipped, style, in: area, end: place.start + place.columns)
    }
  }
}
