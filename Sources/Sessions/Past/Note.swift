/// What somebody wrote at a moment of a session afterwards, kept beside the recording.
package struct Note: Sendable, Equatable {
  /// Since the start of the session, ns.
  package var atNanoseconds: Int64
  /// What was written.
  package var text: String

  /// A note.
  package init(atNanoseconds: Int64, text: String) {
    self.atNanoseconds = atNanoseconds
    self.text = text
  }

  /// The same at a moment so many ns later.
  package func moved(by nanoseconds: Int64) -> Note {
    Note(atNanoseconds: atNanoseconds + nanoseconds, text: text)
  }

  /// One line of a file of notes: `at` and `text`.
  package var json: JSON {
    .object([JSON.Member("at", JSON(atNanoseconds)), JSON.Member("text", .string(text))])
  }

  /// Reads what `json` wrote.
  package init(_ json: JSON) throws(JSONShapeError) {
    atNanoseconds = try json.integer("at")
    guard (0...JSON.longestSession).contains(atNanoseconds) else {
      throw .wrong(key: "at", expected: "between 0 and ten years")
    }
    text = try json.string("text")
  }
}
