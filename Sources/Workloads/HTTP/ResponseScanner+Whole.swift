// The usual case: a head that lies whole in one piece.
extension ResponseScanner {
  /// Reads a head from its status line to its empty line without keeping anything in between.
  ///
  /// It takes only what is plain: HTTP/1.1, a final status, lines that end in CR LF, no tab. Nil for
  /// all else, right or wrong, and for a head that goes on in the next piece: nothing has changed
  /// then, and the lines are read one by one.
  @inline(__always)
  mutating func scanWholeHead(
    _ base: UnsafeRawPointer,
    _ position: inout Int,
    _ available: Int,
    _ requestWasHead: Bool
  ) -> Step? {
    let start = position
    let count = min(available, start &+ Self.headLimitBytes)
    guard var next = Self.plainStatusLine(base, start, count) else { return nil }
    facts = .persistent
    remainingBytes = 0
    while next &+ 1 < count {
      let line = base + next
      if line.load(as: UInt8.self) == ASCIIScan.carriageReturn {
        guard line.load(fromByteOffset: 1, as: UInt8.self) == ASCIIScan.lineFeed else { break }
        status = Self.statusCode(base + start)
        position = next &+ 2
        return endHead(requestWasHead)
      }
      let colon = ASCIIScan.tokenLength(line, count: count &- next)
      guard colon > 0, next &+ colon < count,
        line.load(fromByteOffset: colon, as: UInt8.self) == UInt8(ascii: ":")
      else { break }
      let end = ASCIIScan.firstControl(in: base, from: next &+ colon &+ 1, count: count)
      guard Self.endsLine(base, end, count) else { break }
      if case .fault = takeKnownHeader(line, colon, end &- next) { break }
      next = end &+ 2
    }
    facts = []
    return nil
  }

  /// Where the line after `HTTP/1.1 2xx` (or 3xx to 9xx) begins; nil for any other status line.
  @inline(__always)
  private static func plainStatusLine(_ base: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int?
  {
    guard start &+ 12 < count else { return nil }
    let line = base + start
    // "HTTP/1.1" as a little-endian word.
    guard UInt64(littleEndian: line.loadUnaligned(as: UInt64.self)) == 0x312E_312F_5054_5448,
      line.load(fromByteOffset: 8, as: UInt8.self) == ASCIIScan.space,
      line.load(fromByteOffset: 9, as: UInt8.self) &- UInt8(ascii: "2") < 8,
      line.load(fromByteOffset: 10, as: UInt8.self) &- UInt8(ascii: "0") < 10,
      line.load(fromByteOffset: 11, as: UInt8.self) &- UInt8(ascii: "0") < 10
    else { return nil }
    let after = line.load(fromByteOffset: 12, as: UInt8.self)
    guard after == ASCIIScan.space || after == ASCIIScan.carriageReturn else { return nil }
    let end = ASCIIScan.firstControl(in: base, from: start &+ 12, count: count)
    return endsLine(base, end, count) ? end &+ 2 : nil
  }

  @inline(__always)
  private static func statusCode(_ line: UnsafeRawPointer) -> Int {
    func digit(_ offset: Int) -> Int {
      Int(line.load(fromByteOffset: offset, as: UInt8.self) &- UInt8(ascii: "0"))
    }
    return digit(9) &* 100 &+ digit(10) &* 10 &+ digit(11)
  }

  /// Whether CR LF stands at `end`.
  @inline(__always)
  private static func endsLine(_ base: UnsafeRawPointer, _ end: Int, _ count: Int) -> Bool {
    end &+ 1 < count
      && UInt16(littleEndian: base.loadUnaligned(fromByteOffset: end, as: UInt16.self)) == 0x0A0D
  }
}
