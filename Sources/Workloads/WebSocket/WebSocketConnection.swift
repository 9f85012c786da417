import Budgets
import NIOCore
import NIOWebSocket
import Sessions

/// One WebSocket of a user: sends the messages of turns, and says what became of them.
///
/// The last handler of its pipeline once the handshake is over; see `WebSocketOpening` for what comes
/// before. Confined to the event loop of its worker, and `Sendable` only so that NIO's bootstrap can
/// hold it.
final class WebSocketConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  enum Stage {
    /// TCP and TLS.
    case connecting
    /// The handshake was sent.
    case upgrading
    case open
    /// It is not to be used any longer.
    case closed
  }

  let exchange: ExchangeRecorder
  private let worker: Worker
  private let lane: Lane
  /// The address that it goes to, by its place among those of the endpoint.
  private let address: Int
  private var stage = Stage.connecting
  private var context: ChannelHandlerContext?
  var channel: (any Channel)?
  private var assembler = MessageAssembler(isFromClient: false)
  private var isSubscribed: Bool
  /// What ends the part of the turn that goes on here.
  private var expected = ExpectedAnswer.none
  /// When its last message came, or its handshake ended, ns of session time.
  private var lastReceived: Int64 = 0
  /// Whether it was given the benefit of the doubt when a turn ran out of time, and nothing came since.
  private var isSilent = false
  /// The newest ping that could not be answered yet, since the server does not read.
  private var unanswered: ByteBuffer?
  private var failure: (any Error)?

  init(worker: Worker, lane: Lane, exchange: ExchangeRecorder, address: Int) {
    self.worker = worker
    self.lane = lane
    self.exchange = exchange
    self.address = address
    isSubscribed = exchange.subscription == nil
  }

  /// Whether it is not to be used any longer.
  var isClosed: Bool { stage == .closed }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  // MARK: Opening

  func isConnected() { if stage == .connecting { lane.connected = worker.now } }

  func isSecured() { if stage == .connecting { lane.secured = worker.now } }

  /// What is filled into what it sends.
  var values: Turn? { lane.turn }

  /// The handshake is about to be sent.
  func willUpgrade() {
    guard stage == .connecting else { return }
    stage = .upgrading
    lane.state = .inFlight
    lane.sent = worker.now
  }

  func isOpened() {
    guard stage == .upgrading else { return }
    stage = .open
    lastReceived = worker.now
    worker.endPart(lane, at: lastReceived)
    lane.pool?.isConnected(lane)
    proceed()
  }

  /// The server does not open a WebSocket; `reason` says what is wrong with an answer that is none.
  func isRefused(
    _ kind: ErrorKind,
    because fault: WebSocketFault? = nil,
    saying reason: String? = nil
  ) {
    guard stage == .upgrading else { return }
    close(nil)
    let told = fault.map(told) ?? reason.map { .malformed(series: exchange.whole.index, $0) }
    worker.fail(lane, exchange, kind, because: told, at: worker.now)
  }

  /// The host that it goes to.
  var host: String { worker.plan.endpoints[exchange.plan.handshake.endpoint].host }

  private func told(_ fault: WebSocketFault) -> AnswerFault {
    .webSocket(series: exchange.whole.index, fault)
  }

  // MARK: Turns

  /// Goes on with the turn of its user: subscribes if that was not done, then sends the message or
  /// waits for one.
  func proceed() {
    lane.state = .inFlight
    if !isSubscribed, let plan = exchange.plan.subscription {
      send(plan, exchange.subscription)
    } else if let plan = exchange.plan.message {
      send(plan, exchange.message)
    } else {
      expected = .any
      lane.sent = worker.now
    }
  }

  private func send(_ message: MessagePlan, _ part: BenchmarkRecorder?) {
    var bytes = ByteBuffer()
    let expected = message.render(values, into: &bytes)
    self.expected = expected ?? .none
    lane.part = part
    lane.sent = worker.now
    lane.partBegan = lane.sent
    write(.text, bytes)
    guard expected == nil else { return }
    // Not at once: the next turn may be begun by that.
    worker.loop.execute { [self] in
      guard stage == .open, self.expected == .none, lane.part === exchange.message else { return }
      worker.fail(lane, exchange, .expectation, because: told(.nothingToMatch), at: worker.now)
    }
  }

  /// The time of its turn is over.
  ///
  /// It is kept if a late answer can't be taken for that to another message and the server is alive, as
  /// far as a ping shows.
  func runOutOfTime() {
    expected = .none
    if stage == .open, isSubscribed, exchange.plan.tellsAnswersApart, !isSilent {
      isSilent = true
      write(.ping, ByteBuffer())
    } else {
      close(.goingAway)
    }
  }

  /// Its user does not wait for a message any longer.
  func stopListening() { expected = .none }

  // MARK: Frames

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard stage == .open else { return }
    isSilent = false
    let outcome: MessageAssembler.Outcome
    do throws(WebSocketFault) {
      outcome = try assembler.take(Self.unwrapInboundIn(data))
    } catch {
      return end(.badResponse, because: told(error), error.closeStatus)
    }
    switch outcome {
    case .partial, .pong: break
    case .message(let message): take(message.bytes, at: worker.now)
    case .ping(let bytes): answer(bytes)
    case .close(let status, let reason):
      let kind = ErrorKind.closed(Int(status.rawValue))
      let endpoint = exchange.plan.handshake.endpoint
      let fault =
        reason.isEmpty ? nil : AnswerFault.connection(endpoint: endpoint, kind, "'\(reason)'")
      end(kind, because: fault, status)
    }
  }

  private func take(_ message: ByteBuffer, at now: Int64) {
    let isAnswer = expected.isMet(by: message)
    worker.received(
      message.readableBytes,
      of: exchange,
      after: now - lastReceived,
      isAnswer,
      at: now
    )
    lastReceived = now
    guard isAnswer else { return }
    expected = .none
    guard isSubscribed else {
      isSubscribed = true
      worker.endPart(lane, at: now)
      return proceed()
    }
    worker.succeed(lane, exchange, at: now)
  }

  /// Answers a ping, or keeps it where the server does not read: of several the newest alone needs an
  /// answer (RFC 6455, 5.5.3).
  private func answer(_ ping: ByteBuffer) {
    if channel?.isWritable == true { write(.pong, ping) } else { unanswered = ping }
  }

  /// Reads nothing from a server that reads nothing, so that what is written to it stays bounded.
  func channelWritabilityChanged(context: ChannelHandlerContext) {
    let isWritable = context.channel.isWritable
    try? context.channel.syncOptions?.setOption(.autoRead, value: isWritable)
    if isWritable, let ping = unanswered {
      unanswered = nil
      write(.pong, ping)
    }
  }

  private func write(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: bytes)
    context?.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
  }

  // MARK: The end

  /// Closes it, with a frame that says why; nil where the other side would not hear that.
  ///
  /// What happens on it after that is nobody's business.
  func close(_ status: CloseStatus?) {
    guard stage != .closed else { return }
    if stage == .open, let status { write(.connectionClose, status.payload) }
    stage = .closed
    expected = .none
    lane.sockets.removeAll { $0 === self }
    worker.connectionCount -= 1
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  /// Closes it, and fails the turn that goes on here if there is one.
  private func end(
    _ kind: ErrorKind,
    because fault: AnswerFault? = nil,
    _ status: CloseStatus?
  ) {
    let isInTurn = stage == .upgrading || expected != .none
    close(status)
    if isInTurn { worker.fail(lane, exchange, kind, because: fault, at: worker.now) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let fault = WebSocketFault(error) {
      return end(.badResponse, because: told(fault), fault.closeStatus)
    }
    if failure == nil { failure = TLSFault.explained(error, context, host: host) }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { isLost(failure) }

  /// The connection is gone; nil if the server closed it without a word.
  func isLost(_ error: (any Error)?) {
    let endpoint = exchange.plan.handshake.endpoint
    let fault = AnswerFault(error, series: exchange.whole.index, endpoint: endpoint)
    switch stage {
    case .closed: break
    case .connecting:
      close(nil)
      let kind = ErrorKind(error ?? ChannelError.eof)
      worker.connectFailed(
        lane,
        exchange,
        kind,
        because: fault,
        address: address,
        at: worker.now
      )
    case .upgrading, .open:
      let kind = error.map(ErrorKind.init) ?? .reset
      let how = error == nil ? "closed" : "reset"
      let place = stage == .open ? "without a close frame" : "during the handshake"
      let reason = AnswerFault.connection(endpoint: endpoint, kind, "\(how) \(place)")
      end(kind, because: fault ?? (kind == .reset ? reason : nil), nil)
    }
  }
}
