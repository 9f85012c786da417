// Lines are found and told apart here; what a head line says is in `ResponseScanner+Head.swift`.
extension ResponseScanner {
  /// Reads the line at `position`, or keeps its start if its end has not come yet.
  @inline(__always)
  mutating func scanLine(
    _ base: UnsafeRawPointer,
    _ position: inout Int,
    _ count: Int,
    _ requestWasHead: Bool
  ) -> Step {
    let start = position
    // The text of a status line may hold anything (as llhttp has it); a header may not.
    let lenient = phase == .statusLine
    var index = start
    while true {
      index = ASCIIScan.firstControl(in: base, from: index, count: count)
      guard index < count else { return keep(base + start, count &- start) }
      switch base.load(fromByteOffset: index, as: UInt8.self) {
      case ASCIIScan.lineFeed:
        guard phase != .chunkSize, phase != .chunkEnd else { return .fault(lineFault) }
        position = index &+ 1
      case ASCIIScan.carriageReturn:
        guard index &+ 1 < count else { return keep(base + start, count &- start) }
        guard base.load(fromByteOffset: index &+ 1, as: UInt8.self) == ASCIIScan.lineFeed else {
          return .fault(lineFault)
        }
        position = index &+ 2
      case ASCIIScan.tab:
        index &+= 1
        continue
      default:
        guard lenient else { return .fault(lineFault) }
        index &+= 1
        continue
      }
      headBytes &+= position &- start
      guard headBytes <= Self.headLimitBytes else { return .fault(limitFault) }
      return takeLine(base + start, index &- start, requestWasHead)
    }
  }

  /// Completes the line that was begun in an earlier piece.
  mutating func resumeLine(
    _ base: UnsafeRawPointer,
    _ position: inout Int,
    _ count: Int,
    _ requestWasHead: Bool
  ) -> Step {
    var end = position
    while end < count, base.load(fromByteOffset: end, as: UInt8.self) != ASCIIScan.lineFeed {
      end &+= 1
    }
    guard end < count else {
      let step = keep(base + position, count &- position)
      position = count
      return step
    }
    end &+= 1
    carry.append(contentsOf: UnsafeRawBufferPointer(start: base + position, count: end &- position))
    position = end
    // Taken out, so that the scanner can be changed while the line is read, and put back after.
    var line: [UInt8] = []
    swap(&line, &carry)
    let step = line.withUnsafeBytes { bytes -> Step in
      guard let start = bytes.baseAddress else { return .proceed }
      var ignored = 0
      return scanLine(start, &ignored, bytes.count, requestWasHead)
    }
    if case .fault = step {} else { line.removeAll(keepingCapacity: true) }
    carry = line
    return step
  }

  /// Keeps the start of a line, but refuses at once what can't become a status line.
  private mutating func keep(_ start: UnsafeRawPointer, _ count: Int) -> Step {
    guard headBytes &+ carry.count &+ count <= Self.headLimitBytes else {
      return .fault(limitFault)
    }
    carry.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    if phase == .statusLine, let first = carry.first, first != ASCIIScan.carriageReturn {
      let expected: StaticString = "HTTP/"
      for (index, byte) in carry.prefix(expected.utf8CodeUnitCount).enumerated()
      where byte != expected.utf8Start[index] {
        return .fault(.notHTTP)
      }
    }
    return .wait
  }

  /// Reads a whole line, given without its line end.
  @inline(__always)
  private mutating func takeLine(
    _ line: UnsafeRawPointer,
    _ count: Int,
    _ requestWasHead: Bool
  ) -> Step {
    switch phase {
    case .header:
      return count == 0 ? endHead(requestWasHead) : takeHeader(line, count)
    case .statusLine:
      return count == 0 ? .proceed : takeStatusLine(line, count)
    case .chunkSize:
      return takeChunkSize(line, count)
    case .chunkEnd:
      phase = .chunkSize
      headBytes = 0
      return count == 0 ? .proceed : .fault(.unendedChunk)
    case .trailer:
      return count == 0 ? .finished : checkHeaderName(line, count)
    case .length, .chunk, .untilClose, .failed:
      return .proceed
    }
  }

  /// RFC 9112 section 7.1; extensions are skipped.
  private mutating func takeChunkSize(_ line: UnsafeRawPointer, _ count: Int) -> Step {
    var size = 0
    var index = 0
    while index < count {
      let byte = line.load(fromByteOffset: index, as: UInt8.self)
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte &- 0x30
      case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) &- 0x57
      default: digit = 16
      }
      guard digit < 16 else { break }
      guard size <= Int.max >> 4 else { return .fault(.malformedChunk) }
      size = size << 4 | Int(digit)
      index &+= 1
    }
    guard index > 0 else { return .fault(.malformedChunk) }
    while index < count, ASCIIScan.isBlank(line.load(fromByteOffset: index, as: UInt8.self)) {
      index &+= 1
    }
    guard index == count || line.load(fromByteOffset: index, as: UInt8.self) == UInt8(ascii: ";")
    else { return .fault(.malformedChunk) }
    headBytes = 0
    remainingBytes = size
    phase = size == 0 ? .trailer : .chunk
    return .proceed
  }

  private var lineFault: ResponseFault {
    switch phase {
    case .statusLine: .malformedStatusLine
    case .chunkSize: .malformedChunk
    case .chunkEnd: .unendedChunk
    default: .malformedHeader
    }
  }

  private var limitFault: ResponseFault {
    switch phase {
    case .chunkSize, .chunkEnd: .chunkLineTooLong(limitBytes: Self.headLimitBytes)
    default: .headTooLarge(limitBytes: Self.headLimitBytes)
    }
  }
}
