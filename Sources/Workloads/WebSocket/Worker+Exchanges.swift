import Budgets
import Measurements
import NIOCore
import Sessions

// Turns of WebSocket exchanges: their connections, and what is recorded of them.
extension Worker {
  /// Begins a turn that was due at `due`.
  func begin(_ lane: Lane, _ exchange: ExchangeRecorder, due: Int64, at now: Int64) {
    lane.request = exchange.handshake
    lane.recorder = exchange.whole
    lane.triesLeft = 0
    enter(lane, due: due, timeoutNanoseconds: exchange.whole.timeoutNanoseconds, at: now)
    if let socket = lane.socket(of: exchange) { return socket.proceed() }
    open(lane, exchange, at: now)
  }

  // MARK: Connections

  private func open(_ lane: Lane, _ exchange: ExchangeRecorder, at now: Int64) {
    lane.state = .connecting
    lane.connectBegan = now
    lane.part = exchange.handshake
    lane.partBegan = now
    let endpoint = exchange.plan.handshake.endpoint
    let count = addresses[endpoint].count
    guard count > 0 else {
      loop.execute { [self] in
        guard lane.state == .connecting, let exchange = lane.runner.exchange else { return }
        fail(lane, exchange, .dns, at: self.now)
      }
      return
    }
    lane.addressesLeft = count - 1
    connect(lane, exchange, address: preferredAddress[endpoint] % count)
  }

  private func connect(_ lane: Lane, _ exchange: ExchangeRecorder, address: Int) {
    let endpoint = exchange.plan.handshake.endpoint
    let isTLS = plan.endpoints[endpoint].isTLS
    let socket = WebSocketConnection(
      worker: self,
      lane: lane,
      exchange: exchange,
      address: address
    )
    lane.sockets.append(socket)
    connectionCount += 1
    dial(endpoint, address: address, .one, timeoutNanoseconds: connectTimeout(lane)) { channel in
      socket.channel = channel
      try channel.pipeline.syncOperations.addHandler(WebSocketOpening(socket, isTLS: isTLS))
    } isWanted: {
      !socket.isClosed
    } onFailure: { error in
      socket.isLost(error)
    }
  }

  /// A connection could not be made: the next address of the host is tried, then the turn fails.
  func connectFailed(
    _ lane: Lane,
    _ exchange: ExchangeRecorder,
    _ kind: ErrorKind,
    because fault: AnswerFault?,
    address: Int,
    at now: Int64
  ) {
    guard let other = otherAddress(after: address, in: lane, kind, at: now) else {
      return fail(lane, exchange, kind, because: fault, at: now)
    }
    connect(lane, exchange, address: other)
  }

  // MARK: Samples

  /// A message came, `gap` ns after the one before it.
  ///
  /// What nobody waits for is not counted while the load is paused and after its end.
  func received(
    _ byteCount: Int,
    of exchange: ExchangeRecorder,
    after gap: Int64,
    _ isAnswer: Bool,
    at now: Int64
  ) {
    guard isAnswer || isMeasuring && !isPaused else { return }
    if now >= slotEnd { roll(now) }
    if now - gap >= standstillEnd { exchange.received.succeeded.record(max(1, gap)) }
    exchange.received.bytesReceived += UInt64(byteCount)
  }

  /// A part of a turn has succeeded, and another one follows.
  func endPart(_ lane: Lane, at now: Int64) {
    if now >= slotEnd { roll(now) }
    if lane.partBegan < standstillEnd {
      lane.part?.count(.interrupted)
    } else {
      lane.part?.succeeded.record(now - lane.partBegan)
    }
    lane.part = nil
  }

  /// A turn has succeeded.
  func succeed(_ lane: Lane, _ exchange: ExchangeRecorder, at now: Int64) {
    endPart(lane, at: now)
    let latency = now - lane.due
    if stoodStill(lane) {
      exchange.whole.count(.interrupted)
    } else {
      exchange.whole.succeeded.record(latency)
      if latency > slowFloor { noteSlow(lane, "message", isGood: true, isAnswered: true, now) }
    }
    inFlight -= 1
    lane.failuresInRow = 0
    release(lane, at: now)
  }

  /// A turn has failed, and with it the part that it was in.
  func fail(
    _ lane: Lane,
    _ exchange: ExchangeRecorder,
    _ kind: ErrorKind,
    because fault: AnswerFault? = nil,
    at now: Int64
  ) {
    if now >= slotEnd { roll(now) }
    if lane.partBegan < standstillEnd {
      lane.part?.count(.interrupted)
    } else {
      let latency = now - lane.partBegan
      lane.part?.recordFailure(kind, because: fault.map(reason), latencyNanoseconds: latency)
    }
    lane.part = nil
    fail(lane, kind, because: fault, at: now)
  }

  /// The time of a turn is over.
  func timeOut(_ lane: Lane, _ exchange: ExchangeRecorder, at now: Int64) {
    lane.socket(of: exchange)?.runOutOfTime()
    fail(lane, exchange, .timeout, at: now)
  }

  /// Ends the turns of those who only listen, which count for nothing: nobody owes them a message.
  func endListening() {
    for lane in lanes where lane.isListening {
      lane.state = .parked
      inFlight -= 1
      if let exchange = lane.runner.exchange { lane.socket(of: exchange)?.stopListening() }
    }
  }
}

extension Lane {
  /// Its WebSocket of an exchange; nil if it has none at the moment.
  func socket(of exchange: ExchangeRecorder) -> WebSocketConnection? {
    sockets.first { $0.exchange === exchange }
  }

  /// Whether it waits for a message without having sent one.
  var isListening: Bool { state == .inFlight && part == nil && runner.exchange != nil }
}
