import Budgets
import Sessions

/// By load: what each step of it did to the selected objective, and where its budget begins to break.
struct StepsPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    let title = rest.takeTop(1)
    let about = view.row.map { "\($0.name) \(Words.short($0.status.objective.metric))" } ?? ""
    let words = about.isEmpty ? "by load, whole step" : "by load, whole step: \(about)"
    Rule(words).draw(in: title, into: &canvas, view.glyphs)
    guard view.isWhole else {
      canvas.put("totals are loading", .muted, in: rest, column: 1)
      return
    }
    drawHeading(in: rest.takeTop(1), into: &canvas)
    let sentence = breakingPoint(columns: area.columns - 2)
    var foot = sentence == nil || rest.rows < 3 ? Area(columns: 0, rows: 0) : rest.takeBottom(1)
    let ahead = ahead
    let steps = snapshot.steps.suffix(max(1, rest.rows - min(1, ahead.count)))
    for (index, step) in steps.enumerated() {
      let isCurrent = index == steps.count - 1 && !snapshot.isOver
      draw(step, isCurrent: isCurrent, in: rest.line(index), into: &canvas)
    }
    for (index, stage) in ahead.enumerated() where steps.count + index < rest.rows {
      let line = rest.line(steps.count + index)
      put(Words.plain(stage.level, view.model), 0, .muted, in: line, &canvas)
      canvas.put(stage.words, .muted, in: line, column: Self.verdictColumn)
    }
    // Right under the list where there is room to spare.
    let used = steps.count + ahead.count
    if used + 1 < rest.rows { foot = rest.line(used + 1) }
    if let sentence {
      canvas.put(
        Columns.clip(sentence, to: foot.columns - 1, ellipsis: view.glyphs.ellipsis),
        in: foot,
        column: 1
      )
    }
  }

  private static let ends = [8, 16, 25, 34]
  private static let verdictColumn = 36

  private var snapshot: Snapshot { view.snapshot }

  private func drawHeading(in area: Area, into canvas: inout Canvas) {
    let metric = view.row.map { Words.short($0.status.objective.metric) } ?? ""
    let titles = [Words.unit(of: view.model), "req/s", metric, "failed"]
    for (index, title) in titles.enumerated() { put(title, index, .muted, in: area, &canvas) }
  }

  private func draw(
    _ step: StepSummary,
    isCurrent: Bool,
    in area: Area,
    into canvas: inout Canvas
  ) {
    if isCurrent { canvas.put(view.glyphs.selected, Style(.accent, .bold), in: area, column: 1) }
    let ramp =
      step.from == step.to
      ? Words.plain(step.to, view.model)
      : "\(Words.plain(step.from, view.model))\(view.glyphs.becomes)"
        + Words.plain(step.to, view.model)
    put(ramp, 0, Style(.load), in: area, &canvas)
    let traffic = step.benchmarks.first {
      view.row?.status.objective.subject == .benchmark($0.name)
    }
    let failed = traffic?.errorRate ?? step.errorRate
    put(Figures.rate(traffic?.rate ?? step.rate), 1, .text, in: area, &canvas)
    put(
      Figures.share(failed),
      3,
      failed > 0 ? Style(.over) : .text,
      in: area,
      &canvas
    )
    let judgement = view.row.flatMap {
      step.judgements.indices.contains($0.index) ? step.judgements[$0.index] : nil
    }
    guard let row = view.row, let judgement else { return }
    let observed = judgement.tooFewAnswers ? nil : judgement.observed
    let value = observed.map { Words.value($0, of: row.status.objective) }
    put(value ?? view.glyphs.none, 2, .text, in: area, &canvas)
    var words = judgement.verdict.rawValue
    if judgement.tooFewAnswers {
      words = Words.tooManyFailed
    } else if judgement.verdict.severity > Verdict.pass.severity {
      words += ", " + (Words.used(judgement, view.glyphs) ?? view.glyphs.infinity)
    }
    let verdict = "\(Words.glyph(judgement.verdict, view.glyphs)) \(words)"
    canvas.put(
      verdict,
      Style(Words.role(judgement.verdict)),
      in: area,
      column: Self.verdictColumn
    )
  }

  /// Stages that have not begun.
  private var ahead: [(level: Double, words: String)] {
    guard view.state.origin == .live, !snapshot.isOver, let stage = snapshot.load.stage,
      let profile = snapshot.suite?.profile
    else { return [] }
    var start: Int64 = 0
    var ahead: [(level: Double, words: String)] = []
    for (index, planned) in profile.stages.enumerated() {
      if index > stage {
        let at = snapshot.clock(atPlanned: start)
        ahead.append((planned.to, ahead.isEmpty ? "next, at \(at)" : "at \(at)"))
      }
      start += planned.nanoseconds
    }
    return ahead
  }

  /// Up to which load the selected objective keeps its budget, where steps of different load were
  /// judged.
  private func breakingPoint(columns: Int) -> String? {
    guard let row = view.row else { return nil }
    let judged = snapshot.steps.compactMap { step -> (level: Double, verdict: Verdict)? in
      guard step.judgements.indices.contains(row.index) else { return nil }
      let verdict = step.judgements[row.index].verdict
      return [.pass, .drift, .violation].contains(verdict) ? (step.to, verdict) : nil
    }
    guard Set(judged.map(\.level)).count > 1 else { return nil }
    let broken = judged.filter { $0.verdict != .pass }.map(\.level).min()
    let kept = judged.filter { $0.verdict == .pass && $0.level < broken ?? .infinity }
      .map(\.level).max()
    let words: String
    switch (kept, broken) {
    case (_, let broken?) where judged.contains { $0.verdict == .pass && $0.level > broken }:
      // Something else than the load breaks it.
      let more = judged.filter { $0.verdict == .pass }.map(\.level).max() ?? broken
      words =
        "over budget at \(Words.level(broken, view.model)), within it at \(Words.plain(more, view.model))"
    case (let kept?, let broken?):
      let limit = Words.plain(broken, view.model)
      words = "within budget up to \(Words.level(kept, view.model)), over budget at \(limit)"
    case (let kept?, nil): words = "within budget up to \(Words.level(kept, view.model))"
    case (nil, let broken?): words = "over budget at \(Words.level(broken, view.model)) already"
    case (nil, nil): return nil
    }
    let name = "\(row.name) \(Words.short(row.status.objective.metric))"
    return Columns.first(
      of: ["\(name): \(words)", words],
      in: columns,
      ellipsis: view.glyphs.ellipsis
    )
  }

  private func put(
    _ text: String,
    _ column: Int,
    _ style: Style,
    in area: Area,
    _ canvas: inout Canvas
  ) {
    canvas.putRight(text, style, in: area, end: Self.ends[column])
  }
}
