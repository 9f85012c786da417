import NIOCore
import NIOHTTP1

/// One connection to the demo server: takes a whole request, and sends its reply when it is due.
///
/// The pipeline before it gives one request at a time.
final class DemoConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// A longer body is refused.
  static let bodyLimitBytes = 256 * 1024

  private let service: DemoService
  private let wheel: DelayWheel
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var bodyIsTooLong = false

  init(service: DemoService, wheel: DelayWheel) {
    self.service = service
    self.wheel = wheel
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.removeAll(keepingCapacity: true)
      bodyIsTooLong = false
    case .body(let bytes):
      if body.count + bytes.readableBytes > Self.bodyLimitBytes {
        bodyIsTooLong = true
      } else {
        body.append(contentsOf: bytes.readableBytesView)
      }
    case .end:
      guard let head else { return }
      answer(head, context: context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    if bodyIsTooLong {
      let reply = DemoReply.problem(413, "a body has at most \(Self.bodyLimitBytes) bytes")
      send(reply, to: head, context: context)
      return
    }
    let now = Int64(NIODeadline.now().uptimeNanoseconds)
    let request = DemoRequest(method: head.method.rawValue, uri: head.uri, body: body)
    let (reply, endpoint) = service.answer(request, nanoseconds: now)
    wheel.run(after: reply.delayNanoseconds, nanoseconds: now) { [self] in
      if let endpoint {
        service.ended(endpoint, nanoseconds: Int64(NIODeadline.now().uptimeNanoseconds))
      }
      // The client may have gone in the meantime; then there is nobody to tell.
      if context.channel.isActive { send(reply, to: head, context: context) }
    }
  }

  private func send(_ reply: DemoReply, to request: HTTPRequestHead, context: ChannelHandlerContext)
  {
    var head = HTTPResponseHead(
      version: request.version == .http1_0 ? .http1_0 : .http1_1,
      status: HTTPResponseStatus(statusCode: reply.status)
    )
    head.headers.add(name: "Server", value: "headroom-demo")
    for header in reply.headers { head.headers.add(name: header.name, value: header.value) }
    let text = reply.body?.text ?? ""
    if reply.status != 204 {
      head.headers.add(name: "Content-Type", value: "application/json")
      head.headers.add(name: "Content-Length", value: String(text.utf8.count))
    }
    if !request.isKeepAlive {
      head.headers.add(name: "Connection", value: "close")
    } else if request.version == .http1_0 {
      head.headers.add(name: "Connection", value: "keep-alive")
    }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !text.isEmpty, request.method != .HEAD {
      let bytes = context.channel.allocator.buffer(string: text)
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !request.isKeepAlive {
      end.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
  }
}
