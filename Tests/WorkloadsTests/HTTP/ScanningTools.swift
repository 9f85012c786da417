import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import Workloads

/// What reading the bytes of one response led to, whoever read them.
enum Reading: Equatable, CustomStringConvertible {
  case response(status: Int, keepAlive: Bool, body: [UInt8])
  case fault

  var description: String {
    switch self {
    case .response(let status, let keepAlive, let body):
      "\(status) \(keepAlive ? "keeps" : "closes") \(String(decoding: body, as: UTF8.self))"
    case .fault: "fault"
    }
  }
}

/// What our scanner says of the first response in `pieces`, the connection ending after them.
struct Scan: Equatable {
  var reading: Reading
  var fault: ResponseFault?
  /// How many bytes of all pieces belonged to the response; 0 for a fault.
  var consumed = 0

  init(pieces: some Sequence<some Sequence<UInt8>>, requestWasHead: Bool = false) {
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 1 << 20)
    var offset = 0
    for piece in pieces {
      let bytes = Array(piece)
      let outcome = bytes.withUnsafeBytes { scanner.scan($0, requestWasHead: requestWasHead) }
      if outcome != .needsMore {
        self.init(outcome, scanner, before: offset)
        return
      }
      offset += bytes.count
    }
    self.init(scanner.finish(), scanner, before: offset)
  }

  private init(_ outcome: ResponseScanner.Outcome, _ scanner: ResponseScanner, before: Int) {
    switch outcome {
    case .needsMore:
      reading = .fault
    case .failed(let fault):
      reading = .fault
      self.fault = fault
    case .complete(let response):
      let body = scanner.capture?.body ?? []
      // The count and the bytes that were handed out are two paths through the scanner.
      precondition(body.count == response.bodyBytes)
      reading = .response(status: response.status, keepAlive: response.keepAlive, body: body)
      consumed = before + response.endOffset
    }
  }
}

/// What NIO's decoder says of the first response in `bytes`, the connection ending after them.
func readingOfNIO(_ bytes: [UInt8], requestWasHead: Bool = false) -> Reading {
  let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPResponseDecoder()))
  defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
  var status = 0
  var keepAlive = false
  var body: [UInt8] = []
  do {
    channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
    let request = HTTPRequestHead(
      version: .http1_1,
      method: requestWasHead ? .HEAD : .GET,
      uri: "/"
    )
    try channel.writeOutbound(HTTPClientRequestPart.head(request))
  } catch {
    return .fault
  }
  for step in 0..<2 {
    var failed = false
    do {
      if step == 0 {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
      } else {
        _ = try channel.finish(acceptAlreadyClosed: true)
      }
    } catch {
      failed = true
    }
    while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
      switch part {
      case .head(let head):
        status = Int(head.status.code)
        keepAlive = head.isKeepAlive && status != 101
      case .body(let buffer): body += Array(buffer.readableBytesView)
      case .end: return .response(status: status, keepAlive: keepAlive, body: body)
      }
    }
    if failed { return .fault }
  }
  return .fault
}

/// Numbers that are the same on every run (SplitMix64: Steele, Lea and Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
