/// Why the bytes of a server are not an HTTP/1 response that can be counted.
package enum ResponseFault: Error, Equatable, Sendable {
  /// The first bytes are no status line of HTTP.
  case notHTTP
  /// It is HTTP, but not version 1.
  case unsupportedVersion
  case malformedStatusLine
  /// A header without a name or colon, or with a byte that no header may have.
  case malformedHeader
  /// A header continued on the next line, which RFC 9112 section 5.2 forbids.
  case foldedHeader
  case headTooLarge(limitBytes: Int)
  case invalidContentLength
  /// More than one Content-Length, all alike.
  case repeatedContentLength
  /// More than one Content-Length, and they differ.
  case differentContentLengths
  /// A line that should be the size of a chunk.
  case malformedChunk
  /// What follows the bytes of a chunk is not the end of a line.
  case unendedChunk
  case chunkLineTooLong(limitBytes: Int)
  /// The connection ended inside of the response.
  case truncated
  /// The connection ended before the first byte of a response.
  case closedBeforeResponse
}

extension ResponseFault: CustomStringConvertible {
  /// What was wrong, in the words of the field.
  package var description: String {
    switch self {
    case .notHTTP: "the answer is not HTTP/1"
    case .unsupportedVersion: "the answer is HTTP, but not version 1.0 or 1.1"
    case .malformedStatusLine: "malformed status line"
    case .malformedHeader: "malformed header"
    case .foldedHeader: "header folded over several lines"
    case .headTooLarge(let limit): "header block over \(limit) bytes"
    case .invalidContentLength: "invalid Content-Length"
    case .repeatedContentLength: "more than one Content-Length"
    case .differentContentLengths: "two different Content-Length"
    case .malformedChunk: "malformed chunk size"
    case .unendedChunk: "no line end after the bytes of a chunk"
    case .chunkLineTooLong(let limit): "chunk size line over \(limit) bytes"
    case .truncated: "the connection closed inside of the response"
    case .closedBeforeResponse: "the connection closed before the response"
    }
  }
}
