import Sessions

/// Which session it is; on the right whether it is recorded, or how it is played.
struct TitleLine {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    let isWide = area.columns >= 100
    var right = view.state.origin == .live ? live(isWide: isWide) : transport(area.columns)
    if area.columns >= 60, let pace = view.ghost?.pace(isWide: isWide) {
      right.insert((pace.text, Style(pace.role)), at: 0)
    }
    let end = area.columns - right.reduce(0) { $0 + Columns.width(of: $1.text) + 3 }
    var column = 1
    if isWide { column = canvas.put("headroom", .muted, in: area, column: 1) + 2 }
    let room = max(0, end - column - 1)
    column = canvas.put(
      Columns.clip(names, to: room, ellipsis: glyphs.ellipsis),
      .bold,
      in: area,
      column: column
    )
    if let source, column + 3 + Columns.width(of: source) < end {
      canvas.put(source, .muted, in: area, column: column + 3)
    }
    column = max(column, end)
    for (text, style) in right { column = canvas.put(text, style, in: area, column: column) + 3 }
  }

  private var whole: Snapshot { view.whole }
  private var glyphs: Glyphs { view.glyphs }

  private var names: String {
    var names = [whole.head.suite, whole.head.profile].filter { !$0.isEmpty }
    if let environment = whole.head.environment { names.append(environment) }
    let label = whole.head.label.map { "  \"\($0)\"" } ?? ""
    return names.joined(separator: " \(glyphs.separator) ") + label
  }

  /// Where a recording comes from: the machine and the commit.
  private var source: String? {
    guard view.state.origin == .replay else { return nil }
    let head = whole.head
    let commit = head.commit.map { "\($0.prefix(7))" + (head.isDirty ? "+changes" : "") }
    let parts = [head.host.name, commit ?? ""].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : "from " + parts.joined(separator: ", ")
  }

  private func live(isWide: Bool) -> [(text: String, style: Style)] {
    var parts: [(text: String, style: Style)] = []
    switch whole.recording {
    case .off: if isWide { parts.append(("not recorded", .muted)) }
    case .writing:
      let word = isWide ? "recording" : "rec"
      parts.append(("\(glyphs.recording) \(word)", Style(whole.isOver ? .muted : .pass)))
    case .failed(_, let reason):
      let text = isWide ? "NOT RECORDED: \(Columns.clip(reason, to: 40))" : "NOT RECORDED"
      parts.append(("\(glyphs.violation) \(text)", Style(.violation, [.bold, .reverse])))
    }
    let elapsed = whole.clock(at: whole.elapsedNanoseconds)
    let planned = whole.plannedNanoseconds.map { " of " + whole.clock(atPlanned: $0) }
    parts.append((elapsed + (planned ?? ""), .text))
    if isWide {
      parts.append((whole.timeOfDay(at: whole.elapsedNanoseconds), .muted))
    }
    return parts
  }

  /// Whose clock was another one where it was measured.
  private func zone(_ columns: Int) -> String {
    let zone = columns >= 100 ? whole.head.otherZone : whole.head.otherOffset
    guard let zone else { return "" }
    return columns >= 100 ? " (measured in \(zone))" : " (there \(zone))"
  }

  private func transport(_ columns: Int) -> [(text: String, style: Style)] {
    let playhead = view.state.playhead
    let sign = playhead.isPlaying ? glyphs.playing : "||"
    let word = columns >= 60 ? "REPLAY " : ""
    let isFollowing = view.state.follows && view.cursor == nil && !whole.isOver
    var parts: [(text: String, style: Style)] = [
      isFollowing
        ? ("\(glyphs.recording) FOLLOWING", Style(.pass, .bold))
        : ("\(word)\(sign) \(playhead.speed.text)", Style(.accent, .bold))
    ]
    if columns >= 60 { parts.append((whole.day + zone(columns), .muted)) }
    return parts
  }
}
