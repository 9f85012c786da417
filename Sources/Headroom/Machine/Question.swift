import Glibc
import Sessions

/// A question to whoever sits at the terminal.
enum Question {
  /// The answer, without blanks around it; nil if nobody can be asked, or nothing more is said.
  static func ask(_ question: String) -> String? {
    guard StandardStreams.isTerminal(STDIN_FILENO), StandardStreams.isTerminal(STDERR_FILENO)
    else { return nil }
    StandardStreams.note(Visible.text(question))
    guard let line = readLine() else { return nil }
    return line.trimmed
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
