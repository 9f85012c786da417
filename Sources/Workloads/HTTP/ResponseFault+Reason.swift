import Sessions

extension ResponseFault {
  /// What was wrong, with the first bytes of the line that was refused.
  ///
  /// Of a header only its name is shown, since its value may be a secret; of what stands where the size
  /// of a chunk should be, only a few bytes, since they may be part of a body.
  func reason(_ line: [UInt8]) -> String {
    switch self {
    case .notHTTP: Self.stranger(line)
    case .unsupportedVersion: "the status line is not of HTTP/1.0 or 1.1: \(Self.shown(line, 40))"
    case .malformedStatusLine: "malformed status line \(Self.shown(line, 40))"
    case .malformedHeader: Self.header(line)
    case .invalidContentLength: Self.contentLength(Self.value(of: line))
    case .malformedChunk: Self.chunkSize(line)
    case .unendedChunk: "\(description), but \(Self.shown(line, Self.fewBytes))"
    case .foldedHeader, .headTooLarge, .repeatedContentLength, .differentContentLengths,
      .chunkLineTooLong, .truncated, .closedBeforeResponse:
      description
    }
  }

  private static let fewBytes = 8

  private static func stranger(_ line: [UInt8]) -> String {
    // A record of TLS (RFC 8446, 5.1), and a frame of settings of HTTP/2 (RFC 9113, 6.5).
    if line.count > 1, (0x14...0x17).contains(line[0]), line[1] == 3 {
      return "no status line: the server speaks TLS; write https://"
    }
    if line.count > 3, line[0] == 0, line[3] == 4 {
      return "no status line: the server speaks HTTP/2; write `http2: true`"
    }
    return line.isEmpty ? "no status line" : "no status line, but \(shown(line, 32))"
  }

  private static func header(_ line: [UInt8]) -> String {
    let name = line.prefix { isToken($0) }
    let next = line.dropFirst(name.count).first
    if name.isEmpty {
      return next == UInt8(ascii: ":") ? "header line without a name" : "malformed header"
    }
    let text = shown(Array(name), 20)
    let isControl = next.map { $0 < 0x20 && !ASCIIScan.isBlank($0) && $0 != 0x0D || $0 == 0x7F }
    if isControl == true { return "control character in the name of the header \(text)" }
    if next == UInt8(ascii: ":") { return "control character in the header \(text)" }
    let rest = line.dropFirst(name.count).drop { ASCIIScan.isBlank($0) }
    return rest.first == UInt8(ascii: ":")
      ? "blank between the name of a header and its colon: \(text)"
      : "header line without a colon: \(text)"
  }

  private static func chunkSize(_ line: [UInt8]) -> String {
    let text = line.prefix { $0 != ASCIIScan.carriageReturn && $0 != ASCIIScan.lineFeed }
    if text.isEmpty { return "chunk size is missing" }
    let digits = text.prefix { isHexadecimal($0) }
    if digits.count > 16 { return "chunk size is too large" }
    if digits.count == text.count { return "no CR LF after the chunk size" }
    return "chunk size is not hexadecimal: \(shown(line, fewBytes))"
  }

  private static func contentLength(_ value: [UInt8]) -> String {
    let text = value.prefix { !ASCIIScan.isBlank($0) && $0 > 0x20 }
    let isNumber = !text.isEmpty && text.allSatisfy { 0x30...0x39 ~= $0 }
    return "Content-Length is \(isNumber ? "too large" : "not a number"): \(shown(value, 20))"
  }

  /// What stands behind the colon of a line.
  private static func value(of line: [UInt8]) -> [UInt8] {
    Array(line.drop { $0 != UInt8(ascii: ":") }.dropFirst().drop { ASCIIScan.isBlank($0) })
  }

  /// The first bytes of a line in quotes, with an ellipsis if it goes on.
  private static func shown(_ line: [UInt8], _ most: Int) -> String {
    let text = line.prefix { $0 != ASCIIScan.carriageReturn && $0 != ASCIIScan.lineFeed }
    let start = text.prefix(most)
    let rest = text.count > start.count ? "…" : ""
    return "'" + Visible.text(String(decoding: start, as: UTF8.self)) + rest + "'"
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  /// RFC 9110, 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5E...0x7A, 0x7C, 0x7E: true
    default: "!#$%&'*+-.".utf8.contains(byte)
    }
  }
}
