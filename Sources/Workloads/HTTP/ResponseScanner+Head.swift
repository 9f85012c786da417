extension ResponseScanner {
  /// `HTTP/1.x SP 3DIGIT [SP text]` (RFC 9112 section 4).
  mutating func takeStatusLine(_ line: UnsafeRawPointer, _ count: Int) -> Step {
    // "HTTP/" as the five low bytes of a little-endian word.
    let name: UInt64 = 0x2F_5054_5448
    guard count >= 8 else { return .fault(.notHTTP) }
    let word = UInt64(littleEndian: line.loadUnaligned(as: UInt64.self))
    guard word & 0xFF_FFFF_FFFF == name else { return .fault(.notHTTP) }
    // Then "1." and the minor version.
    guard word &>> 40 & 0xFFFF == 0x2E31 else { return .fault(.unsupportedVersion) }
    let minor = UInt8(truncatingIfNeeded: word &>> 56) &- UInt8(ascii: "0")
    guard minor <= 1 else { return .fault(.unsupportedVersion) }
    guard count >= 12, line.load(fromByteOffset: 8, as: UInt8.self) == ASCIIScan.space,
      count == 12 || line.load(fromByteOffset: 12, as: UInt8.self) == ASCIIScan.space
    else { return .fault(.malformedStatusLine) }
    let hundreds = line.load(fromByteOffset: 9, as: UInt8.self) &- UInt8(ascii: "0")
    let tens = line.load(fromByteOffset: 10, as: UInt8.self) &- UInt8(ascii: "0")
    let ones = line.load(fromByteOffset: 11, as: UInt8.self) &- UInt8(ascii: "0")
    guard hundreds &- 1 < 9, tens < 10, ones < 10 else { return .fault(.malformedStatusLine) }
    status = Int(hundreds) &* 100 &+ Int(tens) &* 10 &+ Int(ones)
    facts = facts.intersection(.interim).union(minor == 0 ? [] : .persistent)
    remainingBytes = 0
    phase = .header
    if capture != nil { capture?.reset() }
    return .proceed
  }

  /// Reads the three headers that decide about the body and the connection, and skips the others.
  @inline(__always)
  mutating func takeHeader(_ line: UnsafeRawPointer, _ count: Int) -> Step {
    let colon = ASCIIScan.tokenLength(line, count: count)
    guard colon > 0, colon < count,
      line.load(fromByteOffset: colon, as: UInt8.self) == UInt8(ascii: ":")
    else { return .fault(nameFault(line)) }
    if capture != nil {
      capture?.appendHeader(UnsafeRawBufferPointer(start: line, count: count))
    }
    return takeKnownHeader(line, colon, count)
  }

  /// Reads one of the three headers that decide; `colon` is the length of its name.
  @inline(__always)
  mutating func takeKnownHeader(_ line: UnsafeRawPointer, _ colon: Int, _ count: Int) -> Step {
    // Letters are told apart without their case bit, which no other byte of a token turns into one
    // of these names.
    let caseBits: UInt64 = 0x2020_2020_2020_2020
    switch colon {
    case 10:
      let tail = UInt16(littleEndian: line.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
      if Self.word(line, 0) | caseBits == 0x6974_6365_6E6E_6F63, tail | 0x2020 == 0x6E6F {
        takeConnection(line, ASCIIScan.trimmed(line, colon + 1..<count))
      }
    case 14:
      if Self.word(line, 0) | caseBits == 0x2D74_6E65_746E_6F63,
        Self.word(line, 6) | caseBits == 0x6874_676E_656C_2D74
      {
        return takeContentLength(line, ASCIIScan.trimmed(line, colon + 1..<count))
      }
    case 17:
      if Self.word(line, 0) | caseBits == 0x7265_6673_6E61_7274,
        Self.word(line, 8) | caseBits == 0x6E69_646F_636E_652D,
        line.load(fromByteOffset: 16, as: UInt8.self) | 0x20 == UInt8(ascii: "g")
      {
        takeTransferEncoding(line, ASCIIScan.trimmed(line, colon + 1..<count))
      }
    default: break
    }
    return .proceed
  }

  /// A trailer is held to the form of a header, and says nothing that counts here.
  func checkHeaderName(_ line: UnsafeRawPointer, _ count: Int) -> Step {
    let colon = ASCIIScan.tokenLength(line, count: count)
    guard colon > 0, colon < count,
      line.load(fromByteOffset: colon, as: UInt8.self) == UInt8(ascii: ":")
    else { return .fault(nameFault(line)) }
    return .proceed
  }

  /// What the end of the head means for the body: RFC 9112 section 6.3.
  mutating func endHead(_ requestWasHead: Bool) -> Step {
    if status < 200, status != 101 {
      phase = .statusLine
      headBytes = 0
      facts = .interim
      return .proceed
    }
    if requestWasHead || status == 101 || status == 204 || status == 304 { return .finished }
    if facts.contains(.transferEncoding) {
      phase = facts.contains(.chunked) ? .chunkSize : .untilClose
      headBytes = 0
      // Section 6.1: an HTTP/1.0 server that sends chunks may not know what it does.
      if !facts.contains(.persistent) { facts.insert(.close) }
      return .proceed
    }
    guard facts.contains(.contentLength) else {
      phase = .untilClose
      return .proceed
    }
    if remainingBytes == 0 { return .finished }
    phase = .length
    return .proceed
  }

  private mutating func takeContentLength(_ line: UnsafeRawPointer, _ range: Range<Int>) -> Step {
    // 18 digits stay below Int.max, so no step of the loop can overflow.
    guard !range.isEmpty, range.count <= 18 else { return .fault(.invalidContentLength) }
    var length = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let digit = line.load(fromByteOffset: index, as: UInt8.self) &- UInt8(ascii: "0")
      guard digit < 10 else { return .fault(.invalidContentLength) }
      length = length &* 10 &+ Int(digit)
      index &+= 1
    }
    guard !facts.contains(.contentLength) else {
      return .fault(length == remainingBytes ? .repeatedContentLength : .differentContentLengths)
    }
    facts.insert(.contentLength)
    remainingBytes = length
    return .proceed
  }

  private mutating func takeConnection(_ line: UnsafeRawPointer, _ range: Range<Int>) {
    // What nearly all servers say.
    if range.count == 10 {
      let head = Self.word(line, range.lowerBound)
      let tail = UInt16(
        littleEndian: line.loadUnaligned(fromByteOffset: range.lowerBound + 8, as: UInt16.self)
      )
      if head == 0x696C_612D_7065_656B, tail == 0x6576 {
        facts.insert(.keepAlive)
        return
      }
    }
    Self.forEachElement(line, range) { element, count in
      if ASCIIScan.equals(element, count: count, "close") {
        facts.insert(.close)
      } else if ASCIIScan.equals(element, count: count, "keep-alive") {
        facts.insert(.keepAlive)
      }
    }
  }

  private mutating func takeTransferEncoding(_ line: UnsafeRawPointer, _ range: Range<Int>) {
    facts.insert(.transferEncoding)
    Self.forEachElement(line, range) { element, count in
      if ASCIIScan.equals(element, count: count, "chunked") {
        facts.insert(.chunked)
      } else {
        facts.remove(.chunked)
      }
    }
  }

  /// The elements of a comma-separated list (RFC 9110 section 5.6.1), empty ones left out.
  @inline(__always)
  private static func forEachElement(
    _ line: UnsafeRawPointer,
    _ range: Range<Int>,
    _ body: (UnsafeRawPointer, Int) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound,
        line.load(fromByteOffset: end, as: UInt8.self) != UInt8(ascii: ",")
      {
        end &+= 1
      }
      let element = ASCIIScan.trimmed(line, start..<end)
      if !element.isEmpty { body(line + element.lowerBound, element.count) }
      start = end &+ 1
    }
  }

  private func nameFault(_ line: UnsafeRawPointer) -> ResponseFault {
    ASCIIScan.isBlank(line.load(as: UInt8.self)) ? .foldedHeader : .malformedHeader
  }

  @inline(__always)
  private static func word(_ line: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: line.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
