import Glibc

@testable import Workloads

/// A client of one connection that blocks, for tests over loopback.
final class LoopbackClient {
  struct Failure: Error {
    var call: String
    var code: Int32
  }

  struct Answer {
    var status: Int
    var keepAlive: Bool
    var body: String
    var capture: CapturedResponse?

    var json: DemoJSON? { DemoJSON(reading: Array(body.utf8)) }
  }

  private let descriptor: Int32
  /// What was read beyond the last answer.
  private var pending: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &patience,
      socklen_t(MemoryLayout<timeval>.size)
    )
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(call: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  /// Sends a request and waits for its whole answer.
  func ask(
    _ method: String,
    _ path: String,
    _ body: String = "",
    headers: String = ""
  ) throws
    -> Answer
  {
    try send(
      "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
    return try receive(requestWasHead: method == "HEAD")
  }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Failure(call: "send", code: errno) }
      rest = rest.dropFirst(sent)
    }
  }

  func receive(requestWasHead: Bool = false) throws -> Answer {
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 1 << 20)
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      if pending.isEmpty {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Failure(call: "recv", code: errno) }
        pending = Array(buffer[..<count])
      }
      let outcome =
        pending.isEmpty
        ? scanner.finish()
        : pending.withUnsafeBytes { scanner.scan($0, requestWasHead: requestWasHead) }
      switch outcome {
      case .needsMore: pending = []
      case .failed(let fault): throw fault
      case .complete(let response):
        pending.removeFirst(response.endOffset)
        let body = String(decoding: scanner.capture?.body ?? [], as: UTF8.self)
        return Answer(
          status: response.status,
          keepAlive: response.keepAlive,
          body: body,
          capture: scanner.capture
        )
      }
    }
  }

  /// Whether the server has closed its side.
  func isAtEnd() -> Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, 0) == 0
  }
}
