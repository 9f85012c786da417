@testable import Workloads

/// Responses that a scanner has to get right, each with what it has to say of it.
struct CorpusEntry: CustomStringConvertible, Sendable {
  enum Expected: Sendable {
    case response(_ status: Int, keepAlive: Bool, body: String, leftover: Int = 0)
    case fault(ResponseFault)
  }

  var description: String
  var text: String
  var requestWasHead = false
  /// Whether NIO's decoder is known to see it otherwise; the reason stands beside the entry.
  var differsFromNIO = false
  var expected: Expected

  var bytes: [UInt8] { Array(text.utf8) }
}

private func good(
  _ name: String,
  _ text: String,
  _ status: Int = 200,
  keepAlive: Bool = true,
  body: String = "",
  leftover: Int = 0,
  head: Bool = false,
  differsFromNIO: Bool = false
) -> CorpusEntry {
  CorpusEntry(
    description: name,
    text: text,
    requestWasHead: head,
    differsFromNIO: differsFromNIO,
    expected: .response(status, keepAlive: keepAlive, body: body, leftover: leftover)
  )
}

private func bad(
  _ name: String,
  _ text: String,
  _ fault: ResponseFault,
  differsFromNIO: Bool = false
) -> CorpusEntry {
  CorpusEntry(
    description: name,
    text: text,
    differsFromNIO: differsFromNIO,
    expected: .fault(fault)
  )
}

private let ok = "HTTP/1.1 200 OK\r\n"

