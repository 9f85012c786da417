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
    case .mark:
      let text = Words.stripped(line.text)
      notice = text.isEmpty ? "marked" : "marked: \(text)"
      return [.control(.mark(text))]
    case .level:
      guard let level = Words.number(line.text, model: newest.load.model) else {
        notice = "'\(line.text)' is not a number of \(Words.unit(of: newest.load.model))"
        return []
      }
      return [.control(.level(level))]
    case .time:
      guard let seconds = Words.seconds(line.text) else {
        notice = "'\(line.text)' is not a time such as 2:31 or 151s"
        return []
      }
      seek(to: newest.originNanoseconds + Int64(seconds * 1e9))
      return []
    }
  }
}
