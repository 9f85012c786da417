/// Reads comma-separated values, RFC 4180, one record after the other.
///
/// Tolerated beyond it: line feeds without carriage return, a byte order mark, empty lines.
struct CSVReader {
  /// One line of fields; a field in quotes may go on over several.
  struct Record: Equatable {
    /// The line on which it begins, from 1.
    var line: Int
    var fields: [String]
  }

  /// Why it can't go on.
  struct Failure: Error {
    var line: Int
    var fault: DataTableError.Fault
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next record; nil at the end.
  mutating func next() throws(Failure) -> Record? {
    while takeLineEnd() {}
    guard position < bytes.count else { return nil }
    var record = Record(line: line, fields: [])
    while true {
      record.fields.append(try field())
      if position == bytes.count || takeLineEnd() { return record }
      // What ends a field and is no line end is a comma.
      position += 1
    }
  }

  private mutating func field() throws(Failure) -> String {
    guard position < bytes.count, bytes[position] == Self.quote else { return try plainField() }
    let start = line
    var field: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == ASCIIScan.lineFeed { line += 1 }
      guard byte == Self.quote else {
        field.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == Self.quote else {
        guard endsField else { throw Failure(line: line, fault: .strayQuote) }
        return try text(field[...])
      }
      field.append(byte)
      position += 1
    }
    throw Failure(line: start, fault: .openQuote)
  }

  private mutating func plainField() throws(Failure) -> String {
    let start = position
    while !endsField {
      if bytes[position] == Self.quote { throw Failure(line: line, fault: .strayQuote) }
      position += 1
    }
    return try text(bytes[start..<position])
  }

  private func text(_ field: ArraySlice<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw Failure(line: line, fault: .notUTF8)
    }
    return text
  }

  private var endsField: Bool {
    position == bytes.count || bytes[position] == Self.comma || lineEndLength > 0
  }

  private var lineEndLength: Int {
    guard position < bytes.count else { return 0 }
    if bytes[position] == ASCIIScan.lineFeed { return 1 }
    return bytes[position...].starts(with: [ASCIIScan.carriageReturn, ASCIIScan.lineFeed]) ? 2 : 0
  }

  private mutating func takeLineEnd() -> Bool {
    let length = lineEndLength
    guard length > 0 else { return false }
    position += length
    line += 1
    return true
  }
}
