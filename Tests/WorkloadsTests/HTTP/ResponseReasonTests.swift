import Testing

@testable import Workloads

/// What is told of a response that can't be read.
struct ResponseReasonTests {
  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"

  private static let cases: [(bytes: String, reason: String)] = [
    ("SSH-2.0-OpenSSH_9.2\r\n", "no status line, but 'SSH-2.0-OpenSSH_9.2'"),
    ("hello", "no status line, but 'hello'"),
    ("ICY 200 OK\r\n\r\n", "no status line, but 'ICY 200 OK'"),
    ("\u{1B}[2J\u{7}\r\n", "no status line, but '^[[2J^G'"),
    (
      "not an answer but a long text of many words\r\n",
      "no status line, but 'not an answer but a long text of…'"
    ),
    ("\u{15}\u{3}\u{3}\0\u{2}\u{2}F", "no status line: the server speaks TLS; write https://"),
    (
      "\0\0\u{6}\u{4}\0\0\0\0\0\0\u{3}\0\0\0d",
      "no status line: the server speaks HTTP/2; write `http2: true`"
    ),
    ("HTTP/2 200\r\n\r\n", "the status line is not of HTTP/1.0 or 1.1: 'HTTP/2 200'"),
    ("HTTP/1.1 000 Zero\r\n\r\n", "malformed status line 'HTTP/1.1 000 Zero'"),
    ("HTTP/1.1 two\r\n\r\n", "malformed status line 'HTTP/1.1 two'"),
    (ok + "Nonsense\r\n\r\n", "header line without a colon: 'Nonsense'"),
    (ok + "Set-Cookie secret=1\r\n\r\n", "header line without a colon: 'Set-Cookie'"),
    (ok + ": x\r\n\r\n", "header line without a name"),
    (
      ok + "Content-Length : 5\r\n\r\nhello",
      "blank between the name of a header and its colon: 'Content-Length'"
    ),
    (ok + "X-Key: a\u{1}b\r\n\r\n", "control character in the header 'X-Key'"),
    (ok + "X: a\r\n b\r\n\r\n", "header folded over several lines"),
    (ok + "Content-Length: +5\r\n\r\nhello", "Content-Length is not a number: '+5'"),
    (ok + "Content-Length: -1\r\n\r\n", "Content-Length is not a number: '-1'"),
    (ok + "Content-Length: \r\n\r\n", "Content-Length is not a number: ''"),
    (
      ok + "Content-Length: 99999999999999999999999\r\n\r\n",
      "Content-Length is too large: '99999999999999999999…'"
    ),
    (ok + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n", "two different Content-Length"),
    (ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", "more than one Content-Length"),
    (chunked + "ZZ\r\nhello\r\n0\r\n\r\n", "chunk size is not hexadecimal: 'ZZ'"),
    (chunked + "-5\r\nhello\r\n0\r\n\r\n", "chunk size is not hexadecimal: '-5'"),
    (chunked + "\r\nhello", "chunk size is missing"),
    (chunked + "FFFFFFFFFFFFFFFFF\r\nhello", "chunk size is too large"),
    (chunked + "5\nhello", "no CR LF after the chunk size"),
    (chunked + "3\r\nhello world\r\n", "no line end after the bytes of a chunk, but 'lo world'"),
    (
      chunked + "3\r\nhello my dear world\r\n",
      "no line end after the bytes of a chunk, but 'lo my de…'"
    ),
  ]

  private static func reason(_ pieces: [[UInt8]]) -> String? {
    var scanner = ResponseScanner()
    for piece in pieces {
      let outcome = piece.withUnsafeBytes { scanner.scan($0) }
      if case .failed(let fault) = outcome { return fault.reason(scanner.refused) }
    }
    return nil
  }

  @Test(arguments: cases.indices)
  func `it says what is wrong, and the first bytes of it`(index: Int) {
    let (text, reason) = Self.cases[index]
    #expect(Self.reason([Array(text.utf8)]) == reason)
  }

  @Test(arguments: cases.indices)
  func `in two pieces a response is wrong in the same way`(index: Int) {
    let bytes = Array(Self.cases[index].bytes.utf8)
    // What can't become a status line is refused before its end.
    guard !Self.cases[index].reason.hasPrefix("no status line") else { return }
    for place in bytes.indices.dropFirst() {
      let reason = Self.reason([Array(bytes[..<place]), Array(bytes[place...])])
      let isWhole = reason == Self.cases[index].reason
      // Of a line that goes on only what has come can be shown.
      #expect(
        isWhole
          || reason.map { $0.split(separator: "'").first }
            == Self.cases[index].reason.split(separator: "'").first
      )
    }
  }
}
