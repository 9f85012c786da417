import Budgets
import Sessions

/// Events as marks on the time axis, the weightier over the lighter, and the end of what is known.
struct EventTrack {
  let view: WatchView

  func draw(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    let snapshot = view.snapshot
    drawNow(in: area, axis, into: &canvas)
    drawPlan(in: area, axis, into: &canvas)
    let taken = weightyColumns(axis)
    for weight in 0...3 {
      for event in snapshot.events where Self.weight(event) == weight {
        guard let line = Words.line(event, model: view.model, view.glyphs),
          let column = axis.column(at: snapshot.seconds(at: event.atNanoseconds))
        else { continue }
        var text = line.glyph
        if case .load(let change) = event.kind {
          let level = Words.plain(change.to, view.model)
          // Half a number would be another number.
          let room = column + 1...column + level.utf8.count
          if taken.isDisjoint(with: room) { text += level }
        }
        canvas.put(text, Style(line.role, .bold), in: area, column: column)
      }
    }
  }

  /// Where something stands that covers a lighter mark.
  private func weightyColumns(_ axis: TimeAxis) -> Set<Int> {
    var columns: Set<Int> = []
    for event in view.snapshot.events where Self.weight(event) ?? 0 > 0 {
      guard let column = axis.column(at: view.snapshot.seconds(at: event.atNanoseconds)) else {
        continue
      }
      columns.insert(column)
    }
    return columns
  }

  private func drawNow(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    let snapshot = view.snapshot
    let moment = view.cursor ?? snapshot.elapsedNanoseconds
    guard let column = axis.column(at: snapshot.seconds(at: moment)) else { return }
    let word = view.cursor == nil ? "now" : snapshot.clock(at: moment)
    guard !snapshot.isOver || view.cursor != nil else { return }
    canvas.put("\(view.glyphs.now)\(word)", Style(.accent), in: area, column: column)
  }

  /// Stages of the profile that lie ahead.
  private func drawPlan(in area: Area, _ axis: TimeAxis, into canvas: inout Canvas) {
    let snapshot = view.snapshot
    guard !snapshot.isOver, let stage = snapshot.load.stage, let profile = snapshot.suite?.profile,
      let end = snapshot.plannedEndNanoseconds
    else { return }
    var start = end - (snapshot.plannedNanoseconds ?? 0)
    for (index, planned) in profile.stages.enumerated() {
      defer { start += planned.nanoseconds }
      guard index > stage, let column = axis.column(at: snapshot.seconds(at: start)) else {
        continue
      }
      let text = view.glyphs.load + Words.plain(planned.to, profile.model)
      canvas.put(text, .muted, in: area, column: column)
    }
  }

  private static func weight(_ event: SessionEvent) -> Int? {
    switch event.kind {
    case .slowest, .notice, .alertOver: nil
    case .load, .steered, .paused, .resumed: 0
    case .backUnder, .mark, .trust: 1
    case .overBudget, .alert: 2
    case .verdict(let change): change.to.severity > Verdict.pass.severity ? 3 : 1
    }
  }
}
