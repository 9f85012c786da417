/// All that is wrong with a suite file, sorted by position.
package struct SuiteErrors: Error, Sendable, Equatable {
  /// The mistakes; never empty when thrown.
  package var problems: [SuiteProblem]

  /// Mistakes, sorted by position; those without one first.
  init(_ problems: [SuiteProblem]) {
    var seen: Set<String> = []
    self.problems =
      problems
      .enumerated()
      .sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element)
      .filter { seen.insert($0.headline).inserted }
  }

  /// Every mistake with its place, its line and a caret; control characters are made visible.
  package var text: String { problems.map(\.text).joined(separator: "\n") }
}

/// One mistake, or one warning.
package struct SuiteProblem: Sendable, Equatable {
  /// The file as it was named to the reader, or the option that the mistake is in; empty if the message
  /// says it.
  package var file: String
  /// Where it is, counted from 1; nil if it is about the file or the command line as a whole.
  package var position: SourcePosition?
  /// What is wrong, the value seen, and the way out, in one line.
  package var message: String
  /// The line itself, as it is in the file.
  package var line: String?

  /// `file:line:column: what is wrong`.
  package var headline: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return (file.isEmpty ? "" : VisibleText.of(file) + place + ": ") + VisibleText.of(message)
  }

  /// The headline, the line and a caret under the place.
  package var text: String {
    guard let line, let position else { return headline }
    let excerpt = LineExcerpt(of: line, column: position.column)
    return "\(headline)\n    \(excerpt.line)\n    \(excerpt.caret)"
  }

  /// Sorts by position.
  fileprivate var order: SourcePosition { position ?? SourcePosition(line: 0, column: 0) }
}

/// A place in a file, both counted from 1; a column is a Unicode scalar.
package struct SourcePosition: Hashable, Comparable, Sendable {
  /// The line.
  package var line: Int
  /// The column.
  package var column: Int

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A line with a caret under one column, cut to what a terminal can show.
struct LineExcerpt {
  /// The line, or a part of it between `…`.
  var line = ""
  /// Blanks and a caret.
  var caret = ""

  /// The part of `text` around `column`.
  init(of text: String, column: Int) {
    let scalars = Array(text.unicodeScalars)
    let target = min(max(column - 1, 0), scalars.count)
    let first = target > 70 ? target - 50 : 0
    let last = min(scalars.count, first + 90)
    var indent = 0
    if first > 0 {
      line = "…"
      indent = 1
    }
    for index in first..<max(first, last) {
      let scalar = scalars[index]
      let shown = scalar == "\t" ? " " : VisibleText.of(String(scalar))
      if index < target {
        indent += shown.unicodeScalars.reduce(0) { $0 + VisibleText.columns(of: $1) }
      }
      line += shown
    }
    if last < scalars.count { line += "…" }
    while line.last == " " { line.removeLast() }
    caret = String(repeating: " ", count: indent) + "^"
  }
}
