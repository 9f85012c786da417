import Budgets
import Sessions

extension Words {
  /// One line of the list of events.
  struct EventLine: Sendable {
    var glyph: String
    var text: String
    var role: Role
  }

  /// Whether `n` stops at it.
  static func isLandmark(_ event: SessionEvent) -> Bool {
    switch event.kind {
    case .slowest, .outage: false
    case .load, .mark, .paused, .resumed, .steered, .notice, .skipped, .gap, .verdict, .overBudget,
      .backUnder,
      .alert, .alertOver, .trust:
      true
    }
  }

  /// An event in words; nil for what is not listed.
  static func line(
    _ event: SessionEvent,
    model: LoadProfile.LoadModel,
    _ glyphs: Glyphs
  ) -> EventLine? {
    switch event.kind {
    case .load(let change):
      let origin = change.stage == nil ? "by hand" : "profile"
      let from = change.from == change.to ? "" : "\(plain(change.from, model)) \(glyphs.becomes) "
      return EventLine(
        glyph: glyphs.load,
        text: "\(unit(of: model)) \(from)\(plain(change.to, model)) (\(origin))",
        role: .load
      )
    case .mark(let text):
      return EventLine(
        glyph: glyphs.mark,
        text: text.isEmpty ? "mark" : "mark \"\(text)\"",
        role: .accent
      )
    case .paused: return EventLine(glyph: glyphs.load, text: "paused", role: .load)
    case .resumed: return EventLine(glyph: glyphs.load, text: "going on", role: .load)
    case .steered(let text): return EventLine(glyph: glyphs.load, text: text, role: .load)
    case .notice(let text): return EventLine(glyph: glyphs.recording, text: text, role: .muted)
    case .skipped(let benchmark):
      return EventLine(
        glyph: glyphs.skipped,
        text: "\(benchmark.name) skipped: \(benchmark.reason)",
        role: .muted
      )
    case .gap(let gap):
      return EventLine(glyph: glyphs.over, text: gap.words, role: .over)
    case .slowest, .outage: return nil
    case .verdict(let change): return line(change, glyphs)
    case .overBudget(let crossing):
      return EventLine(
        glyph: glyphs.over,
        text: "\(crossing.subject) \(crossing.metric) over budget (last 10s), "
          + used(crossing.consumption, crossing.tooManyFailed, glyphs),
        role: .over
      )
    case .backUnder(let crossing):
      return EventLine(
        glyph: glyphs.pass,
        text: "\(crossing.subject) \(crossing.metric) back under (last 10s)",
        role: .pass
      )
    case .alert(let alert):
      return EventLine(
        glyph: glyphs.over,
        text: "\(alert.subject) \(alert.text)",
        role: alert.severity == .critical ? .violation : .over
      )
    case .alertOver(let alert):
      let rule = alert.isOfErrorBudget ? "\(alert.metric) error budget" : alert.rule
      return EventLine(
        glyph: glyphs.pass,
        text: "\(alert.subject) \(rule): alert is over",
        role: .pass
      )
    case .trust(let change):
      return EventLine(
        glyph: change.isGood ? glyphs.pass : glyphs.over,
        text: "trust: \(change.text)",
        role: change.isGood ? .pass : .over
      )
    }
  }

  /// How much of a budget is used, or why that can't be said.
  private static func used(
    _ consumption: Double?,
    _ tooManyFailed: Bool,
    _ glyphs: Glyphs
  )
    -> String
  {
    tooManyFailed
      ? Self.tooManyFailed : Figures.consumption(consumption, infinity: glyphs.infinity)
  }

  private static func line(_ change: VerdictChange, _ glyphs: Glyphs) -> EventLine {
    let used =
      change.to == .pending
      ? "" : ", " + self.used(change.consumption, change.tooManyFailed, glyphs)
    return EventLine(
      glyph: glyph(change.to, glyphs),
      text: "\(change.subject) \(change.metric) \(change.to.rawValue) (whole run)\(used)",
      role: role(change.to)
    )
  }
}
