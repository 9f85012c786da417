import Budgets
import Sessions

/// Something at one moment that a playhead can stop at: an event, or a note of later.
enum Happening: Sendable {
  case event(SessionEvent)
  case note(Note)

  /// Since the start of the session, ns.
  var atNanoseconds: Int64 {
    switch self {
    case .event(let event): event.sinceNanoseconds
    case .note(let note): note.atNanoseconds
    }
  }

  /// How much it matters where several fall on one column, 0...3; nil for what has no mark.
  var weight: Int? {
    guard case .event(let event) = self else { return 1 }
    switch event.kind {
    case .slowest, .notice, .skipped, .alertOver: return nil
    case .load, .steered, .paused, .resumed: return 0
    case .backUnder, .mark, .trust, .gap: return 1
    case .overBudget, .alert: return 2
    case .verdict(let change): return change.to.severity > Verdict.pass.severity ? 3 : 1
    }
  }

  /// Whether something went over its budget here.
  var isOver: Bool {
    guard case .event(let event) = self else { return false }
    switch event.kind {
    case .overBudget: return true
    case .verdict(let change): return change.to.severity > Verdict.pass.severity
    default: return false
    }
  }

  /// In words; nil for what is not listed.
  func line(model: LoadProfile.LoadModel, _ glyphs: Glyphs) -> Words.EventLine? {
    switch self {
    case .event(let event): Words.line(event, model: model, glyphs)
    case .note(let note):
      Words.EventLine(glyph: glyphs.mark, text: "note \"\(note.text)\"", role: .accent)
    }
  }

  /// Landmarks of a session with the newer of its events and the notes among them, oldest first.
  static func gather(
    landmarks: [SessionEvent],
    events: [SessionEvent],
    notes: [Note]
  ) -> [Happening] {
    let known = landmarks.last?.atNanoseconds ?? -1
    let newer = events.filter { $0.atNanoseconds > known && Words.isLandmark($0) }
    let all = (landmarks + newer).map { Happening.event($0) } + notes.map { .note($0) }
    let isInOrder = zip(all, all.dropFirst()).allSatisfy { $0.atNanoseconds <= $1.atNanoseconds }
    if isInOrder { return all }
    return all.enumerated()
      .sorted { ($0.element.atNanoseconds, $0.offset) < ($1.element.atNanoseconds, $1.offset) }
      .map(\.element)
  }
}
