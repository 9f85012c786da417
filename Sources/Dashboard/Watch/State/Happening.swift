import Budgets
import Sessions

/// Something at one moment that a playhead can stop at: an event, an outage with all that follows from
/// it, or a note of later.
enum Happening: Sendable {
  case event(SessionEvent)
  case note(Note)
  /// With the number of objectives whose budgets it broke.
  case outage(Outage, broken: Int)

  /// Since the start of the session, ns.
  var atNanoseconds: Int64 {
    switch self {
    case .event(let event): event.sinceNanoseconds
    case .note(let note): note.atNanoseconds
    case .outage(let outage, _): outage.fromNanoseconds
    }
  }

  /// How much it matters where several fall on one column, 0...3; nil for what has no mark.
  var weight: Int? {
    if case .outage = self { return 3 }
    guard case .event(let event) = self else { return 1 }
    switch event.kind {
    case .outage: return nil
    case .slowest, .notice, .skipped, .alertOver: return nil
    case .load, .steered, .paused, .resumed: return 0
    case .backUnder, .mark, .trust, .gap: return 1
    case .overBudget, .alert: return 2
    case .verdict(let change): return change.to.severity > Verdict.pass.severity ? 3 : 1
    }
  }

  /// Whether something went over its budget here.
  var isOver: Bool {
    if case .outage = self { return true }
    guard case .event(let event) = self else { return false }
    switch event.kind {
    case .overBudget: return true
    case .verdict(let change): return change.to.severity > Verdict.pass.severity
    default: return false
    }
  }

  /// In words; nil for what is not listed.
  ///
  /// `clock` is the time of day at a moment.
  func line(
    model: LoadProfile.LoadModel,
    _ glyphs: Glyphs,
    clock: (Int64) -> String
  ) -> Words.EventLine? {
    switch self {
    case .event(let event): return Words.line(event, model: model, glyphs)
    case .outage(let outage, let broken):
      let rest = broken == 0 ? "" : "; \(broken) went over in it"
      return Words.EventLine(
        glyph: glyphs.violation,
        text: Words.outage(outage, clock: clock) + rest,
        role: .violation
      )
    case .note(let note):
      return Words.EventLine(glyph: glyphs.mark, text: "note \"\(note.text)\"", role: .accent)
    }
  }

  /// Landmarks of a session with the newer of its events and the notes among them, oldest first.
  ///
  /// What follows from an outage is gathered in it.
  static func gather(
    landmarks: [SessionEvent],
    events: [SessionEvent],
    notes: [Note],
    outages: [Outage]
  ) -> [Happening] {
    let known = landmarks.last?.atNanoseconds ?? -1
    let newer = events.filter { $0.atNanoseconds > known && Words.isLandmark($0) }
    let all = landmarks.filter { Words.isLandmark($0) } + newer
    let grouped = outages.map { outage in
      Happening.outage(outage, broken: broken(in: all.filter(outage.explains)))
    }
    let rest = rest(of: all, outages)
    let parts = grouped + rest.map { .event($0) } + notes.map { .note($0) }
    let isInOrder = zip(parts, parts.dropFirst()).allSatisfy {
      $0.atNanoseconds <= $1.atNanoseconds
    }
    if isInOrder { return parts }
    return parts.enumerated()
      .sorted { ($0.element.atNanoseconds, $0.offset) < ($1.element.atNanoseconds, $1.offset) }
      .map(\.element)
  }

  /// The events that follow from none of the outages: neither what broke in one nor that it is good
  /// again, however much later.
  private static func rest(of events: [SessionEvent], _ outages: [Outage]) -> [SessionEvent] {
    var broken: Set<[String]> = []
    return events.filter { event in
      let turn = event.turn
      let isExplained = outages.contains { $0.explains(event) }
      guard let turn else { return !isExplained }
      if turn.isBad {
        if isExplained { broken.insert(turn.key) } else { broken.remove(turn.key) }
        return !isExplained
      }
      return broken.remove(turn.key) == nil && !isExplained
    }
  }

  /// The objectives that went over their budgets in these events.
  private static func broken(in events: [SessionEvent]) -> Int {
    var objectives: Set<[String]> = []
    for event in events {
      switch event.kind {
      case .overBudget(let crossing): objectives.insert([crossing.subject, crossing.metric])
      case .verdict(let change) where change.to.severity > Verdict.pass.severity:
        objectives.insert([change.subject, change.metric])
      default: break
      }
    }
    return objectives.count
  }
}

extension SessionEvent {
  /// What went over its budget with it, or is good again; nil if it is about no budget.
  fileprivate var turn: (key: [String], isBad: Bool)? {
    switch kind {
    case .verdict(let change):
      (["verdict", change.subject, change.metric], change.to.severity > Verdict.pass.severity)
    case .overBudget(let crossing): (["window", crossing.subject, crossing.metric], true)
    case .backUnder(let crossing): (["window", crossing.subject, crossing.metric], false)
    case .alert(let alert): (["alert", alert.subject, alert.metric], true)
    case .alertOver(let alert): (["alert", alert.subject, alert.metric], false)
    default: nil
    }
  }
}
