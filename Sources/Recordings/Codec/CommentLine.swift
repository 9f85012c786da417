import Sessions

/// A comment line of ours, `#[Headroom <kind> <one line of JSON>]`, which other readers skip.
struct CommentLine {
  /// How each of them begins.
  static let prefix = "#[Headroom "
  /// How a head, the mark of an interval, and an event begin.
  static let headPrefix: StaticString = "#[Headroom head "
  static let intervalPrefix: StaticString = "#[Headroom interval "
  static let eventPrefix: StaticString = "#[Headroom event "
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
  static func isOurs(_ line: ArraySlice<UInt8>) -> Bool { line.begins(with: "#[Headroom ") }

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
    guard line.suffix(2).elementsEqual("}]".utf8) else { return false }
    let rest = line.dropLast(2)
    let digits = rest.suffix(10).reversed().prefix { 0x30...0x39 ~= $0 }.count
    let body = rest.dropLast(digits)
    guard body.suffix(seal.utf8.count).elementsEqual(seal.utf8) else { return false }
    let sum = Checksum.of(body.dropLast(seal.utf8.count))
    return rest.suffix(digits).elementsEqual(String(sum).utf8)
  }
}
