import Budgets
import Sessions

/// Which run it is, whether it is broken, and under which load.
///
/// Line 1: which run, and whether it is recorded. Line 2: is it broken, by how much, since when and how
/// surely. Line 3: under which load, failing how, and whether the measurement can be believed.
struct HeaderPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    drawTitle(in: area.line(0), into: &canvas)
    drawHeadline(in: area.line(1), into: &canvas)
    drawLoad(in: area.line(2), into: &canvas)
    if area.rows > 3 { Rule().draw(in: area.line(3), into: &canvas, view.glyphs) }
  }

  private var snapshot: Snapshot { view.snapshot }
  private var glyphs: Glyphs { view.glyphs }

  // MARK: - Line 1

  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    let isWide = area.columns >= 100
    let right = titleRight(isWide: isWide)
    let end = area.columns - right.reduce(0) { $0 + Columns.width(of: $1.text) + 3 }
    var names = [snapshot.head.suite, snapshot.head.profile]
    if let environment = snapshot.head.environment { names.append(environment) }
    var column = 1
    if isWide { column = canvas.put("headroom", .muted, in: area, column: 1) + 2 }
    let label = snapshot.head.label.map { "  \"\($0)\"" } ?? ""
    let text = names.joined(separator: " \(glyphs.separator) ") + label
    canvas.put(
      Columns.clip(text, to: max(0, end - column - 1), ellipsis: glyphs.ellipsis),
      .bold,
      in: area,
      column: column
    )
    column = max(column, end)
    for (text, style) in right { column = canvas.put(text, style, in: area, column: column) + 3 }
  }

  private func titleRight(isWide: Bool) -> [(text: String, style: Style)] {
    var parts: [(text: String, style: Style)] = []
    switch snapshot.recording {
    case .off: if isWide { parts.append(("not recorded", .muted)) }
    case .writing:
      let word = isWide ? "recording" : "rec"
      parts.append(("\(glyphs.recording) \(word)", Style(snapshot.isOver ? .muted : .pass)))
    case .failed(_, let reason):
      let text = isWide ? "NOT RECORDED: \(Columns.clip(reason, to: 40))" : "NOT RECORDED"
      parts.append(("\(glyphs.violation) \(text)", Style(.violation, [.bold, .reverse])))
    }
    let measured = Figures.elapsed(seconds: Double(snapshot.measuredNanoseconds) / 1e9)
    let planned = snapshot.plannedNanoseconds.map {
      " of " + Figures.elapsed(seconds: Double($0) / 1e9)
    }
    parts.append((measured + (planned ?? ""), .text))
    if isWide {
      parts.append((snapshot.timeOfDay(at: snapshot.elapsedNanoseconds), .muted))
    }
    return parts
  }

  // MARK: - Line 2

  private func drawHeadline(in area: Area, into canvas: inout Canvas) {
    let headline = Headline(view, isWide: area.columns >= 100)
    let tally = tally(isWide: area.columns >= 120)
    let end = area.columns - tally.reduce(0) { $0 + Columns.width(of: $1.text) + 1 } - 1
    // The counts give way before the headline loses what is broken.
    let needed = 1 + Columns.width(of: headline.badge) + 1 + Columns.width(of: headline.text)
    let showsTally = needed < end || area.columns >= 100
    let limit = showsTally ? end - 1 : area.columns
    var column = canvas.put(
      headline.badge,
      Style(headline.role, .bold),
      in: area.slice(from: 0, columns: limit),
      column: 1
    )
    column += area.columns >= 100 ? 2 : 1
    canvas.put(
      Columns.clip(headline.text, to: limit - column, ellipsis: glyphs.ellipsis),
      Style(.text, headline.isLoud ? .bold : []),
      in: area,
      column: column
    )
    guard showsTally else { return }
    column = end
    for (text, style) in tally { column = canvas.put(text, style, in: area, column: column) + 1 }
  }

  private func tally(isWide: Bool) -> [(text: String, style: Style)] {
    let order: [Verdict] = [.violation, .drift, .pass, .pending, .skipped]
    return order.compactMap { verdict in
      let count = view.rows.count { $0.status.whole.verdict == verdict }
      guard count > 0 else { return nil }
      let text =
        isWide ? " \(count) \(verdict.rawValue)" : "\(count)\(Words.glyph(verdict, glyphs))"
      return (text, Style(Words.role(verdict)))
    }
  }

  // MARK: - Line 3

  private func drawLoad(in area: Area, into canvas: inout Canvas) {
    let isWide = area.columns >= 100
    var parts = phaseParts(isWide: isWide)
    parts += view.cursor.map { loadParts(at: $0) } ?? loadParts(isWide: isWide)
    // Good news gives way where there is no room; bad news never does, but its reason does.
    let wanted = parts.reduce(1) { $0 + Columns.width(of: $1.text) + (isWide ? 3 : 2) }
    let trust = trustPart(columns: area.columns - wanted - 1)
    let isLeftOut =
      snapshot.trust.verdict == .good && wanted + trust.text.utf8.count > area.columns
      && area.columns < 100
    let end = isLeftOut ? area.columns + 1 : area.columns - Columns.width(of: trust.text) - 1
    var column = 1
    for (text, style) in parts {
      guard column < end - 2 else { break }
      let clipped = Columns.clip(text, to: end - 2 - column, ellipsis: glyphs.ellipsis)
      column = canvas.put(clipped, style, in: area, column: column) + (isWide ? 3 : 2)
    }
    if !isLeftOut { canvas.put(trust.text, trust.style, in: area, column: max(1, end)) }
  }

  private func phaseParts(isWide: Bool) -> [(text: String, style: Style)] {
    let newest = view.state.newest
    if let cursor = view.cursor {
      return [("AT \(snapshot.clock(at: cursor))", Style(.accent, [.bold, .reverse]))]
    }
    if view.state.playheadNanoseconds != nil {
      let behind = newest.elapsedNanoseconds - snapshot.elapsedNanoseconds
      let ago = Figures.elapsed(seconds: Double(behind) / 1e9)
      return [
        (
          "FROZEN \(snapshot.clock(at: snapshot.elapsedNanoseconds)), \(ago) ago",
          Style(.accent, [.bold, .reverse])
        )
      ]
    }
    if newest.phase == .paused { return [("PAUSED", Style(.drift, [.bold, .reverse]))] }
    return []
  }

  private func loadParts(at cursor: Int64) -> [(text: String, style: Style)] {
    var parts: [(text: String, style: Style)] = [
      (snapshot.timeOfDay(at: cursor), .muted)
    ]
    if let level = snapshot.value(of: snapshot.timeline.level, since: 0, at: cursor) {
      parts.append((Words.level(level, view.model), Style(.load)))
    }
    if let rate = snapshot.value(of: snapshot.timeline.rate, since: 0, at: cursor) {
      parts.append((Figures.rate(rate) + " req/s", .text))
    }
    if let failed = snapshot.value(of: snapshot.timeline.failed, since: 0, at: cursor) {
      parts.append(("failed " + Figures.share(failed), Style(failed > 0 ? .over : .text)))
    }
    return parts
  }

  private func loadParts(isWide: Bool) -> [(text: String, style: Style)] {
    let load = snapshot.load
    let model = load.model == .closed ? "closed" : "open"
    var parts: [(text: String, style: Style)] = [
      ("\(Words.level(load.level, load.model)) (\(model))", Style(.load, .bold))
    ]
    if isWide, !snapshot.isOver { parts += stageParts }
    parts.append((Figures.rate(snapshot.rate) + " req/s", .text))
    let errors = Words.errors(snapshot.errorsNow, most: isWide ? 3 : 1)
    let share = Figures.share(snapshot.failedShareNow)
    let failed =
      "failed now \(share)" + (errors.isEmpty || snapshot.failedShareNow == 0 ? "" : ": \(errors)")
    parts.append((failed, Style(snapshot.failedShareNow > 0 ? .over : .text)))
    if load.dropped > 0 {
      parts.append(("dropped \(Figures.quantity(Int(load.dropped)))", Style(.over)))
    }
    return parts
  }

  private var stageParts: [(text: String, style: Style)] {
    let load = snapshot.load
    guard let stage = load.stage else { return [("by hand", Style(.load))] }
    var text = load.stageCount > 1 ? "step \(stage + 1) of \(load.stageCount)" : ""
    if let next = load.nextLevel, let at = load.nextStageNanoseconds {
      let moment = Figures.elapsed(seconds: Double(at) / 1e9)
      text += " \(glyphs.selected) \(Words.plain(next, load.model)) at \(moment)"
    }
    return text.isEmpty ? [] : [(text, .text)]
  }

  private func trustPart(columns: Int) -> (text: String, style: Style) {
    guard snapshot.trust.verdict == .doubtful else { return ("trust good", .muted) }
    let style = Style(.over, .bold)
    let reason = "\(glyphs.over) trust: \(snapshot.trust.reasons.first ?? "doubtful")"
    return Columns.width(of: reason) <= columns
      ? (reason, style) : ("\(glyphs.over) trust doubtful", style)
  }
}
