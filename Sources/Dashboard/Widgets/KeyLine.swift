import Sessions

/// The last line: keys and what they do, the most important first.
package struct KeyLine: Sendable {
  /// One key; `key` is what a click on it types.
  package struct Hint: Hashable, Sendable {
    package var keys: String
    package var words: String
    package var key: Key?

    package init(_ keys: String, _ words: String, types key: Key? = nil) {
      self.keys = keys
      self.words = words
      self.key = key
    }
  }

  package var hints: [Hint]

  package init(_ hints: [Hint]) {
    self.hints = hints
  }

  /// Hints and the columns where they stand.
  ///
  /// The last ones (help, quit) always do, then as many of
  /// the others as fit, in order.
  package func placed(columns: Int, keeping last: Int = 2) -> [(column: Int, hint: Hint)] {
    let kept = hints.suffix(last)
    // Two blanks stand between hints, none after the last.
    var room = columns + 1 - kept.reduce(0) { $0 + Self.width($1) + 2 }
    var chosen: [Hint] = []
    for hint in hints.dropLast(last) {
      room -= Self.width(hint) + 2
      if room < 0 { break }
      chosen.append(hint)
    }
    var column = 1
    return (chosen + kept).compactMap { hint in
      guard column + Self.width(hint) <= columns else { return nil }
      defer { column += Self.width(hint) + 2 }
      return (column, hint)
    }
  }

  /// Draws over the first line of the area.
  package func draw(in area: Area, into canvas: inout Canvas) {
    for (column, hint) in placed(columns: area.columns) {
      let next = canvas.put(hint.keys, Style(.accent, .bold), in: area, column: column)
      canvas.put(" " + hint.words, in: area, column: next)
    }
  }

  private static func width(_ hint: Hint) -> Int {
    Columns.width(of: hint.keys) + 1 + Columns.width(of: hint.words)
  }
}
