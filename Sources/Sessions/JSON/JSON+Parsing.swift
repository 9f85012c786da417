extension JSON {
  /// How much of it is accepted.
  package struct Limits: Sendable {
    /// How deep arrays and objects may be nested.
    package var depth = 64
    /// The longest text, bytes.
    package var bytes = 16 << 20
    /// Whether `NaN`, `Infinity` and `-Infinity` are read, as null: Python's json writes them.
    package var takesNonFinite = false

    /// 64 levels, 16 MiB, and only what JSON allows.
    package init() {}
  }

  /// Reads one value and nothing else.
  package init(parsing text: String, limits: Limits = Limits()) throws(JSONError) {
    try self.init(parsing: Array(text.utf8)[...], limits: limits)
  }

  /// Reads one value in UTF-8 and nothing else.
  package init(parsing bytes: ArraySlice<UInt8>, limits: Limits = Limits()) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(kind: .tooLong(limit: limits.bytes), offset: limits.bytes)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    self = try parser.document()
  }
}

/// A recursive descent over UTF-8; its depth is bounded by the limit.
private struct JSONParser {
  let bytes: ArraySlice<UInt8>
  let depthLimit: Int
  let takesNonFinite: Bool
  var position: Int
  var depth = 0

  init(bytes: ArraySlice<UInt8>, limits: JSON.Limits) {
    self.bytes = bytes
    depthLimit = limits.depth
    takesNonFinite = limits.takesNonFinite
    position = bytes.startIndex
  }

  private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }
  private var next: UInt8? { position + 1 < bytes.endIndex ? bytes[position + 1] : nil }

  private func error(_ kind: JSONError.Kind) -> JSONError {
    JSONError(kind: kind, offset: position - bytes.startIndex)
  }

  mutating func document() throws(JSONError) -> JSON {
    let result = try value()
    skipBlanks()
    guard position == bytes.endIndex else { throw error(.trailing) }
    return result
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private mutating func value() throws(JSONError) -> JSON {
    skipBlanks()
    guard let byte = current else { throw error(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"): return try nested(Self.object)
    case UInt8(ascii: "["): return try nested(Self.array)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N") where takesNonFinite: return try word("NaN", .null)
    case UInt8(ascii: "I") where takesNonFinite: return try word("Infinity", .null)
    case UInt8(ascii: "-") where takesNonFinite && next == UInt8(ascii: "I"):
      return try word("-Infinity", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw error(.unexpected(expected: "a value"))
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSON
  ) throws(JSONError) -> JSON {
    depth += 1
    guard depth <= depthLimit else { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  private static func array(_ parser: inout JSONParser) throws(JSONError) -> JSON {
    var values: [JSON] = []
    if parser.take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      values.append(try parser.value())
      if parser.take(UInt8(ascii: "]")) { return .array(values) }
      try parser.require(UInt8(ascii: ","), "',' or ']'")
    }
  }

  private static func object(_ parser: inout JSONParser) throws(JSONError) -> JSON {
    var members: [JSON.Member] = []
    if parser.take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      parser.skipBlanks()
      guard parser.current == UInt8(ascii: "\"") else {
        throw parser.error(
          parser.current == nil ? .unexpectedEnd : .unexpected(expected: "a name in quotes")
        )
      }
      let key = try parser.string()
      try parser.require(UInt8(ascii: ":"), "':'")
      members.append(JSON.Member(key, try parser.value()))
      if parser.take(UInt8(ascii: "}")) { return .object(members) }
      try parser.require(UInt8(ascii: ","), "',' or '}'")
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func require(_ byte: UInt8, _ name: String) throws(JSONError) {
    guard take(byte) else {
      throw error(current == nil ? .unexpectedEnd : .unexpected(expected: name))
    }
  }

  private mutating func word(_ text: String, _ result: JSON) throws(JSONError) -> JSON {
    for byte in text.utf8 {
      guard let found = current else { throw error(.unexpectedEnd) }
      guard found == byte else { throw error(.unexpected(expected: "'\(text)'")) }
      position += 1
    }
    return result
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, 0x30...0x39 ~= byte { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let first = position
    let leading = current
    let count = digits()
    guard count == 1 || (count > 1 && leading != UInt8(ascii: "0")) else {
      throw error(.badNumber)
    }
    var isInteger = true
    if current == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard digits() > 0 else { throw error(.badNumber) }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw error(.badNumber) }
    }
    // Nearly all numbers are small; 18 digits do not overflow.
    if isInteger, first == start, count <= 18 {
      return .integer(bytes[start..<position].reduce(0) { $0 &* 10 &+ Int64($1 &- 0x30) })
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, text != "-0" {
      if let value = Int64(text) { return .integer(value) }
      if let value = UInt64(text) { return .unsigned(value) }
    }
    guard let value = Double(text), value.isFinite else { throw error(.badNumber) }
    return .number(value)
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    // Most strings have no escape, and are taken in one piece.
    var all: UInt8 = 0
    while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\\") {
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        let plain = bytes[start..<position]
        return try all < 0x80 ? String(decoding: plain, as: UTF8.self) : text(plain)
      }
      all |= byte
      position += 1
    }
    var unescaped = Array(bytes[start..<position])
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return try text(unescaped[...])
      case UInt8(ascii: "\\"): try unescape(into: &unescaped)
      case 0x20...:
        unescaped.append(byte)
        position += 1
      default: throw error(.badString)
      }
    }
    throw error(.unexpectedEnd)
  }

  private func text(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw error(.notUTF8) }
    return text
  }

  private mutating func unescape(into output: inout [UInt8]) throws(JSONError) {
    position += 1
    guard let byte = current else { throw error(.unexpectedEnd) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0c)
    case UInt8(ascii: "n"): output.append(0x0a)
    case UInt8(ascii: "r"): output.append(0x0d)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if 0xd800...0xdbff ~= code {
        guard current == UInt8(ascii: "\\") else { throw error(.badString) }
        position += 1
        guard current == UInt8(ascii: "u") else { throw error(.badString) }
        position += 1
        let low = try hexadecimal()
        guard 0xdc00...0xdfff ~= low else { throw error(.badString) }
        code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
        throw error(.badString)
      }
      output.append(contentsOf: encoded)
    default: throw error(.badString)
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard bytes.endIndex - position >= 4 else { throw error(.unexpectedEnd) }
    var code: UInt32 = 0
    for byte in bytes[position..<(position + 4)] {
      switch byte {
      case 0x30...0x39: code = code << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: code = code << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: code = code << 4 | UInt32(byte - 0x61 + 10)
      default: throw error(.badString)
      }
    }
    position += 4
    return code
  }
}
