import Budgets
import Glibc
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
  /// The address that it goes to, by its place among those of the endpoint.
  private let address: Int
  private let isTLS: Bool
  // Behind a pointer: a stored struct that is changed in place costs calls to `swift_beginAccess`.
  private let scanner: UnsafeMutablePointer<ResponseScanner>
  private var context: ChannelHandlerContext?
  var channel: (any Channel)?
  /// The socket, which requests are written to past the pipeline; -1 with TLS, and when it is not to
  /// be used any longer.
  private var descriptor: CInt = -1
  /// Whether the pipeline still writes what the socket did not take at once.
  private var isWriting = false
  /// Whether it can take a request.
  private(set) var isReady = false
  /// Whether a request was sent whose answer has not ended yet.
  private var isAwaiting = false
  /// Whether it is not to be used any longer.
  private(set) var isClosed = false
  private var served = 0
  private var failure: (any Error)?

  init(worker: Worker, lane: Lane, endpoint: Int, address: Int, isTLS: Bool) {
    self.worker = worker
    self.lane = lane
    self.endpoint = endpoint
    self.address = address
    self.isTLS = isTLS
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: ResponseScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  /// Writes a request.
  ///
  /// The connection must be ready and nothing in flight on it.
  @inline(__always)
  func send(_ request: RequestRecorder) {
    if !request.plan.isPlain {
      prepare(request)
    } else if scanner.pointee.capture != nil {
      scanner.pointee.capture = nil
    }
    isAwaiting = true
    // A write through the pipeline costs more than all the rest of a request.
    let count = request.wire.count
    let sent =
      descriptor >= 0
      ? Glibc.send(descriptor, request.wire.baseAddress, count, CInt(MSG_NOSIGNAL)) : 0
    if sent < count { write(request, from: max(0, sent)) }
  }

  /// Fills the values of the turn in, and sees to it that what is checked of the answer is kept.
  @inline(never)
  private func prepare(_ request: RequestRecorder) {
    if request.plan.checks.isEmpty {
      scanner.pointee.capture = nil
    } else if scanner.pointee.capture == nil {
      scanner.pointee.capture = CapturedResponse(bodyLimitBytes: CapturedResponse.keptBytes)
    }
    guard let turn = lane.turn, !request.plan.template.isConstant else { return }
    turn.begin(step: lane.step ?? 0)
    request.render(turn)
    lane.sent = worker.now
  }

  /// Leaves what the socket did not take to the pipeline, and the errors of the socket too.
  @inline(never)
  private func write(_ request: RequestRecorder, from offset: Int) {
    guard let context else { return }
    var rest = request.bytes
    rest.moveReaderIndex(forwardBy: offset)
    isWriting = true
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.whenComplete { [self] _ in isWriting = false }
    context.writeAndFlush(Self.wrapOutboundOut(rest), promise: promise)
  }

  /// Closes it; what happens on it after that is nobody's business.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    isReady = false
    isAwaiting = false
    descriptor = -1
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  /// Takes over a channel that another handler has connected, over TLS, with this one behind it.
  func adopt(_ channel: any Channel) {
    self.channel = channel
    becomeReady()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    guard !isClosed else { return context.close(promise: nil) }
    lane.connected = worker.now
    if isTLS { return }
    let pipeline = context.pipeline.syncOperations
    descriptor = (try? pipeline.withUnsafeTransportIfAvailable { (socket: CInt) in socket }) ?? -1
    becomeReady()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard isTLS, !isClosed, case .handshakeCompleted? = event as? TLSUserEvent else { return }
    lane.secured = worker.now
    becomeReady()
  }

  private func becomeReady() {
    isReady = true
    worker.isReady(self, lane)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = Self.unwrapInboundIn(data)
    guard isAwaiting else {
      // Bytes that nobody asked for.
      if !isClosed { drop() }
      return
    }
    let now = worker.now
    let isHead = lane.request.plan.isHead
    let outcome = buffer.withUnsafeReadableBytes {
      scanner.pointee.scan($0, requestWasHead: isHead)
    }
    switch outcome {
    case .needsMore:
      if lane.firstByte < lane.sent { lane.firstByte = now }
    case .complete(let response):
      // An answer that comes before all of the request was written, or with more behind it, ends
      // the use of the connection.
      let isWhole = response.endOffset == buffer.readableBytes && !isWriting
      complete(response, isReusable: response.keepAlive && isWhole, now)
    case .failed(let fault):
      let reason = fault.reason(scanner.pointee.refused)
      drop()
      let told = AnswerFault.malformed(series: lane.recorder.index, reason)
      worker.fail(lane, .badResponse, because: told, at: now)
    }
  }

  /// Ends here: nobody behind it wants to know.
  func channelReadComplete(context: ChannelHandlerContext) {}

  @inline(__always)
  private func complete(_ response: ResponseScanner.Response, isReusable: Bool, _ now: Int64) {
    served &+= 1
    isAwaiting = false
    if !isReusable { drop() }
    if response.status == 101 {
      // A WebSocket is opened elsewhere.
      let reason = "status 101 without having been asked to switch protocols"
      let fault = AnswerFault.malformed(series: lane.recorder.index, reason)
      return worker.fail(lane, .badResponse, because: fault, at: now)
    }
    worker.judge(
      lane,
      status: response.status,
      bodyBytes: response.bodyBytes,
      at: now,
      answer: scanner.pointee.capture
    )
  }

  /// Takes it out of use.
  private func drop() {
    guard !isClosed else { return }
    lane.connections[endpoint] = nil
    worker.connectionCount -= 1
    close()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if failure == nil {
      failure = TLSFault.explained(error, context, host: worker.plan.endpoints[endpoint].host)
    }
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
    let wasAwaiting = isAwaiting
    drop()
    let now = worker.now
    var fault = AnswerFault(error, series: lane.recorder.index, endpoint: endpoint)
    if !wasReady {
      guard lane.awaits(endpoint) else { return }
      let kind = ErrorKind(error ?? ChannelError.eof)
      worker.connectFailed(lane, kind, because: fault, address: address, at: now)
    } else if !wasAwaiting {
      // Nobody was waiting for it: the next request opens another.
    } else if served > 0, scanner.pointee.isIdle, worker.retry(lane, at: now) {
      // The server had closed the kept connection before it saw the request.
    } else {
      let kind = error.map(ErrorKind.init) ?? .reset
      if fault == nil, kind == .reset { fault = broken(error) }
      if error == nil, case .complete(let response) = scanner.pointee.finish() {
        complete(response, isReusable: true, now)
      } else {
        worker.fail(lane, kind, because: fault, at: now)
      }
    }
  }

  /// Where in a response the connection ended.
  private func broken(_ error: (any Error)?) -> AnswerFault {
    let how = error == nil ? "closed" : "reset"
    let place = scanner.pointee.progress ?? "before the response"
    return .connection(endpoint: endpoint, .reset, "\(how) \(place)")
  }
}
