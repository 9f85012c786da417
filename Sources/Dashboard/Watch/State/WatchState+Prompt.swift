import Budgets
import Sessions

/// Lines that are typed at the bottom of the screen.
extension WatchState {
  private static let longestText = 200

  mutating func typeText(_ key: Key) -> [Effect] {
    guard var line = prompt else { return [] }
    switch key {
    case .escape:
      prompt = nil
      if line.purpose == .filter { filter = "" }
    case .enter:
      prompt = nil
      return accept(line)
    case .backspace, .delete:
      if line.text.isEmpty { prompt = nil } else { line.text.removeLast() }
      if prompt != nil { prompt = line }
      if line.purpose == .filter { filter = line.text }
    case .character(let character):
      guard line.text.utf8.count < Self.longestText else { return [] }
      line.text.append(character)
      prompt = line
      if line.purpose == .filter { filter = line.text }
    case .tab:
      if line.purpose == .command { prompt?.text = ScreenCommand.completed(line.text, for: origin) }
    case .up, .down:
      if line.purpose == .filter { move(by: key == .up ? -1 : 1) }
    default: break
    }
    return []
  }

  private mutating func accept(_ line: Prompt) -> [Effect] {
    switch line.purpose {
    case .filter:
      filter = line.text
      return []
    case .mark: return leaveMark(line.text)
    case .note: return leaveNote(line.text)
    case .level: return setLevel(line.text)
    case .budget:
      tryBudget(line.text)
      return []
    case .time: return seek(toMoment: line.text)
    case .command: return ScreenCommand.run(line.text, on: &self)
    }
  }

  mutating func leaveMark(_ text: String) -> [Effect] {
    let text = Words.stripped(text)
    notice = text.isEmpty ? "marked" : "marked: \(text)"
    return [.control(.mark(text))]
  }

  /// A note is shown at once; whoever keeps it says so if it cannot be kept.
  mutating func leaveNote(_ text: String) -> [Effect] {
    let text = Words.stripped(text)
    guard !text.isEmpty else {
      notice = "a note needs some words"
      return []
    }
    let note = Note(atNanoseconds: hereNanoseconds, text: text)
    add(note)
    notice = "noted at \(newest.timeOfDay(at: note.atNanoseconds)): \(text)"
    return [.note(note)]
  }

  mutating func setLevel(_ text: String) -> [Effect] {
    guard let level = Words.number(text, model: newest.load.model) else {
      notice = "'\(text)' is not a number of \(Words.unit(of: newest.load.model))"
      return []
    }
    notice = "load to \(Words.level(level, newest.load.model))"
    return [.control(.level(level))]
  }

  mutating func seek(toMoment text: String) -> [Effect] {
    guard let moment = SessionMoment(text) else {
      notice = "'\(text)' is not a time such as \(SessionMoment.examples)"
      return []
    }
    guard let nanoseconds = moment.nanoseconds(in: newest.span(to: endNanoseconds)) else {
      notice =
        "\(text) is not within \(newest.timeOfDay(at: 0)) to "
        + "\(newest.timeOfDay(at: endNanoseconds)); +\(text) is elapsed time"
      return []
    }
    return seek(to: nanoseconds)
  }
}