let responseCorpus: [CorpusEntry] = [
  good(
    "as nginx writes it",
    """
    HTTP/1.1 200 OK\r\nServer: nginx/1.26.3\r\nDate: Sat, 21 Nov 2026 09:00:00 GMT\r\n\
    Content-Type: application/octet-stream\r\nContent-Length: 16\r\n\
    Last-Modified: Sat, 21 Nov 2026 08:00:00 GMT\r\nConnection: keep-alive\r\n\
    ETag: "6740a1c0-10"\r\nAccept-Ranges: bytes\r\n\r\n0123456789abcdef
    """,
    body: "0123456789abcdef"
  ),
  good("an empty body", ok + "Content-Length: 0\r\n\r\n"),
  good(
    "names in any case",
    ok + "cOnTeNt-LeNgTh:3\r\nCONNECTION:CLOSE\r\n\r\nabc",
    keepAlive: false,
    body: "abc"
  ),
  good("blanks around a value", ok + "Content-Length: \t 3 \r\n\r\nabc", body: "abc"),
  good("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", body: "x"),
  good("an empty reason phrase", "HTTP/1.1 404 \r\nContent-Length: 1\r\n\r\nx", 404, body: "x"),
  good("a reason beyond ASCII", "HTTP/1.1 200 Tr\u{E8}s \u{1} bien\r\nContent-Length: 0\r\n\r\n"),
  good(
    "a body that looks like a head",
    ok + "Content-Length: 19\r\n\r\nHTTP/1.1 500 No\r\n\r\n",
    body: "HTTP/1.1 500 No\r\n\r\n"
  ),
  good(
    "header names that only resemble",
    ok + "Content-Lengty: 9\r\nXontent-Length: 9\r\nConnectiom: close\r\n"
      + "Transfer-Encodinh: chunked\r\nContent-Length: 1\r\n\r\nx",
    body: "x"
  ),
  good("an empty header value", ok + "X-Empty:\r\nConnection:\r\nContent-Length: 0\r\n\r\n"),
  good("a value beyond ASCII", ok + "X: \u{FC}\tz\r\nContent-Length: 0\r\n\r\n"),

  good(
    "1.0 closes",
    "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    keepAlive: false,
    body: "ok"
  ),
  good(
    "1.0 kept alive",
    "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok",
    body: "ok"
  ),
  good(
    "1.1 told to close",
    ok + "Connection: close\r\nContent-Length: 2\r\n\r\nok",
    keepAlive: false,
    body: "ok"
  ),
  good(
    "close in a list",
    ok + "Connection: x-trace ,, Close\r\nContent-Length: 2\r\n\r\nok",
    keepAlive: false,
    body: "ok"
  ),
  good(
    "close in a second header",
    ok + "Connection: x-trace\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
    keepAlive: false,
    body: "ok"
  ),
  good("a token that begins like close", ok + "Connection: closed\r\nContent-Length: 0\r\n\r\n"),

  good("204 without a body", "HTTP/1.1 204 No Content\r\n\r\n", 204),
  good(
    "304 names a length that does not come",
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n",
    304
  ),
  good("HEAD names a length that does not come", ok + "Content-Length: 99\r\n\r\n", head: true),
  good("HEAD of chunks that do not come", ok + "Transfer-Encoding: chunked\r\n\r\n", head: true),
  good(
    "100 before the answer",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx",
    201,
    body: "x"
  ),
  good(
    "several interim responses, with headers",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
      + "HTTP/1.1 102 Processing\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx",
    body: "x"
  ),
  good(
    "101 is final",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
      + "Connection: Upgrade\r\n\r\n\u{1}\u{2}",
    101,
    keepAlive: false,
    leftover: 2
  ),

  good(
    "chunks",
    ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n",
    body: "abc0123456789"
  ),
  good(
    "chunks with extensions and trailers",
    ok + "Transfer-Encoding: chunked\r\n\r\n3;a=b;c=\"d\"\r\nabc\r\n000;last\r\n"
      + "Digest: x\r\n\r\n",
    body: "abc"
  ),
  good(
    "sizes in either case",
    ok + "transfer-encoding: CHUNKED\r\n\r\nA\r\n0123456789\r\n"
      + "b\r\n0123456789a\r\n0\r\n\r\n",
    body: "01234567890123456789a"
  ),
  good(
    "chunked last of several",
    ok + "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    body: "x"
  ),
  good(
    "chunked in a header of its own",
    ok + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    body: "x"
  ),
  good(
    "chunks until close",
    ok + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      + "1\r\nx\r\n0\r\n\r\n",
    keepAlive: false,
    body: "x"
  ),
  good(
    "not chunked at last",
    ok + "Transfer-Encoding: gzip\r\n\r\nabc",
    keepAlive: false,
    body: "abc"
  ),
  good(
    "chunked but not last",
    ok + "Transfer-Encoding: chunked, gzip\r\n\r\nabc",
    keepAlive: false,
    body: "abc"
  ),

  good("until close", ok + "\r\nall of it\r\n", keepAlive: false, body: "all of it\r\n"),
  good("until close, and nothing comes", "HTTP/1.0 200 OK\r\n\r\n", keepAlive: false),
  good(
    "what was not asked for",
    ok + "Content-Length: 1\r\n\r\nxHTTP/1.1 200",
    body: "x",
    leftover: 12
  ),
  good("empty lines before", "\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx", body: "x"),

  // Ours are more tolerant, or stick to the RFC, where NIO refuses.
  good(
    "Transfer-Encoding beside Content-Length wins",
    ok + "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    body: "x",
    differsFromNIO: true
  ),
  good(
    "line feeds alone",
    "HTTP/1.1 200 OK\nContent-Length: 1\n\nx",
    body: "x",
    differsFromNIO: true
  ),
  good(
    "a blank after a chunk size",
    ok + "Transfer-Encoding: chunked\r\n\r\n1  \r\nx\r\n0\r\n\r\n",
    body: "x",
    differsFromNIO: true
  ),
  good(
    "empty elements in a list",
    ok + "Transfer-Encoding: chunked, ,\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    body: "x",
    differsFromNIO: true
  ),
  good(
    "close wins over keep-alive in 1.0",
    "HTTP/1.0 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 0\r\n\r\n",
    keepAlive: false,
    differsFromNIO: true
  ),

  good("HEAD without a length", ok + "\r\n", head: true, differsFromNIO: true),
  good(
    "an interim response that says close",
    "HTTP/1.1 103 Early Hints\r\nConnection: close\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx",
    body: "x",
    differsFromNIO: true
  ),
  good(
    "a trailer that means nothing there",
    ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 9\r\n\r\n",
    differsFromNIO: true
  ),

  bad("nothing", "", .closedBeforeResponse),
  bad("a TLS alert", "\u{15}\u{3}\u{1}\0\u{2}\u{2}F", .notHTTP),
  bad("another protocol", "SSH-2.0-OpenSSH_9.6\r\n", .notHTTP),
  bad("a short other word", "hello\r\n", .notHTTP),
  bad("HTTP/2 over text", "HTTP/2.0 200 OK\r\n\r\n", .unsupportedVersion),
  bad("an unknown version", "HTTP/1.7 200 OK\r\nContent-Length: 0\r\n\r\n", .unsupportedVersion),
  bad("two digits of status", "HTTP/1.1 20 OK\r\n\r\n", .malformedStatusLine),
  bad("four digits of status", "HTTP/1.1 2000 OK\r\n\r\n", .malformedStatusLine),
  bad("no blank before the status", "HTTP/1.1200 OK\r\n\r\n", .malformedStatusLine),
  bad("a status that is no number", "HTTP/1.1 2x0 OK\r\n\r\n", .malformedStatusLine),
  bad("a carriage return alone", "HTTP/1.1 200 OK\rX: y\r\n\r\n", .malformedStatusLine),
  bad("a folded header", ok + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n", .foldedHeader),
  bad("a header with a tab before it", ok + "\tX: a\r\nContent-Length: 0\r\n\r\n", .foldedHeader),
  bad("no colon", ok + "Nonsense\r\n\r\n", .malformedHeader),
  bad("no name", ok + ": x\r\n\r\n", .malformedHeader),
  bad("a blank before the colon", ok + "Content-Length : 1\r\n\r\nx", .malformedHeader),
  bad("a control character in a value", ok + "X: a\u{1}b\r\n\r\n", .malformedHeader),
  bad("a NUL in a value", ok + "X: a\0b\r\n\r\n", .malformedHeader),
  bad("a DEL in a value", ok + "X: a\u{7F}b\r\n\r\n", .malformedHeader),
  bad("a carriage return in a value", ok + "X: a\rb\r\n\r\n", .malformedHeader),
  bad("a length beyond ASCII", ok + "Content-Length: 1\u{FC}\r\n\r\nx", .invalidContentLength),
  bad("a negative length", ok + "Content-Length: -1\r\n\r\nx", .invalidContentLength),
  bad("a signed length", ok + "Content-Length: +1\r\n\r\nx", .invalidContentLength),
  bad("an empty length", ok + "Content-Length:\r\n\r\nx", .invalidContentLength),
  bad("a length in hexadecimal", ok + "Content-Length: 0x1\r\n\r\nx", .invalidContentLength),
  bad("a list of lengths", ok + "Content-Length: 1, 1\r\n\r\nx", .invalidContentLength),
  bad(
    "a length over 64 bits",
    ok + "Content-Length: 18446744073709551617\r\n\r\nx",
    .invalidContentLength
  ),
  bad(
    "two lengths",
    ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    .differentContentLengths
  ),
  bad(
    "twice the same length",
    ok + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
    .repeatedContentLength
  ),
  bad("a chunk without a size", ok + "Transfer-Encoding: chunked\r\n\r\n\r\nx", .malformedChunk),
  bad(
    "a size that is no number",
    ok + "Transfer-Encoding: chunked\r\n\r\ng\r\nx\r\n",
    .malformedChunk
  ),
  bad("a negative size", ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n", .malformedChunk),
  bad(
    "a size over 64 bits",
    ok + "Transfer-Encoding: chunked\r\n\r\n10000000000000001\r\nx\r\n",
    .malformedChunk
  ),
  bad(
    "a chunk longer than its size",
    ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
    .unendedChunk
  ),
  bad(
    "a folded trailer",
    ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n c\r\n\r\n",
    .foldedHeader
  ),
  bad("half a head", ok + "Content-Le", .truncated),
  bad("half a body", ok + "Content-Length: 3\r\n\r\nab", .truncated),
  bad("half a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nab", .truncated),
  bad("no last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", .truncated),
  bad("no end of the trailers", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n", .truncated),
  bad("nothing after an interim response", "HTTP/1.1 100 Continue\r\n\r\n", .truncated),
]
