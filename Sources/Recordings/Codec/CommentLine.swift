import Sessions

/// A comment line of ours, `#[Headroom <kind> <one line of JSON>]`, which other readers skip.
struct CommentLine {
  /// How each of them begins.
  static let prefix = "#[Headroom "
  static let head = "head"
  static let event = "event"
  static let interval = "interval"
  static let end = "end"
  static let summary = "summary"
  /// What stands before the checksum of a line's own text.
  static let seal = #","own_crc32":"#

  /// Its kind.
  var kind: String
  /// What it says.
  var json: JSON

  /// Whether a line claims to be one.
  static func isOurs(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: prefix.utf8) }

  /// Reads a line without its end; nil if it is damaged.
  init?(_ line: ArraySlice<UInt8>) {
    guard Self.isOurs(line), line.last == UInt8(ascii: "]") else { return nil }
    let rest = line.dropFirst(Self.prefix.utf8.count).dropLast()
    guard let blank = rest.firstIndex(of: UInt8(ascii: " ")),
      let kind = String(validating: rest[..<blank], as: UTF8.self),
      let json = try? JSON(parsing: rest[(blank + 1)...]), json.members != nil
    else { return nil }
    self.kind = kind
    self.json = json
  }

  /// Whether the checksum of a line's own text is there and right.
  static func isSealed(_ line: ArraySlice<UInt8>) -> Bool {
    let needle = Array(seal.utf8)
    // The seal is followed by at most ten digits and `}]`.
    let first = max(line.startIndex, line.endIndex - needle.count - 12)
    var start = line.endIndex - needle.count - 3
    while start >= first, !line[start...].starts(with: needle) { start -= 1 }
    guard start >= first else { return false }
    let digits = line[(start + needle.count)...].dropLast(2)
    return String(decoding: digits, as: UTF8.self) == String(Checksum.of(line[..<start]))
      && line.suffix(2).elementsEqual("}]".utf8)
  }
}
