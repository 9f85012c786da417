import Testing

@testable import Workloads

@Suite("The response scanner between responses")
struct ResponseScannerStateTests {
  @Test("is ready for the next response of the same connection")
  func sequence() {
    var scanner = ResponseScanner()
    let first = scanner.scan("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    #expect(first == .complete(.init(endOffset: 52, bodyBytes: 0, status: 503, keepAlive: true)))
    #expect(scanner.isIdle)
    let second = scanner.scan("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/")
    #expect(second == .complete(.init(endOffset: 40, bodyBytes: 2, status: 200, keepAlive: true)))
  }

  @Test("knows whether a response has begun")
  func idle() {
    var scanner = ResponseScanner()
    #expect(scanner.isIdle)
    #expect(scanner.scan("H") == .needsMore)
    #expect(!scanner.isIdle)
    #expect(scanner.finish() == .failed(.truncated))
    scanner.reset()
    #expect(scanner.isIdle)
    #expect(scanner.scan("HTTP/1.1 100 Continue\r\n\r\n") == .needsMore)
    #expect(!scanner.isIdle)
    scanner.reset()
    #expect(scanner.finish() == .failed(.closedBeforeResponse))
  }

  @Test("stays failed until it is reset")
  func failure() {
    var scanner = ResponseScanner()
    #expect(scanner.scan("nonsense") == .failed(.notHTTP))
    #expect(scanner.scan("HTTP/1.1 204 \r\n\r\n") == .failed(.notHTTP))
    #expect(scanner.finish() == .failed(.notHTTP))
    scanner.reset()
    #expect(
      scanner.scan("HTTP/1.1 204 \r\n\r\n")
        == .complete(.init(endOffset: 17, bodyBytes: 0, status: 204, keepAlive: true))
    )
  }

  @Test("counts a body beyond 4 GiB without holding it")
  func bigBody() {
    var scanner = ResponseScanner()
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    #expect(scanner.scan("HTTP/1.1 200 OK\r\nContent-Length: 4400193536\r\n\r\n") == .needsMore)
    let pieces = 4_400_193_536 >> 20
    for _ in 0..<pieces {
      let outcome = piece.withUnsafeBytes { scanner.scan($0) }
      #expect(outcome == .needsMore)
    }
    let rest = 4_400_193_536 - pieces << 20
    let last = piece[..<rest].withUnsafeBytes { scanner.scan($0) }
    #expect(
      last
        == .complete(
          .init(endOffset: rest, bodyBytes: 4_400_193_536, status: 200, keepAlive: true)
        )
    )
    #expect(scanner.carry.capacity == 0)
  }

  @Test("refuses a head over its limit, in one piece or many, and counts interim heads apart")
  func headLimit() {
    let limit = ResponseScanner.headLimitBytes
    let line = "X: " + String(repeating: "y", count: 1_000) + "\r\n"
    let head = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: limit / line.utf8.count + 1)
    #expect(Scan(pieces: [Array(head.utf8)]).fault == .headTooLarge(limitBytes: limit))
    #expect(Scan(pieces: head.utf8.map { [$0] }).fault == .headTooLarge(limitBytes: limit))

    let endless = "HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: limit)
    #expect(Scan(pieces: [Array(endless.utf8)]).fault == .headTooLarge(limitBytes: limit))
    #expect(Scan(pieces: endless.utf8.map { [$0] }).fault == .headTooLarge(limitBytes: limit))

    let hints = "HTTP/1.1 103 Early Hints\r\n" + String(repeating: line, count: 40) + "\r\n"
    let answer = hints + hints + "HTTP/1.1 204 No Content\r\n\r\n"
    #expect(
      Scan(pieces: [Array(answer.utf8)]).reading
        == .response(status: 204, keepAlive: true, body: [])
    )
  }

  @Test("limits a chunk's size line and all trailers, not the number of chunks")
  func chunkLimit() {
    let limit = ResponseScanner.headLimitBytes
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    let many = head + String(repeating: "1;extension=long\r\nx\r\n", count: 10_000) + "0\r\n\r\n"
    #expect(
      Scan(pieces: [Array(many.utf8)]).reading
        == .response(
          status: 200,
          keepAlive: true,
          body: [UInt8](repeating: 0x78, count: 10_000)
        )
    )
    let long = head + "1;" + String(repeating: "e", count: limit) + "\r\nx\r\n0\r\n\r\n"
    #expect(Scan(pieces: [Array(long.utf8)]).fault == .chunkLineTooLong(limitBytes: limit))
    let trailers = head + "0\r\n" + String(repeating: "Trailer-Name: value\r\n", count: 4_000)
    #expect(Scan(pieces: [Array(trailers.utf8)]).fault == .headTooLarge(limitBytes: limit))
  }
}

@Suite("Capturing a response")
struct CapturedResponseTests {
  @Test("finds a header by its name in any case, and joins those of one name")
  func headers() throws {
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 100)
    _ = scanner.scan(
      "HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nX-Id:  7 \r\nVary: a\r\n"
        + "vary: b\r\nX-Empty:\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nT: u\r\n\r\n"
    )
    let capture = try #require(scanner.capture)
    #expect(capture.header("x-id") == "7")
    #expect(capture.header("VARY") == "a, b")
    #expect(capture.header("X-Empty") == "")
    #expect(capture.header("X") == nil)
    #expect(capture.header("Link") == nil)
    #expect(capture.header("T") == nil)
    #expect(capture.body == Array("abc".utf8))
    #expect(!capture.bodyIsCut)
  }

  @Test("cuts the body at the limit, counts it whole, and starts anew with the next response")
  func limit() throws {
    var scanner = ResponseScanner()
    scanner.capture = CapturedResponse(bodyLimitBytes: 4)
    let outcome = scanner.scan("HTTP/1.1 200 OK\r\nX: 1\r\nContent-Length: 6\r\n\r\nabcdef")
    #expect(
      outcome == .complete(.init(endOffset: 50, bodyBytes: 6, status: 200, keepAlive: true))
    )
    #expect(scanner.capture?.body == Array("abcd".utf8))
    #expect(scanner.capture?.bodyIsCut == true)
    _ = scanner.scan("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwxyz")
    #expect(scanner.capture?.body == Array("wxyz".utf8))
    #expect(scanner.capture?.bodyIsCut == false)
    #expect(scanner.capture?.header("X") == nil)
  }
}

extension ResponseScanner {
  fileprivate mutating func scan(_ text: String) -> Outcome {
    Array(text.utf8).withUnsafeBytes { scan($0) }
  }
}
