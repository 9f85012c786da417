/// Why a text is not JSON, or not JSON that is accepted here.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  package enum Kind: Sendable, Equatable {
    /// It ends before the value is complete.
    case unexpectedEnd
    /// Something else was expected here.
    case unexpected(expected: String)
    /// A string with a control character, a wrong escape or a half of a surrogate pair.
    case badString
    /// A number that is not written as JSON writes numbers, or too large for a double.
    case badNumber
    /// Bytes that are not UTF-8.
    case notUTF8
    /// Something stands after the value.
    case trailing
    /// Arrays and objects are nested deeper than this.
    case tooDeep(limit: Int)
    /// The text is longer than this, in bytes.
    case tooLong(limit: Int)
  }

  /// What is wrong.
  package var kind: Kind
  /// Where, in bytes from the beginning of the text.
  package var offset: Int

  /// What is wrong, and where.
  package init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// What is wrong, and where.
  package var description: String { "not JSON at byte \(offset): \(problem)" }

  /// What is wrong, in words.
  package var problem: String {
    switch kind {
    case .unexpectedEnd: "the text ends too early"
    case .unexpected(let expected): "expected \(expected)"
    case .badString: "a string with a raw control character or a wrong escape"
    case .badNumber: "a number that JSON does not allow"
    case .notUTF8: "bytes that are not UTF-8"
    case .trailing: "something stands after the value"
    case .tooDeep(let limit): "nested deeper than \(limit)"
    case .tooLong(let limit): "longer than \(limit) bytes"
    }
  }

  /// Where it is in the text that was read: line and column, from 1, in bytes.
  package func place(in text: ArraySlice<UInt8>) -> (line: Int, column: Int) {
    let before = text.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
    return (line, before.endIndex - start + 1)
  }
}

/// Why a JSON value is not what a type is written as.
package enum JSONShapeError: Error, Equatable, CustomStringConvertible {
  /// A member is not there.
  case missing(key: String)
  /// A member has a value of the wrong kind or outside of its range.
  case wrong(key: String, expected: String)

  /// What is wrong.
  package var description: String {
    switch self {
    case .missing(let key): "'\(key)' is missing"
    case .wrong(let key, let expected): "'\(key)' is not \(expected)"
    }
  }
}
