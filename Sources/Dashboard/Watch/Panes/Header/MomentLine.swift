import Budgets
import Sessions

/// The moment that the screen shows: when it is, under which load, failing how, and whether the
/// measurement can be believed.
struct MomentLine {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    let isWide = area.columns >= 100
    let gap = isWide ? 3 : 2
    var parts = moment(columns: area.columns)
    // A moment that is asked for and not there yet has no figures.
    if let problem = view.problem {
      parts.append((problem, Style(.over)))
    } else {
      parts += view.isAnswered ? load(isWide: isWide) : [("reading", .muted)]
    }
    let wanted = parts.reduce(1) { $0 + Columns.width(of: $1.text) + gap }
    // Good news gives way where there is no room; bad news never does, but its reason does.
    let trust = trust(columns: area.columns - wanted - 1)
    let isLeftOut =
      view.snapshot.trust.verdict == .good && wanted + trust.text.utf8.count > area.columns
      && (area.columns < 100 || view.state.origin == .replay)
    let end = isLeftOut ? area.columns + 1 : area.columns - Columns.width(of: trust.text) - 1
    var column = 1
    for (index, (text, style)) in parts.enumerated() {
      let isSpare = index == parts.count - 1 && view.cursor != nil
      guard column + (isSpare ? Columns.width(of: text) : 0) < end - 2 else { break }
      let clipped = Columns.clip(text, to: end - 2 - column, ellipsis: glyphs.ellipsis)
      column = canvas.put(clipped, style, in: area, column: column) + gap
    }
    if !isLeftOut { canvas.put(trust.text, trust.style, in: area, column: max(1, end)) }
  }

  private typealias Part = (text: String, style: Style)

  private var glyphs: Glyphs { view.glyphs }
  private var snapshot: Snapshot { view.snapshot }

  private func moment(columns: Int) -> [Part] {
    let here = view.state.hereNanoseconds
    let loud = Style(.accent, [.bold, .reverse])
    if view.state.origin == .replay {
      let newest = view.whole.isOver ? "AT THE END " : "NOW "
      let words = columns >= 60 ? (view.cursor == nil ? newest : "AT CURSOR ") : ""
      if columns < 60 { return [(words + view.clocks(at: here), loud)] }
      let end = view.state.endNanoseconds
      if columns < 120 {
        let length = Figures.elapsed(seconds: view.whole.seconds(at: end))
        let day = view.whole.timeOfDay(at: here)
        return [
          (words.dropLast() + "", loud), ("\(day) (\(view.elapsed(at: here)) of \(length))", .bold),
        ]
      }
      let span = "\(view.whole.timeOfDay(at: 0)) – \(view.whole.timeOfDay(at: end))"
      return [(words.dropLast() + "", loud), ("\(view.clocks(at: here)) of \(span)", .bold)]
    }
    guard view.cursor != nil else {
      return view.whole.phase == .paused ? [("PAUSED", Style(.drift, [.bold, .reverse]))] : []
    }
    let behind = Double(view.whole.elapsedNanoseconds - here) / 1e9
    let word = view.state.playhead.isHeld ? "FROZEN" : "PAST"
    let speed =
      view.state.playhead.isPlaying ? " \(glyphs.playing)\(view.state.playhead.speed.text)" : ""
    let time = view.whole.timeOfDay(at: here)
    return [("\(word)\(speed) \(time) (-\(Figures.elapsed(seconds: behind)))", loud)]
  }

  private func load(isWide: Bool) -> [Part] {
    let load = snapshot.load
    let isPast = view.cursor != nil || view.state.origin == .replay
    let model = isWide || !isPast ? Self.words(load.model) : ""
    var parts: [Part] = [(driving(load, model), Style(.load, .bold))]
    if isWide, !isPast, !snapshot.isOver, load.model.isSteerable { parts += stage }
    let traffic = snapshot.traffic
    // Once it is over, nothing is of now.
    let words = snapshot.isOver ? (isWide ? "whole run " : "run ") : ""
    let unit = load.model == .samples ? " runs/s" : " req/s"
    parts.append((words + (traffic.rate.map { Figures.rate($0) } ?? glyphs.none) + unit, .text))
    let errors = isWide || !isPast ? Words.errors(traffic.errors, most: isWide ? 3 : 1) : ""
    let share = traffic.failedShare.map { Figures.share($0) } ?? glyphs.none
    let isBad = traffic.failedShare ?? 0 > 0
    let failed =
      "failed \(isPast || snapshot.isOver ? "" : "now ")\(share)"
      + (errors.isEmpty || !isBad ? "" : ": \(errors)")
    parts.append((failed, Style(isBad ? .over : .text)))
    if load.dropped > 0 {
      let dropped = Figures.quantity(Int(clamping: load.dropped))
      parts.append(("\(dropped) dropped" + (isWide ? " in all" : ""), Style(.over)))
    }
    if isWide, view.cursor != nil, let row = view.row, view.isWhole {
      let verdict = row.status.whole.verdict
      parts.append(
        (
          "verdict here \(Words.glyph(verdict, glyphs)) \(verdict.rawValue)",
          Style(Words.role(verdict))
        )
      )
    }
    return parts
  }

  /// What drives the session: so many users, or how far its samples are.
  private func driving(_ load: LoadStatus, _ model: String) -> String {
    if let progress = load.progress { return progress.text(isUnderWay: load.inFlight > 0) }
    // Not every program says how many users it has.
    let isUnknown = load.model == .external && load.level == 0
    if isUnknown { return "another program's load" }
    return Words.level(load.level, load.model) + (load.model == .open ? " due" : "") + model
  }

  private static func words(_ model: LoadProfile.LoadModel) -> String {
    switch model {
    case .closed: " (closed)"
    case .open: " (open)"
    case .samples: ""
    case .external: " (another program's)"
    }
  }

  private var stage: [Part] {
    let load = snapshot.load
    guard let stage = load.stage else {
      return snapshot.steered ? [("by hand", Style(.load))] : []
    }
    var text = load.stageCount > 1 ? "step \(stage + 1) of \(load.stageCount)" : ""
    if let next = load.nextLevel, let at = load.nextStageNanoseconds {
      let moment = view.whole.clock(atPlanned: at)
      text += " \(glyphs.selected) \(Words.plain(next, load.model)) at \(moment)"
    }
    return text.isEmpty ? [] : [(text, .text)]
  }

  /// What is said of a moment whose totals are not there is not all of it.
  private func trust(columns: Int) -> Part {
    guard view.isWhole else { return ("", .muted) }
    guard snapshot.trust.verdict == .doubtful else { return ("trust good", .muted) }
    let style = Style(.over, .bold)
    let reason = "\(glyphs.over) trust: \(snapshot.trust.reasons.first ?? "doubtful")"
    return Columns.width(of: reason) <= columns
      ? (reason, style) : ("\(glyphs.over) trust doubtful", style)
  }
}
