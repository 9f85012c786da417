/// Why a payload can't be read.
package enum PayloadError: Error, Equatable, CustomStringConvertible {
  /// It is not base64 with padding.
  case notBase64
  /// It ends before its own length.
  case tooShort
  /// It does not begin as a histogram does.
  case badCookie(UInt32)
  /// It is a histogram of doubles in a form that is not known.
  case badDoubles
  /// It is no zlib stream of the length that its header says.
  case notZlib
  /// Its range, precision or length is none that a histogram can have.
  case badHeader
  /// Its counts do not fit its range.
  case badCounts

  /// What is wrong.
  package var description: String {
    switch self {
    case .notBase64: "not base64"
    case .tooShort: "shorter than it says"
    case .badCookie(let cookie): "begins with 0x\(String(cookie, radix: 16)), which is no histogram"
    case .badDoubles: "a double histogram in a form that is not known"
    case .notZlib: "its compressed part is damaged"
    case .badHeader: "its range or precision is impossible"
    case .badCounts: "its counts do not fit its range"
    }
  }
}
