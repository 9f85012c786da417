import Budgets
import Measurements
import Sessions

/// Everything about one objective: its chart above, its percentiles, spread and figures below.
struct DetailsPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    guard let row = view.row else {
      canvas.put("no row is selected", .muted, in: area, column: 1)
      return
    }
    var rest = area
    let facts = facts(row)
    let isWide = area.columns >= 110
    if isWide, rest.rows >= 9 {
      var top = rest.takeTop(max(9, min(rest.rows, facts.count + 1)))
      let left = top.slice(from: 0, columns: 79 - WatchLayout.gutter)
      BarsPane(view: view).draw(in: left.takeRows(9), into: &canvas)
      top = top.slice(from: 79)
      draw(facts, row, in: top, into: &canvas)
    } else {
      if rest.rows >= 9 + 4 {
        BarsPane(view: view).draw(in: rest.takeTop(9), into: &canvas)
      }
      draw(facts, row, in: rest.takeTop(facts.count + 1), into: &canvas)
    }
    if rest.rows >= 4, let benchmark = row.benchmark {
      drawSpread(benchmark, in: rest.takeTop(min(rest.rows, 10)), into: &canvas)
    }
  }

  private func draw(
    _ facts: [(name: String, text: String, role: Role)],
    _ row: ObjectiveRow,
    in area: Area,
    into canvas: inout Canvas
  ) {
    var rest = area
    Rule(Words.objective(row.status.objective, view.glyphs)).draw(
      in: rest.takeTop(1),
      into: &canvas,
      view.glyphs
    )
    for (index, fact) in facts.prefix(rest.rows).enumerated() {
      let line = rest.line(index)
      canvas.put(fact.name, .muted, in: line, column: 1)
      canvas.put(
        Columns.clip(fact.text, to: line.columns - 15, ellipsis: view.glyphs.ellipsis),
        Style(fact.role),
        in: line,
        column: 14
      )
    }
  }

  private func facts(_ row: ObjectiveRow) -> [(name: String, text: String, role: Role)] {
    let glyphs = view.glyphs
    let objective = row.status.objective
    let whole = row.status.whole
    var facts: [(name: String, text: String, role: Role)] = []
    func value(_ number: Double?) -> String {
      number.map { Words.value($0, of: objective, cores: view.whole.head.host.cores) }
        ?? glyphs.none
    }
    let used = Words.used(whole, glyphs).map { ", " + $0 }
    facts.append(
      (
        "verdict",
        "\(Words.glyph(whole.verdict, glyphs)) \(whole.verdict.rawValue)\(used ?? "")"
          + (whole.sure && !objective.isValue ? ", sure" : ""), Words.role(whole.verdict)
      )
    )
    if let why = whole.uncertainty { facts.append(("unsure", why.words, .muted)) }
    if whole.low != nil || whole.high != nil {
      facts.append(("95% range", "\(value(whole.low)) to \(value(whole.high))", .text))
    }
    if let reason = row.benchmark?.skipped { facts.append(("skipped", reason, .text)) }
    if whole.missing > 0 { facts.append(("needs", Figures.samples(whole.missing), .muted)) }
    for (name, judgement) in [
      ("whole run", whole), ("last 60s", row.status.last60), ("last 10s", row.status.last10),
    ] {
      let isOver = (judgement.consumption ?? 0) > objective.limits.drift
      facts.append((name, value(judgement.observed), isOver ? .over : .text))
    }
    if let difference = view.ghost?.difference(of: row) {
      facts.append(("beside", difference, .ghost))
    }
    if let budget = row.status.errorBudget {
      facts.append(
        (
          "error budget",
          "\(Figures.share(max(0, budget.left))) left of "
            + "\(Figures.fineShare(budget.allowed)) that may fail, burns "
            + "\(Figures.significant(budget.burn))x", budget.alert == nil ? .text : .over
        )
      )
    }
    if let benchmark = row.benchmark {
      if !benchmark.about.isEmpty { facts.append(("sends", benchmark.about, .text)) }
      facts.append(
        (
          view.model == .samples ? "all runs" : "all requests",
          "\(Figures.quantity(Int(benchmark.whole.count))), "
            + "\(Figures.quantity(Int(benchmark.whole.failed))) failed, "
            + "\(Figures.quantity(Int(clamping: benchmark.whole.dropped))) dropped", .text
        )
      )
      if let runs = benchmark.runs {
        let user = Figures.duration(nanoseconds: runs.userNanoseconds)
        let system = Figures.duration(nanoseconds: runs.systemNanoseconds)
        let memory = runs.memory(glyphs, isDecimal: view.countsBytesDecimally)
        facts.append(("a run takes", "\(user) user, \(system) system, \(memory) memory", .text))
      }
      if !benchmark.whole.errors.isEmpty {
        facts.append(
          ("failures", Words.errors(benchmark.whole.errors, most: 4, mostReasons: 2), .over)
        )
      }
    }
    if objective.limits.isHard { facts.append(("hard", "every breach is a violation", .muted)) }
    if objective.isDefault { facts.append(("by default", "error_rate: none removes it", .muted)) }
    return facts
  }

  private func drawSpread(
    _ benchmark: BenchmarkStatus,
    in area: Area,
    into canvas: inout Canvas
  ) {
    var rest = area
    let window = view.state.span == .tenSeconds ? benchmark.last10 : benchmark.whole
    let span = view.state.span == .tenSeconds ? "last 10s" : "whole run"
    Rule("spread, \(span)").draw(in: rest.takeTop(1), into: &canvas, view.glyphs)
    Spread(window.samples.logarithmicBins()).draw(in: rest, into: &canvas, view.glyphs)
  }
}
