import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One WebSocket of the demo server: answers each message when that is due.
final class DemoWebSocket: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let service: DemoService
  private let wheel: DelayWheel
  private let incident: Incident?
  private var assembler = MessageAssembler(isFromClient: true)

  init(service: DemoService, wheel: DelayWheel, incident: Incident?) {
    self.service = service
    self.wheel = wheel
    self.incident = incident
  }

  /// Opens one where a handshake asks for it at the path of `DemoEndpoint.webSocket`.
  static func upgrader(
    _ service: NIOLoopBoundBox<DemoService>,
    _ wheel: NIOLoopBoundBox<DelayWheel>
  ) -> NIOWebSocketServerUpgrader {
    NIOWebSocketServerUpgrader(
      maxFrameSize: MessageAssembler.limitBytes,
      shouldUpgrade: { channel, head in
        let request = DemoRequest(method: head.method.rawValue, uri: head.uri)
        let route = try? DemoRoute.find(request).get()
        return channel.eventLoop.makeSucceededFuture(
          route?.endpoint == .webSocket ? HTTPHeaders() : nil
        )
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          let request = DemoRequest(method: head.method.rawValue, uri: head.uri)
          try channel.pipeline.syncOperations.addHandler(
            DemoWebSocket(
              service: service.value,
              wheel: wheel.value,
              incident: request.query["incident"].flatMap(Incident.init)
            )
          )
        }
      }
    )
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(WebSocketFault) {
      switch try assembler.take(unwrapInboundIn(data)) {
      case .partial, .pong: break
      case .ping(let bytes): send(.pong, bytes, context)
      case .close(let status, _): close(status, context)
      case .message(let message): answer(message, context)
      }
    } catch {
      close(error.closeStatus, context)
    }
  }

  private func answer(_ message: MessageAssembler.Message, _ context: ChannelHandlerContext) {
    let now = Int64(NIODeadline.now().uptimeNanoseconds)
    let bytes = Array(message.bytes.readableBytesView)
    let (answer, delay) = service.answer(message: bytes, incident, nanoseconds: now)
    wheel.run(after: delay, nanoseconds: now) { [self] in
      service.ended(.webSocket, nanoseconds: Int64(NIODeadline.now().uptimeNanoseconds))
      // The client may have gone in the meantime; then there is nobody to tell.
      guard context.channel.isActive else { return }
      switch answer {
      case .echo:
        send(message.isText ? .text : .binary, message.bytes, context)
      case .subscribed:
        send(.text, ByteBuffer(string: DemoNews.confirmation.text), context)
        service.news.add(self) { [self] in send(.text, ByteBuffer(string: $0), context) }
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { service.news.remove(self) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func close(_ status: CloseStatus, _ context: ChannelHandlerContext) {
    service.news.remove(self)
    send(.connectionClose, status.payload, context)
    context.close(promise: nil)
  }

  private func send(
    _ opcode: WebSocketOpcode,
    _ bytes: ByteBuffer,
    _ context: ChannelHandlerContext
  ) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, data: bytes)
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }
}
