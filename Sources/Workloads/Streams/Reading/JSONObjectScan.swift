/// The members of one JSON object (RFC 8259) as places in the bytes that it was read from.
///
/// Nothing is copied, and what is nested is passed over with its brackets and strings matched, so a
/// line costs about a nanosecond a byte. Reused for many objects; allocates only while it grows.
struct JSONObjectScan {
  /// A value, still as it is written.
  struct Value {
    /// What it is.
    enum Kind: UInt8 {
      case string
      case number
      case yes
      case no
      case null
      case object
      case array
    }

    var kind: Kind
    /// Its bytes; of a string those between the quotes, with their escapes.
    var range: Range<Int>
  }

  private struct Member {
    var key: Range<Int>
    var value: Value
  }

  /// More members than this are passed over.
  private static let mostMembers = 64
  private static let mostDepth = 64

  private var members: [Member] = []
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Reads the object at `start`, behind blanks; false if there is none, or it is not whole.
  ///
  /// The bytes must stay valid as long as values are asked for.
  @inline(__always)
  mutating func read(_ bytes: UnsafeRawBufferPointer, at start: Int = 0) -> Bool {
    members.removeAll(keepingCapacity: true)
    self.bytes = bytes
    guard let end = object(at: skipBlanks(start)) else { return false }
    return skipBlanks(end) == bytes.count
  }

  /// The value of a member; nil if there is none.
  ///
  /// Of members with the same name the last one counts.
  @inline(__always)
  func value(_ key: StaticString) -> Value? {
    var index = members.count - 1
    while index >= 0 {
      if equals(members[index].key, key) { return members[index].value }
      index -= 1
    }
    return nil
  }

  /// The bytes between the quotes of a string; nil if it is none, or is empty.
  @inline(__always)
  func string(_ key: StaticString) -> UnsafeRawBufferPointer? {
    guard let value = value(key), value.kind == .string, !value.range.isEmpty else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[value.range])
  }

  /// A number; nil if it is none.
  @inline(__always)
  func number(_ key: StaticString) -> DecimalNumber? {
    guard let value = value(key), value.kind == .number else { return nil }
    return DecimalNumber.read(bytes, at: value.range.lowerBound)?.number
  }

  /// The bytes of a string or number; nil if it is neither.
  @inline(__always)
  func scalar(_ key: StaticString) -> UnsafeRawBufferPointer? {
    guard let value = value(key), value.kind == .string || value.kind == .number else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[value.range])
  }

  /// The bytes of an object, with its braces; nil if it is none.
  func object(_ key: StaticString) -> UnsafeRawBufferPointer? {
    guard let value = value(key), value.kind == .object else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[value.range])
  }

  /// Whether a member is the string `text`.
  @inline(__always)
  func isString(_ key: StaticString, _ text: StaticString) -> Bool {
    guard let value = value(key), value.kind == .string else { return false }
    return equals(value.range, text)
  }

  /// `[member]`: the names and values that are no objects or arrays, as they are written.
  var plainMembers: [(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)] {
    members.compactMap { member in
      guard member.value.kind != .object, member.value.kind != .array else { return nil }
      return (
        UnsafeRawBufferPointer(rebasing: bytes[member.key]),
        UnsafeRawBufferPointer(rebasing: bytes[member.value.range])
      )
    }
  }

  @inline(__always)
  private func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count
    where bytes[range.lowerBound &+ offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  @inline(__always)
  private func skipBlanks(_ start: Int) -> Int {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position &+= 1
      default: return position
      }
    }
    return position
  }

  /// The end of the object at `start`, whose members are kept; nil if it is not whole.
  private mutating func object(at start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var position = skipBlanks(start + 1)
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") { return position + 1 }
    while true {
      guard let keyEnd = stringEnd(position) else { return nil }
      let key = (position + 1)..<(keyEnd - 1)
      position = skipBlanks(keyEnd)
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
      position = skipBlanks(position + 1)
      guard let (value, end) = value(at: position) else { return nil }
      if members.count < Self.mostMembers { members.append(Member(key: key, value: value)) }
      position = skipBlanks(end)
      guard position < bytes.count else { return nil }
      switch bytes[position] {
      case UInt8(ascii: ","): position = skipBlanks(position + 1)
      case UInt8(ascii: "}"): return position + 1
      default: return nil
      }
    }
  }

  @inline(__always)
  private func value(at start: Int) -> (Value, end: Int)? {
    guard start < bytes.count else { return nil }
    let kind: Value.Kind
    let end: Int?
    switch bytes[start] {
    case UInt8(ascii: "\""):
      guard let end = stringEnd(start) else { return nil }
      return (Value(kind: .string, range: (start + 1)..<(end - 1)), end)
    case UInt8(ascii: "-"), 0x30...0x39: (kind, end) = (.number, numberEnd(start))
    case UInt8(ascii: "t"): (kind, end) = (.yes, wordEnd(start, "true"))
    case UInt8(ascii: "f"): (kind, end) = (.no, wordEnd(start, "false"))
    case UInt8(ascii: "n"): (kind, end) = (.null, wordEnd(start, "null"))
    case UInt8(ascii: "{"): (kind, end) = (.object, nestedEnd(start))
    case UInt8(ascii: "["): (kind, end) = (.array, nestedEnd(start))
    default: return nil
    }
    guard let end else { return nil }
    return (Value(kind: kind, range: start..<end), end)
  }

  /// Behind the closing quote of the string at `start`.
  @inline(__always)
  private func stringEnd(_ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var position = start &+ 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { return position &+ 1 }
      if byte < 0x20 { return nil }
      position &+= byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  @inline(__always)
  private func numberEnd(_ start: Int) -> Int? {
    DecimalNumber.read(bytes, at: start)?.end
  }

  private func wordEnd(_ start: Int, _ word: StaticString) -> Int? {
    let end = start + word.utf8CodeUnitCount
    return end <= bytes.count && equals(start..<end, word) ? end : nil
  }

  /// Behind the bracket that closes the one at `start`.
  private func nestedEnd(_ start: Int) -> Int? {
    var position = start
    // One bit a level: whether it is an object.
    var objects: UInt64 = 0
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(position) else { return nil }
        position = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < Self.mostDepth else { return nil }
        objects = objects << 1 | (bytes[position] == UInt8(ascii: "{") ? 1 : 0)
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard (objects & 1 == 1) == (bytes[position] == UInt8(ascii: "}")) else { return nil }
        objects >>= 1
        depth -= 1
        if depth == 0 { return position + 1 }
      default: break
      }
      position += 1
    }
    return nil
  }
}
