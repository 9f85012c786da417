import Budgets
import NIOCore
import NIOTLS
import Sessions

/// The response path of one connection: reads answers as they come and says at once what became of
/// the request.
///
/// The only handler behind the socket or TLS. Confined to the event loop of its worker, and
/// `Sendable` only so that NIO's bootstrap can hold it.
final class HTTPConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let worker: Worker
  private let lane: Lane
  let endpoint: Int
  private let isTLS: Bool
  private var scanner = ResponseScanner()
  private var context: ChannelHandlerContext?
  var channel: (any Channel)?
  /// Whether it can take a request.
  private(set) var isReady = false
  /// Whether it is not to be used any longer.
  private var isClosed = false
  private var served = 0
  private var failure: (any Error)?

  init(worker: Worker, lane: Lane, endpoint: Int, isTLS: Bool) {
    self.worker = worker
    self.lane = lane
    self.endpoint = endpoint
    self.isTLS = isTLS
  }

  /// Writes a request.
  ///
  /// The connection must be ready and nothing in flight on it.
  @inline(__always)
  func send(_ plan: RequestPlan) {
    if plan.isChecked {
      if scanner.capture == nil { scanner.capture = CapturedResponse(bodyLimitBytes: 1 << 20) }
    } else if scanner.capture != nil {
      scanner.capture = nil
    }
    context?.writeAndFlush(Self.wrapOutboundOut(plan.bytes), promise: nil)
  }

  /// Closes it; what happens on it after that is nobody's business.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    isReady = false
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    if !isTLS { becomeReady() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isTLS, case .handshakeCompleted? = event as? TLSUserEvent { becomeReady() }
  }

  private func becomeReady() {
    guard !isClosed else { return }
    isReady = true
    worker.isReady(self, lane)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosed else { return }
    let buffer = Self.unwrapInboundIn(data)
    let now = worker.now
    guard lane.state == .inFlight else {
      // Bytes that nobody asked for.
      return drop()
    }
    let request = worker.plan.requests[lane.request]
    let outcome = buffer.withUnsafeReadableBytes {
      scanner.scan($0, requestWasHead: request.isHead)
    }
    switch outcome {
    case .needsMore:
      break
    case .complete(let response):
      let isWhole = response.endOffset == buffer.readableBytes
      complete(response, isReusable: response.keepAlive && isWhole, request, now)
    case .failed:
      drop()
      worker.fail(lane, .badResponse, at: now)
    }
  }

  @inline(__always)
  private func complete(
    _ response: ResponseScanner.Response,
    isReusable: Bool,
    _ request: RequestPlan,
    _ now: Int64
  ) {
    served &+= 1
    if !isReusable { drop() }
    if !request.accepts(response.status) {
      worker.fail(lane, .status(response.status), bodyBytes: response.bodyBytes, at: now)
    } else if request.isChecked, let answer = scanner.capture, !request.accepts(answer) {
      worker.fail(lane, .expectation, bodyBytes: response.bodyBytes, at: now)
    } else {
      worker.succeed(lane, status: response.status, bodyBytes: response.bodyBytes, at: now)
    }
  }

  /// Takes it out of use.
  private func drop() {
    lane.connections[endpoint] = nil
    worker.connectionCount -= 1
    close()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if failure == nil { failure = error }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    guard !isClosed else { return }
    lost(failure)
  }

  /// The connection could not be made.
  func connectFailed(_ error: any Error) {
    guard !isClosed else { return }
    lost(failure ?? error)
  }

  private func lost(_ error: (any Error)?) {
    let wasReady = isReady
    drop()
    guard lane.isBusy, worker.plan.requests[lane.request].endpoint == endpoint else { return }
    let now = worker.now
    guard wasReady, lane.state == .inFlight else {
      worker.connectFailed(lane, ErrorKind(error ?? ChannelError.eof), at: now)
      return
    }
    if error == nil, case .complete(let response) = scanner.finish() {
      complete(response, isReusable: true, worker.plan.requests[lane.request], now)
    } else if served > 0, scanner.isIdle, worker.retry(lane, at: now) {
      // The server had closed the kept connection before it saw the request.
    } else {
      worker.fail(lane, error.map(ErrorKind.init) ?? .reset, at: now)
    }
  }
}
