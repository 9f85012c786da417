import Sessions

/// What is compared, what was found, and whether it can be believed.
struct CompareHeaderPane {
  let state: CompareState

  func draw(in area: Area, into canvas: inout Canvas) {
    var area = area
    if area.rows > 2 { drawTitle(in: area.takeTop(1), into: &canvas) }
    drawVerdict(in: area.line(0), into: &canvas)
    drawTrouble(in: area.line(1), into: &canvas)
  }

  private var comparison: SessionComparison { state.comparison }
  private var glyphs: Glyphs { state.glyphs }

  private func drawTitle(in area: Area, into canvas: inout Canvas) {
    let head = comparison.current.head
    let separator = " \(glyphs.separator) "
    let suite = [head.suite, head.profile, head.environment].compactMap { $0 }
      .joined(separator: separator)
    let end = canvas.put("compare", .bold, in: area, column: 1)
    // At least the first words of the suite stay beside the sessions.
    let room = area.columns - end - 3
    let kept = min(20, Columns.width(of: suite)) + 2
    let fitting = sides.first { Columns.width(of: $0) + kept <= room }
    let taken = fitting.map { Columns.width(of: $0) + 2 } ?? 0
    canvas.put(
      Columns.clip(suite, to: max(0, room - taken), ellipsis: glyphs.ellipsis),
      in: area,
      column: end + 2
    )
    guard let fitting else { return }
    canvas.put(fitting, .muted, in: area, column: area.columns - Columns.width(of: fitting) - 1)
  }

  /// The two sessions, the longest wording first: `11-21 14:03 abc1234 "rc4" → 11-22 09:10 …`.
  private var sides: [String] {
    func sides(_ words: (SessionComparison.Side) -> String) -> String {
      words(comparison.base) + " \(glyphs.becomes) " + words(comparison.current)
    }
    return [
      sides { time($0) + zone($0) + commit($0) + label($0) },
      sides { time($0) + zone($0) + label($0) }, sides { time($0) + label($0) }, sides(time),
    ]
  }

  private func time(_ side: SessionComparison.Side) -> String {
    String(side.head.startedText.dropFirst(5))
  }

  private func zone(_ side: SessionComparison.Side) -> String {
    side.head.otherZone.map { " (\($0))" } ?? ""
  }

  private func commit(_ side: SessionComparison.Side) -> String {
    let commit = side.head.commit.map { " " + $0.prefix(7) } ?? ""
    return commit + (side.head.isDirty ? "+" : "")
  }

  private func label(_ side: SessionComparison.Side) -> String {
    guard let label = side.head.label else { return "" }
    return " \"" + Columns.clip(label, to: 12, ellipsis: glyphs.ellipsis) + "\""
  }

  /// What matters most: that the two did not measure the same, or what changed.
  private func drawVerdict(in area: Area, into canvas: inout Canvas) {
    if let reason = headline.voidWords {
      draw("\(glyphs.drift) VOID", [reason], .drift, in: area, into: &canvas)
    } else {
      draw("\(headline.mark) \(headline.word)", headline.wordings, role, in: area, into: &canvas)
    }
  }

  private func draw(
    _ badge: String,
    _ wordings: [String],
    _ role: Role,
    in area: Area,
    into canvas: inout Canvas
  ) {
    let column = canvas.put(" \(badge) ", Style(role, [.bold, .reverse]), in: area)
    let text = Columns.first(
      of: wordings,
      in: max(0, area.columns - column - 1),
      ellipsis: glyphs.ellipsis
    )
    canvas.put(text, Style(role, .bold), in: area, column: column + 1)
  }

  private var headline: ComparisonHeadline {
    ComparisonHeadline(comparison: comparison, glyphs: glyphs)
  }

  private var role: Role {
    switch comparison.verdict {
    case .worse: .violation
    case .better: .pass
    case .noDifference, .cantTell: .text
    case .tooFew: .muted
    }
  }

  /// What else is to be known: of a void comparison what changed all the same, and what may explain it.
  private func drawTrouble(in area: Area, into canvas: inout Canvas) {
    var column = 1
    if headline.voidWords != nil {
      let wordings = headline.wordings.map { "\(headline.mark) \(headline.word)  \($0)" }
      let text = Columns.first(of: wordings, in: area.columns - 2, ellipsis: glyphs.ellipsis)
      column = canvas.put(text, Style(role), in: area, column: column) + 2
    }
    let names = comparison.circumstances.filter { $0.weight == .mayExplain }.map(\.name)
    if !names.isEmpty {
      let text = "may explain it: " + names.joined(separator: ", ")
      canvas.put(
        Columns.clip(text, to: max(0, area.columns - column), ellipsis: glyphs.ellipsis),
        Style(.drift),
        in: area,
        column: column
      )
    } else if column == 1 {
      canvas.put("nothing else differs that is known", .muted, in: area, column: column)
    }
  }
}
