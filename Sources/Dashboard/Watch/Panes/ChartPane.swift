import Budgets
import Sessions

/// The selected objective over time, and under it on the same axis the load, the failures and what
/// happened: the cause stands under its effect.
struct ChartPane {
  let view: WatchView

  /// The least columns from one label of the axis to the next.
  private static let labelSpacing = 12

  func draw(in section: Area, into canvas: inout Canvas) {
    let layout = ChartLayout(section, view.state.origin, processes: view.whole.processes)
    if let title = layout.title { drawTitle(in: title, into: &canvas) }
    guard let plot = layout.plot, let timeline = layout.timeline else { return }
    let axis = view.state.axis(columns: plot.columns)
    drawBars(in: plot, of: section, axis, into: &canvas)
    for (track, line) in layout.tracks {
      draw(track, in: line, plot: plot, axis, into: &canvas)
    }
    let drawn = layout.tracks.count { ![.events, .day, .elapsed].contains($0.track) }
    drawRegion(in: timeline.takeRows(plot.rows + drawn), axis, into: &canvas)
    drawCursor(in: timeline.takeRows(plot.rows + drawn), axis, into: &canvas)
  }

  private var whole: Snapshot { view.whole }
  private var glyphs: Glyphs { view.glyphs }

  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    let isWide = area.columns >= 100
    let isReplay = view.state.origin == .replay
    var title = isReplay ? "whole session" : "whole run"
    var hints: [String] = []
    if let summed = view.summed { hints.append("read to \(summed)") }
    if view.cursor != nil, isWide || isReplay { hints.append("\(glyphs.cursor) cursor") }
    if isReplay, isWide || !view.state.region.isEmpty {
      let mark = glyphs.regionStart + glyphs.regionEnd
      hints.append("\(mark) region" + (view.state.region.isEmpty ? " none" : ""))
    }
    if let row = view.row {
      let figures = view.figures(of: row)
      title = "\(row.name) \(Words.long(figures.metric)), \(title)"
      hints.append(budgetHint(row, figures))
    }
    if isWide, let ghost = view.ghost { hints.append("\(glyphs.ghostLine) \(ghost.name)") }
    if isWide, !isReplay { hints.append("\(glyphs.planned) planned") }
    // The least important first, as long as the title keeps its room.
    while hints.count > 1, Columns.width(of: hints.joined(separator: "   ")) + 34 > area.columns {
      hints.removeFirst()
    }
    Rule(title, trailing: hints.joined(separator: "   ")).draw(in: area, into: &canvas, glyphs)
  }

  private func budgetHint(_ row: ObjectiveRow, _ figures: RowFigures) -> String {
    guard figures.objective != nil else { return "no budget" }
    let objective = shownObjective(row)
    let budget = objective == row.status.objective ? "budget" : "what if"
    return "\(glyphs.budgetLine) \(budget) \(Words.budget(objective))"
  }

  /// The objective of a row with the budget that is tried, if one is.
  private func shownObjective(_ row: ObjectiveRow) -> Objective {
    view.state.trial.flatMap { $0.index == row.index ? $0.objective : nil } ?? row.status.objective
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
    let figures = view.figures(of: row)
    let objective = figures.objective.map { _ in shownObjective(row) }
    let metric = figures.metric
    // Availability is drawn from its other side: bars near the top would hide what is missing.
    let isShareOfGood = metric == .availability
    let samples = whole.samples(
      of: figures.history,
      since: whole.originNanoseconds
    ) { isShareOfGood ? 1 - $0 : $0 }
    var chart = Plot(
      values: axis.gather(samples, highest: !isFloor(objective)),
      ghost: axis.gather(
        view.ghost?.samples(of: row) { isShareOfGood ? 1 - $0 : $0 } ?? [],
        highest: !isFloor(objective)
      ),
      budget: objective.map { isShareOfGood ? 1 - $0.budget : $0.budget }
    ) { value in
      switch metric.unit {
      case .nanoseconds: Figures.shortDuration(nanoseconds: value)
      case .share: Figures.fineShare(value)
      case .perSecond where objective == nil: Figures.rate(value)
      case .perSecond, .bytes, .count:
        objective.map { Figures.value(value, of: $0) } ?? Figures.value(value, in: metric.unit)
      }
    }
    chart.budgetText = isShareOfGood ? nil : objective?.budgetText
    chart.goodSide = isFloor(objective) ? .above : .below
    chart.draw(in: plot, gutter: gutter, into: &canvas, glyphs)
    // Where the scale needs all of the gutter, the title alone has the name.
    let name = isShareOfGood ? "bad" : Words.short(metric)
    if gutter.columns >= 11, let row = chart.freeRow(for: name, in: gutter) {
      canvas.put(name, .muted, in: gutter, column: 1, row: row)
    }
    if section.columns >= 100, let line = chart.budgetRow(rows: plot.rows) {
      let right = plot.column + plot.columns - section.column
      let line = section.line(plot.row - section.row + line)
      canvas.put("budget", Style(.budget), in: line, column: right + 1)
    }
  }

  private func isFloor(_ objective: Objective?) -> Bool {
    objective?.comparison == .atLeast && objective?.metric != .availability
  }

  private func draw(
    _ track: ChartLayout.Track,
    in line: Area,
    plot: Area,
    _ axis: TimeAxis,
    into canvas: inout Canvas
  ) {
    let body = line.slice(from: plot.column - line.column, columns: plot.columns)
    let right = plot.column + plot.columns - line.column + 1
    func label(_ text: String) { canvas.put(text, .muted, in: line, column: 1) }
    // Half a figure would be another figure: what does not fit is said in fewer words.
    func end(_ texts: String..., style: Style) {
      let text = texts.first { Columns.width(of: $0) <= line.columns - right } ?? ""
      canvas.put(text, style, in: line, column: right)
    }
    switch track {
    case .load:
      label(Words.unit(of: view.model))
      let text = LoadTrack(view: view).draw(
        in: body,
        axis,
        isWide: line.columns >= 100,
        into: &canvas
      )
      end(text.long, text.short, style: Style(.load))
    case .rate:
      label(view.model == .samples ? "runs/s" : "req/s")
      draw(whole.timeline.rate, in: body, axis, role: .text, into: &canvas)
      end(view.snapshot.traffic.rate.map { Figures.rate($0) } ?? glyphs.none, style: .text)
    case .failed:
      label("failed")
      draw(whole.timeline.failed, in: body, axis, role: .violation, into: &canvas)
      let share = view.snapshot.traffic.failedShare ?? 0
      end(Figures.share(share), style: Style(share > 0 ? .over : .muted))
    case .process(let index):
      guard whole.processes.indices.contains(index) else { return }
      let process = whole.processes[index]
      let room = plot.column - line.column - 2
      label(Columns.clipMiddle(process.label, to: room, ellipsis: glyphs.ellipsis))
      draw(process.cpu, in: body, axis, role: .text, into: &canvas)
      let now = view.snapshot.processes.first { $0.label == process.label }?.cpu.points.last
      if let cpu = now ?? nil {
        let use = Figures.cpu(cpu, of: whole.head.host.cores)
        end("CPU \(use)", use, "\(Figures.decimal(cpu * 100, 0))%", style: .text)
      } else {
        end(process.whole == nil ? "never seen" : "not there", glyphs.none, style: .text)
      }
    case .events:
      label("events")
      EventTrack(view: view).draw(in: body, axis, into: &canvas)
    case .day, .elapsed: drawClock(track, in: body, axis, into: &canvas)
    }
  }

  /// Labels of the axis, and the playhead's own among them.
  private func drawClock(
    _ track: ChartLayout.Track,
    in body: Area,
    _ axis: TimeAxis,
    into canvas: inout Canvas
  ) {
    let isDay = track == .day
    let cursor = view.cursor
    let column = cursor.flatMap { axis.column(at: whole.seconds(at: $0)) }
    var label = cursor.map { isDay ? whole.timeOfDay(at: $0) : view.elapsed(at: $0) } ?? ""
    var start = column ?? 0
    if let column {
      if column + 1 + label.utf8.count <= body.columns {
        label = glyphs.now + label
      } else {
        label += glyphs.now
        start = column + 1 - Columns.width(of: label)
      }
    }
    let taken = column == nil ? 0..<0 : start - 1..<start + Columns.width(of: label) + 1
    if isDay {
      // Round times of day, not round times since the start.
      let midnight = -whole.originSecondOfDay
      let isWholeMinutes = axis.step(spacing: Self.labelSpacing) >= 60
      axis.drawLabels(
        in: body,
        from: midnight,
        spacing: Self.labelSpacing,
        keepingFree: taken,
        into: &canvas
      ) { tick in
        let moment = whole.originNanoseconds + Int64((tick * 1e9).rounded())
        let text = whole.timeOfDay(at: moment)
        // Over several days, midnight says which one.
        if text == "00:00:00", axis.to - axis.from > 86_400 { return whole.day(at: moment) }
        return isWholeMinutes ? String(text.dropLast(3)) : text
      }
    } else {
      axis.drawLabels(in: body, keepingFree: taken, into: &canvas) {
        Figures.clock(seconds: $0)
      }
    }
    if column != nil { canvas.put(label, Style(.accent, .bold), in: body, column: start) }
  }

  private func draw(
    _ history: History,
    in area: Area,
    _ axis: TimeAxis,
    role: Role,
    into canvas: inout Canvas
  ) {
    let values = axis.gather(whole.samples(of: history, since: 0) { $0 > 0 ? $0 : nil })
    Sparkline(values, role: role).draw(in: area, into: &canvas, glyphs)
  }

  private func drawCursor(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    guard let cursor = view.cursor else { return }
    draw(String(glyphs.cursor), at: cursor, in: area, axis, into: &canvas)
  }

  private func drawRegion(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    let end = view.state.endNanoseconds
    guard let bounds = view.state.region.bounds(endNanoseconds: end) else { return }
    draw(glyphs.regionStart, at: bounds.lowerBound, in: area, axis, into: &canvas)
    draw(glyphs.regionEnd, at: min(end, bounds.upperBound), in: area, axis, into: &canvas)
  }

  private func draw(
    _ mark: String,
    at moment: Int64,
    in area: Area,
    _ axis: TimeAxis,
    into canvas: inout Canvas
  ) {
    guard let column = axis.column(at: whole.seconds(at: moment)) else { return }
    for row in 0..<area.rows {
      canvas.put(mark, Style(.accent, .bold), in: area, column: column, row: row)
    }
  }
}
