/// Reads the responses of one HTTP/1 connection from its bytes, in pieces of any size.
///
/// One per connection, confined to its event loop. Bodies are counted, never held. Nothing is
/// allocated, but for a line of the head that lies across two reads: it is put together in storage
/// that the scanner keeps.
///
/// RFC 9112 decides what a response is. Tolerated beyond it: line feeds without carriage return in
/// the head, blanks after a chunk size, empty lines before the status line, and Content-Length
/// beside Transfer-Encoding, which wins.
package struct ResponseScanner {
  /// What a piece of bytes led to.
  package enum Outcome: Equatable, Sendable {
    /// All of it belongs to a response that is not complete yet.
    case needsMore
    /// A response is complete; the scanner is ready for the next.
    case complete(Response)
    /// The connection can't be used any longer.
    case failed(ResponseFault)
  }

  /// A response that was read to its end.
  package struct Response: Equatable, Sendable {
    /// The bytes of the last piece that belonged to the response; what follows was not asked for.
    package var endOffset: Int
    /// The payload, without the framing of chunks.
    package var bodyBytes: Int
    /// 100 to 999; of the informational ones only 101 is a response of its own.
    package var status: Int
    /// Whether the connection may be used for another request.
    package var keepAlive: Bool
  }

  /// The limit of a head with its status line, of a chunk's size line and of all trailers.
  package static let headLimitBytes = 64 * 1024

  /// Set to keep header lines and the start of the body of every response; nil costs nothing.
  package var capture: CapturedResponse?

  var phase = Phase.statusLine
  var facts: Facts = []
  var status = 0
  /// What the body or chunk still has to bring, or Content-Length while the head is read.
  var remainingBytes = 0
  var bodyBytes = 0
  /// Bytes of complete lines that count towards the limit.
  var headBytes = 0
  /// The start of a line whose end has not come yet; of a line that was refused, all of it.
  var carry: [UInt8] = []
  /// The first bytes of the line with which it failed.
  private(set) var refused: [UInt8] = []
  /// So many bytes are kept of a line that was refused.
  private static let refusedBytes = 64

  package init() {}

  /// Whether no byte of a response has come since the last one was complete.
  package var isIdle: Bool {
    phase == .statusLine && headBytes == 0 && carry.isEmpty && !facts.contains(.interim)
  }

  /// Reads the bytes that follow those of the last call.
  ///
  /// No body follows the head of the answer to a HEAD request, whatever its headers say.
  package mutating func scan(
    _ bytes: UnsafeRawBufferPointer,
    requestWasHead: Bool = false
  ) -> Outcome {
    guard let base = bytes.baseAddress else { return phaseOutcome }
    let count = bytes.count
    var position = 0
    if phase == .statusLine, facts.isEmpty, carry.isEmpty, headBytes == 0, capture == nil,
      let step = scanWholeHead(base, &position, count, requestWasHead),
      case .finished = step
    {
      return complete(at: position)
    }
    while true {
      switch phase {
      case .statusLine, .header, .chunkSize, .chunkEnd, .trailer:
        guard position < count else { return .needsMore }
        let start = position
        let step =
          carry.isEmpty
          ? scanLine(base, &position, count, requestWasHead)
          : resumeLine(base, &position, count, requestWasHead)
        switch step {
        case .proceed: continue
        case .wait: return .needsMore
        case .finished: return complete(at: position)
        case .fault(let fault):
          keepRefused(base + start, count &- start)
          return fail(fault)
        }
      case .length:
        take(base, &position, count)
        return remainingBytes == 0 ? complete(at: position) : .needsMore
      case .chunk:
        take(base, &position, count)
        guard remainingBytes == 0 else { return .needsMore }
        phase = .chunkEnd
      case .untilClose:
        remainingBytes = count &- position
        take(base, &position, count)
        return .needsMore
      case .failed(let fault):
        return .failed(fault)
      }
    }
  }

  /// Says that the peer has closed its side: the end of a body that has no other, else a fault.
  package mutating func finish() -> Outcome {
    switch phase {
    case .untilClose: return complete(at: 0)
    case .failed(let fault): return .failed(fault)
    default: return fail(isIdle ? .closedBeforeResponse : .truncated)
    }
  }

  /// Forgets everything about the last connection; storage and `capture` stay.
  package mutating func reset() {
    phase = .statusLine
    facts = []
    headBytes = 0
    bodyBytes = 0
    carry.removeAll(keepingCapacity: true)
  }

  /// How far the response has come whose connection ended: `after 2 of 20 bytes of the body`; nil if
  /// nothing of one has.
  package var progress: String? {
    if isIdle { return nil }
    switch phase {
    case .statusLine: return "in the status line"
    case .header: return "in the head"
    case .length:
      let whole = bodyBytes &+ remainingBytes
      let part = Self.isFew(whole) ? "\(bodyBytes)" : "\(bodyBytes / (whole / 10) * 10)%"
      return "after \(part) of \(whole) bytes of the body"
    case .chunkSize, .chunk, .chunkEnd: return "after \(received) of a body in chunks"
    case .trailer: return "in the trailers"
    case .untilClose: return "after \(received) of the body"
    case .failed: return nil
    }
  }

  /// What came of a body, in few enough words that they say the same of many answers.
  private var received: String {
    Self.isFew(bodyBytes)
      ? "\(bodyBytes) bytes"
      : "over \(1 << (Int.bitWidth - 11 - bodyBytes.leadingZeroBitCount)) KiB"
  }

  private static func isFew(_ bytes: Int) -> Bool { bytes < 4096 }

  private var phaseOutcome: Outcome {
    if case .failed(let fault) = phase { .failed(fault) } else { .needsMore }
  }

  /// Counts what the body may take of the piece, and hands it to the capture if there is one.
  @inline(__always)
  private mutating func take(_ base: UnsafeRawPointer, _ position: inout Int, _ count: Int) {
    let taken = min(remainingBytes, count &- position)
    if capture != nil {
      capture?.appendBody(UnsafeRawBufferPointer(start: base + position, count: taken))
    }
    remainingBytes &-= taken
    bodyBytes &+= taken
    position &+= taken
  }

  private mutating func complete(at position: Int) -> Outcome {
    let response = Response(
      endOffset: position,
      bodyBytes: bodyBytes,
      status: status,
      keepAlive: staysOpen
    )
    phase = .statusLine
    facts = []
    headBytes = 0
    bodyBytes = 0
    return .complete(response)
  }

  /// RFC 9112 section 9.3: "close" wins, then the version decides.
  private var staysOpen: Bool {
    if phase == .untilClose || status == 101 || facts.contains(.close) { return false }
    return facts.contains(.persistent) || facts.contains(.keepAlive)
  }

  /// Keeps the beginning of the line that begins in the carry, or else here.
  @inline(never)
  private mutating func keepRefused(_ start: UnsafeRawPointer, _ count: Int) {
    let piece = UnsafeRawBufferPointer(start: start, count: count)
    refused = Array(
      (carry.isEmpty ? Array(piece.prefix(Self.refusedBytes)) : carry).prefix(Self.refusedBytes)
    )
  }

  private mutating func fail(_ fault: ResponseFault) -> Outcome {
    phase = .failed(fault)
    return .failed(fault)
  }
}

extension ResponseScanner {
  /// Which part of a response the next byte belongs to.
  enum Phase: Equatable {
    case statusLine
    case header
    case length
    case chunkSize
    case chunk
    case chunkEnd
    case trailer
    case untilClose
    case failed(ResponseFault)
  }

  /// What the head has said so far.
  struct Facts: OptionSet {
    let rawValue: UInt8

    /// HTTP/1.1: the connection stays open unless it is said otherwise.
    static let persistent = Facts(rawValue: 1)
    static let close = Facts(rawValue: 2)
    static let keepAlive = Facts(rawValue: 4)
    static let contentLength = Facts(rawValue: 8)
    static let transferEncoding = Facts(rawValue: 16)
    /// The last transfer coding named is chunked.
    static let chunked = Facts(rawValue: 32)
    /// An informational response came before.
    static let interim = Facts(rawValue: 64)
  }

  /// What one line led to.
  enum Step {
    case proceed
    /// The line goes on in the next piece.
    case wait
    case finished
    case fault(ResponseFault)
  }
}
