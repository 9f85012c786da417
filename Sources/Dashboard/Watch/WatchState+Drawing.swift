import Budgets
import Sessions

extension WatchState {
  /// Draws the screen; a pure function of state and area.
  package func draw(in area: Area, into canvas: inout Canvas) {
    guard area.columns >= WatchLayout.least.columns, area.rows >= WatchLayout.least.rows else {
      drawTooSmall(in: area, into: &canvas)
      return
    }
    let view = WatchView(self)
    let layout = WatchLayout(
      area: area,
      rowCount: view.rows.count,
      selected: view.selected,
      self
    )
    HeaderPane(view: view).draw(in: layout.header, into: &canvas)
    drawPage(view, layout, into: &canvas)
    if let area = layout.trial {
      canvas.fill(area)
      TrialPane(view: view).draw(in: area, into: &canvas)
    }
    if let rule = layout.footRule { Rule().draw(in: rule, into: &canvas, glyphs) }
    drawFoot(in: layout.keys, into: &canvas)
    if overlay == .help {
      var body = area
      _ = body.takeBottom(1)
      HelpPane(view: view).draw(in: body, into: &canvas)
    }
  }

  private func drawPage(_ view: WatchView, _ layout: WatchLayout, into canvas: inout Canvas) {
    switch page {
    case .overview: drawOverview(view, layout, into: &canvas)
    case .details:
      if let chart = layout.chart { ChartPane(view: view).draw(in: chart, into: &canvas) }
      DetailsPane(view: view).draw(in: layout.table, into: &canvas)
    case .load:
      if let chart = layout.chart { ChartPane(view: view).draw(in: chart, into: &canvas) }
      drawSteps(view, in: layout.table, into: &canvas)
    case .events:
      if let chart = layout.chart { ChartPane(view: view).draw(in: chart, into: &canvas) }
      var rest = layout.table
      if let changes = frame?.changes, !changes.isEmpty, rest.rows >= 8 {
        let lines = min(changes.count + 1, rest.rows / 2)
        ChangesPane(view: view).draw(in: rest.takeTop(lines), into: &canvas)
      }
      EventsPane(view: view).draw(in: rest, into: &canvas)
    case .slowest:
      if let chart = layout.chart { ChartPane(view: view).draw(in: chart, into: &canvas) }
      SlowestPane(view: view).draw(in: layout.table, into: &canvas)
    case .run: RunPane(view: view).draw(in: layout.table, into: &canvas)
    }
  }

  private func drawOverview(_ view: WatchView, _ layout: WatchLayout, into canvas: inout Canvas) {
    TablePane(view: view, layout: layout).draw(into: &canvas)
    if let area = layout.chart { ChartPane(view: view).draw(in: area, into: &canvas) }
    if let area = layout.bars { BarsPane(view: view).draw(in: area, into: &canvas) }
    if let area = layout.changes { ChangesPane(view: view).draw(in: area, into: &canvas) }
    if let area = layout.steps { drawSteps(view, in: area, into: &canvas) }
    if let area = layout.events { EventsPane(view: view).draw(in: area, into: &canvas) }
    if let area = layout.slowest { SlowestPane(view: view).draw(in: area, into: &canvas) }
    if let area = layout.lastEvents { EventsPane(view: view).drawLine(in: area, into: &canvas) }
  }

  /// What each step of the load did; where there is none, what a run takes.
  private func drawSteps(_ view: WatchView, in area: Area, into canvas: inout Canvas) {
    if view.model == .samples {
      RunsPane(view: view).draw(in: area, into: &canvas)
    } else {
      StepsPane(view: view).draw(in: area, into: &canvas)
    }
  }

  private func drawFoot(in area: Area, into canvas: inout Canvas) {
    if overlay == .confirmQuit {
      let text =
        area.columns >= 70
        ? "End the run before its time?  y ends it, the recording is kept   any other key goes on"
        : "End the run now?  y yes   any other key no"
      canvas.put(
        Columns.left(" " + text, area.columns),
        Style(.drift, [.bold, .reverse]),
        in: area
      )
    } else if let prompt {
      draw(prompt, in: area, into: &canvas)
    } else if let notice {
      let text = Columns.clip(notice, to: area.columns - 2, ellipsis: glyphs.ellipsis)
      canvas.put(text, Style(.accent, .bold), in: area, column: 1)
    } else {
      KeyLine(KeyHints.hints(for: self)).draw(in: area, into: &canvas)
    }
  }

  private func draw(_ prompt: Prompt, in area: Area, into canvas: inout Canvas) {
    let label =
      switch prompt.purpose {
      case .filter: "filter: "
      case .mark: "mark: "
      case .note: "note at \(newest.timeOfDay(at: hereNanoseconds)): "
      case .level: "\(Words.unit(of: newest.load.model)): "
      case .budget: budgetLabel
      case .time: "go to: "
      case .command: ":"
      }
    let hint =
      switch prompt.purpose {
      case .time: SessionMoment.examples
      case .command: commandHint(prompt.text)
      default: "Enter takes it  Esc leaves it"
      }
    var column = canvas.put(label, Style(.accent, .bold), in: area, column: 1)
    // The end of the line is where typing goes on, so the beginning gives way.
    var text = prompt.text
    while Columns.width(of: text) > area.columns - column - 2, !text.isEmpty { text.removeFirst() }
    column = canvas.put(text, in: area, column: column)
    canvas.put(" ", Style(.text, .reverse), in: area, column: column)
    let room = area.columns - column - 4
    if room >= 16 {
      canvas.put(
        Columns.clip(hint, to: room, ellipsis: glyphs.ellipsis),
        .muted,
        in: area,
        column: column + 3
      )
    }
  }

  /// Of which objective the budget is typed: `list p95≤`.
  private var budgetLabel: String {
    guard let objective = trial?.objective else { return "budget: " }
    let sign = objective.comparison == .atMost ? glyphs.atMost : glyphs.atLeast
    return "\(objective.subject.name) \(Words.short(objective.metric))\(sign)"
  }

  /// What a command line could become: the names that fit, or what the command takes.
  private func commandHint(_ text: String) -> String {
    let matching = ScreenCommand.matching(text, for: origin)
    if matching.count == 1, let command = matching.first {
      return text.contains(" ") || command.argument.isEmpty
        ? command.argument : "\(command.name) \(command.argument)"
    }
    return matching.isEmpty ? "no such command" : matching.map(\.name).joined(separator: " ")
  }

  private func drawTooSmall(in area: Area, into canvas: inout Canvas) {
    let least = WatchLayout.least
    let lines = [
      "too small: \(area.columns)x\(area.rows)", "at least \(least.columns)x\(least.rows)",
      overlay == .confirmQuit ? "end the run? y" : "q quit",
    ]
    for (row, line) in lines.enumerated() { canvas.put(line, in: area, row: row) }
  }
}
