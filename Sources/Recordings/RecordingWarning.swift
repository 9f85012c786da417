/// Something in a recording that was skipped, and where.
package struct RecordingWarning: Sendable, Equatable, CustomStringConvertible {
  /// What it is about.
  package enum Kind: Sendable, Equatable {
    /// The file ends in the middle of an interval: the run did not end by itself.
    case tornEnd
    /// A line that is neither samples nor a comment, or whose comment can't be read.
    case malformedLine
    /// A histogram that can't be decoded.
    case damagedHistogram
    /// An interval that was dropped since its checksum or its mark is wrong.
    case damagedInterval
    /// Intervals that are not there.
    case missingIntervals
    /// The head can't be read.
    case damagedHead
    /// The summary or the end can't be read.
    case damagedEnd
    /// Something that a later version writes.
    case unknownKind
    /// The unit of values can't be told.
    case unknownUnit
  }

  /// What it is about.
  package var kind: Kind
  /// The line, 1 for the first; nil if it is about the whole file.
  package var line: Int?
  /// Where the line begins, in bytes.
  package var offset: Int64?
  /// In words, fit for a terminal.
  package var text: String

  init(_ kind: Kind, line: Int? = nil, offset: Int64? = nil, _ text: String) {
    self.kind = kind
    self.line = line
    self.offset = offset
    self.text = text.visible
  }

  /// Where and what, as in `line 12, byte 4711: the end is damaged`.
  package var description: String {
    guard let line else { return text }
    guard let offset else { return "line \(line): \(text)" }
    return "line \(line), byte \(offset): \(text)"
  }
}
