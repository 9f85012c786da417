/// What is kept of a response for checks and captures: its header lines and the start of its body.
///
/// Valid from a `complete` outcome until the scanner sees the next byte. Its storage is reused from
/// response to response.
package struct CapturedResponse: Sendable {
  /// How much of a body checks and captures see.
  package static let keptBytes = 1 << 20

  /// At most this much of the body is kept.
  package let bodyLimitBytes: Int
  /// The body as decoded from its framing, cut at the limit.
  package private(set) var body: [UInt8] = []
  /// Whether the body went on beyond the limit.
  package private(set) var bodyIsCut = false
  /// The header lines, each ended by a line feed; trailers are not among them.
  private var head: [UInt8] = []

  package init(bodyLimitBytes: Int) {
    precondition(bodyLimitBytes >= 0)
    self.bodyLimitBytes = bodyLimitBytes
  }

  /// The value of a header, several of one name joined by ", " (RFC 9110 section 5.3).
  package func header(_ name: String) -> String? {
    let wanted = name.utf8.map(Self.lowercased)
    var values: [String] = []
    for line in head.split(separator: ASCIIScan.lineFeed) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        line[..<colon].elementsEqual(wanted, by: { Self.lowercased($0) == $1 })
      else { continue }
      var value = line[(colon + 1)...]
      while let byte = value.first, ASCIIScan.isBlank(byte) { value.removeFirst() }
      while let byte = value.last, ASCIIScan.isBlank(byte) { value.removeLast() }
      values.append(String(decoding: value, as: UTF8.self))
    }
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  mutating func reset() {
    body.removeAll(keepingCapacity: true)
    head.removeAll(keepingCapacity: true)
    bodyIsCut = false
  }

  mutating func appendHeader(_ line: UnsafeRawBufferPointer) {
    head.append(contentsOf: line)
    head.append(ASCIIScan.lineFeed)
  }

  mutating func appendHeader(name: String, value: String) {
    head.append(contentsOf: name.utf8)
    head.append(UInt8(ascii: ":"))
    head.append(contentsOf: value.utf8)
    head.append(ASCIIScan.lineFeed)
  }

  mutating func appendBody(_ bytes: UnsafeRawBufferPointer) {
    let room = bodyLimitBytes - body.count
    if bytes.count > room { bodyIsCut = true }
    body.append(contentsOf: bytes.prefix(room))
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
