import NIOCore
import NIOHTTP2
import Sessions

// What comes of the answer on one stream.
extension HTTP2Connection {
  func take(_ head: HTTP2Frame.FramePayload.Headers, of stream: HTTP2Stream) {
    if stream.status == nil {
      guard let field = head.headers.first, field.name == ":status", let status = Int(field.value),
        100...999 ~= status
      else { return refuse(stream, because: "no status of three digits", isOver: head.endStream) }
      // Fields of the protocol stand before all others, and an answer has one (RFC 9113, 8.3.2).
      if head.headers.dropFirst().first?.name.utf8.first == UInt8(ascii: ":") {
        return refuse(stream, because: "more than one pseudo-header", isOver: head.endStream)
      }
      // An informational answer is not the answer.
      if status < 200 {
        guard head.endStream else { return }
        return refuse(stream, because: "an informational answer ends the stream", isOver: true)
      }
      stream.status = status
      stream.keep(head.headers)
      if !head.endStream { stream.lane.firstByte = worker.now }
    }
    if head.endStream { complete(stream) }
  }

  func take(_ data: HTTP2Frame.FramePayload.Data, of stream: HTTP2Stream) {
    if case .byteBuffer(let bytes) = data.data {
      stream.bodyBytes += bytes.readableBytes
      if stream.answer != nil {
        bytes.withUnsafeReadableBytes { stream.answer?.appendBody($0) }
      }
    }
    if data.endStream { complete(stream) }
  }

  private func complete(_ stream: HTTP2Stream) {
    guard let status = stream.status else {
      return refuse(stream, because: "a body without a head", isOver: true)
    }
    remove(stream)
    served += 1
    if begun > pool.allowance { pool.allowance *= 2 }
    // Nobody wants the rest of the request (RFC 9113, 8.1).
    if !stream.isWritten, let context { write(stream.id, .rstStream(.cancel), on: context) }
    worker.judge(
      stream.lane,
      status: status,
      bodyBytes: stream.bodyBytes,
      at: worker.now,
      answer: stream.answer
    )
    streamEnded()
  }

  /// The answer is none; the stream is reset unless it is over.
  func refuse(_ stream: HTTP2Stream, because reason: String, isOver: Bool) {
    remove(stream)
    if !isOver || !stream.isWritten, let context {
      write(stream.id, .rstStream(.protocolError), on: context)
    }
    let fault = AnswerFault.malformed(series: stream.lane.recorder.index, reason)
    worker.fail(stream.lane, .badResponse, because: fault, at: worker.now)
    streamEnded()
  }

  /// The server broke a stream off.
  func reset(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
    remove(stream)
    let (lane, now) = (stream.lane, worker.now)
    switch code {
    case .refusedStream where !lane.isRetry:
      lane.isRetry = true
      worker.resend(lane, at: now)
    case .http11Required:
      pool.found(.noHTTP2(.refused))
      let reason = ProtocolFinding.Reason.refused.text
      let fault = AnswerFault.connection(endpoint: pool.endpoint, .wrongProtocol, reason)
      worker.fail(lane, .wrongProtocol, because: fault, at: now)
    default:
      let reason = "the server reset the stream: \(code.name)"
      let fault = AnswerFault.connection(endpoint: pool.endpoint, .reset, reason)
      worker.fail(lane, .reset, because: fault, at: now)
    }
    streamEnded()
  }
}
