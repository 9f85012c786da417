import Budgets
import NIOCore
import NIOTLS
import NIOWebSocket
import Sessions

/// Opens a WebSocket: sends the handshake as soon as TCP and TLS are there, checks its answer, and
/// leaves the connection to what reads frames.
///
/// The only handler behind the socket or TLS until then. Confined to the event loop of its worker.
final class WebSocketOpening: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let socket: WebSocketConnection
  private let isTLS: Bool
  private let handshake = WebSocketHandshake()
  private var scanner = ResponseScanner()
  private var failure: (any Error)?

  init(_ socket: WebSocketConnection, isTLS: Bool) {
    self.socket = socket
    self.isTLS = isTLS
    scanner.capture = CapturedResponse(bodyLimitBytes: 0)
  }

  func channelActive(context: ChannelHandlerContext) {
    socket.isConnected()
    if !isTLS { sendRequest(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard isTLS, case .handshakeCompleted? = event as? TLSUserEvent else { return }
    socket.isSecured()
    sendRequest(context)
  }

  private func sendRequest(_ context: ChannelHandlerContext) {
    var bytes = context.channel.allocator.buffer(capacity: 512)
    handshake.write(socket.exchange.plan.handshake, socket.values, into: &bytes)
    socket.willUpgrade()
    context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = Self.unwrapInboundIn(data)
    switch buffer.withUnsafeReadableBytes({ scanner.scan($0) }) {
    case .needsMore: break
    case .failed(let fault): socket.isRefused(.badResponse, saying: fault.reason(scanner.refused))
    case .complete(let response):
      guard isAccepted(response) else { return }
      open(context, buffer.dropping(response.endOffset))
    }
  }

  /// Whether the server agrees; if not, the exchange is told.
  private func isAccepted(_ response: ResponseScanner.Response) -> Bool {
    guard response.status == 101 else {
      socket.isRefused(.status(response.status))
      return false
    }
    let plan = socket.exchange.plan
    guard let answer = scanner.capture,
      let fault = handshake.fault(of: answer, subprotocols: plan.subprotocols)
    else { return true }
    socket.isRefused(.badResponse, because: fault)
    return false
  }

  /// Leaves the connection to what reads frames; `rest` are the first bytes of these.
  private func open(_ context: ChannelHandlerContext, _ rest: ByteBuffer) {
    let pipeline = context.pipeline.syncOperations
    let decoder = WebSocketFrameDecoder(maxFrameSize: MessageAssembler.limitBytes)
    do {
      try pipeline.addHandlers(
        [WebSocketFrameEncoder(), ByteToMessageHandler(decoder), socket],
        position: .after(self)
      )
    } catch {
      // The connection has just gone.
      return socket.isLost(error)
    }
    socket.isOpened()
    if rest.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(rest)) }
    pipeline.removeHandler(context: context, promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if failure == nil { failure = TLSFault.explained(error, context, host: socket.host) }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    // A refusal may have a body that only the end of the connection ends.
    if failure == nil, case .complete(let response) = scanner.finish() {
      socket.isRefused(.status(response.status))
    } else {
      socket.isLost(failure)
    }
  }

  /// The connection could not be made.
  func connectFailed(_ error: any Error) { socket.isLost(failure ?? error) }
}

extension ByteBuffer {
  fileprivate func dropping(_ count: Int) -> ByteBuffer {
    var rest = self
    rest.moveReaderIndex(forwardBy: count)
    return rest
  }
}
