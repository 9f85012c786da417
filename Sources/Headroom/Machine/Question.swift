import Glibc
import Sessions

/// A question to the user at the terminal.
enum Question {
  /// What comes of it.
  enum Answer: Equatable {
    /// What was typed, without blanks around it.
    case text(String)
    /// The end of the input (Ctrl-D).
    case ended
    /// There is no terminal to ask on.
    case unasked
  }

  /// Asks, and waits for the answer.
  static func ask(_ question: String) -> Answer {
    guard StandardStreams.isTerminal(STDIN_FILENO), StandardStreams.isTerminal(STDERR_FILENO)
    else { return .unasked }
    StandardStreams.note(Visible.text(question))
    guard let line = readLine() else {
      // The cursor is still behind the question.
      StandardStreams.note("\n")
      return .ended
    }
    return .text(line.trimmed)
  }

  /// Asks for a yes; nil if there is no terminal to ask on.
  static func isConfirmed(_ question: String) -> Bool? {
    switch ask(question + " [y/N] ") {
    case .text(let answer): ["y", "yes"].contains(answer.lowercased())
    case .ended: false
    case .unasked: nil
    }
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
