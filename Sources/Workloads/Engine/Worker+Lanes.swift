import Budgets
import NIOCore
import NIOPosix
import NIOSSL
import Sessions

// How a request gets onto the wire.
extension Worker {
  /// Begins a program that was due at `due`.
  @inline(__always)
  func begin(_ lane: Lane, _ runner: ProgramRunner, due: Int64, at now: Int64) {
    lane.runner = runner
    if !runner.isPlain { return beginTurn(lane, runner, due: due, at: now) }
    begin(lane, runner.first, due: due, at: now)
  }

  /// Begins a request that was due at `due`.
  @inline(__always)
  func begin(_ lane: Lane, _ request: RequestRecorder, due: Int64, at now: Int64) {
    lane.request = request
    lane.recorder = request
    lane.triesLeft = request.plan.retries
    enter(lane, due: due, timeoutNanoseconds: request.timeoutNanoseconds, at: now)
    transmit(lane, request, at: now)
  }

  /// Counts what a lane begins now and was due at `due`.
  @inline(__always)
  func enter(_ lane: Lane, due: Int64, timeoutNanoseconds: Int64, at now: Int64) {
    lane.due = due
    lane.deadline = now &+ timeoutNanoseconds
    lane.isRetry = false
    inFlight &+= 1
    sends &+= 1
  }

  @inline(__always)
  private func transmit(_ lane: Lane, _ request: RequestRecorder, at now: Int64) {
    if let connection = lane.connections[request.plan.endpoint], connection.isReady {
      send(lane, request, connection, at: now)
    } else {
      open(lane, request.plan.endpoint, at: now)
    }
  }

  @inline(__always)
  private func send(
    _ lane: Lane,
    _ request: RequestRecorder,
    _ connection: HTTPConnection,
    at now: Int64
  ) {
    lane.state = .inFlight
    lane.sent = now
    connection.send(request)
  }

  /// A connection can take the request that waits for it.
  func isReady(_ connection: HTTPConnection, _ lane: Lane) {
    guard lane.awaits(connection.endpoint) else { return }
    if lane.state == .opening, let pool = lane.pool { return pool.isOpened(lane, at: now) }
    send(lane, lane.request, connection, at: now)
  }

  /// Sends a request once more whose kept connection the server had closed; false if it may not be.
  func retry(_ lane: Lane, at now: Int64) -> Bool {
    guard lane.request.plan.isIdempotent, !lane.isRetry, phase != .finished else {
      return false
    }
    lane.isRetry = true
    lane.recorder.retried += 1
    transmit(lane, lane.request, at: now)
    return true
  }

  /// Sends a request once more that the server says it has not processed (RFC 9113, 8.7).
  func resend(_ lane: Lane, at now: Int64) {
    lane.recorder.retried += 1
    transmit(lane, lane.request, at: now)
  }

  /// Sends a request once more that has failed, with the same values; it is due since it was first.
  func tryAgain(_ lane: Lane, at now: Int64) {
    lane.triesLeft -= 1
    lane.isRetry = false
    lane.recorder.retried += 1
    let pause = lane.request.plan.retryPauseNanoseconds
    lane.deadline = now + pause + lane.request.timeoutNanoseconds
    guard pause > 0 else { return transmit(lane, lane.request, at: now) }
    lane.state = .pausing
    loop.scheduleTask(in: .nanoseconds(pause)) { [self] in
      guard lane.state == .pausing, phase != .finished else { return }
      transmit(lane, lane.request, at: self.now)
    }
  }

  // MARK: Connections

  /// Waits for a connection of the lane's own, or sends over one that lanes share.
  @inline(never)
  func open(_ lane: Lane, _ endpoint: Int, at now: Int64) {
    if let pool = pools[endpoint], pool.speaksHTTP2 { return pool.take(lane, at: now) }
    lane.state = .connecting
    if let refusal = lane.refusal {
      lane.refusal = nil
      return fail(lane, refusal.kind, because: refusal.fault, at: now)
    }
    makeConnection(lane, endpoint, at: now)
  }

  /// Makes a connection of a lane's own; one that is still being made will do.
  func makeConnection(_ lane: Lane, _ endpoint: Int, at now: Int64) {
    lane.connectBegan = now
    guard lane.connections[endpoint] == nil else { return }
    let count = addresses[endpoint].count
    guard count > 0 else {
      loop.execute { [self] in
        guard lane.awaits(endpoint) else { return }
        cannotConnect(lane, .dns, at: self.now)
      }
      return
    }
    lane.addressesLeft = count - 1
    connect(lane, endpoint, address: preferredAddress[endpoint] % count)
  }

  private func connect(_ lane: Lane, _ endpoint: Int, address: Int) {
    let connection = HTTPConnection(
      worker: self,
      lane: lane,
      endpoint: endpoint,
      address: address,
      isTLS: plan.endpoints[endpoint].isTLS
    )
    lane.connections[endpoint] = connection
    connectionCount += 1
    dial(endpoint, address: address, .one, timeoutNanoseconds: connectTimeout(lane)) { channel in
      connection.channel = channel
      try channel.pipeline.syncOperations.addHandler(connection)
    } isWanted: {
      !connection.isClosed
    } onFailure: { error in
      connection.connectFailed(error)
    }
  }

  func connectTimeout(_ lane: Lane) -> Int64 {
    Self.patience(lane.recorder.timeoutNanoseconds, addressesLeft: lane.addressesLeft)
  }

  /// Gives a lane a connection of its own that was made and has agreed upon HTTP/1.1.
  func adopt(_ channel: any Channel, for lane: Lane, _ endpoint: Int, address: Int) throws {
    let connection = HTTPConnection(
      worker: self,
      lane: lane,
      endpoint: endpoint,
      address: address,
      isTLS: true
    )
    lane.connections[endpoint] = connection
    connectionCount += 1
    try channel.pipeline.syncOperations.addHandler(connection)
    connection.adopt(channel)
  }

  /// How long one address is waited for, ns: not the whole time of the request while others are left.
  static func patience(_ timeout: Int64, addressesLeft: Int) -> Int64 {
    addressesLeft > 0 ? min(timeout, 2_000_000_000) : timeout
  }

  /// A connection was refused or broke before it could be used: the next address of the host is
  /// tried, then the request fails.
  func connectFailed(
    _ lane: Lane,
    _ kind: ErrorKind,
    because fault: AnswerFault?,
    address: Int,
    at now: Int64
  ) {
    guard let other = otherAddress(after: address, in: lane, kind, at: now) else {
      return cannotConnect(lane, kind, because: fault, at: now)
    }
    connect(lane, lane.request.plan.endpoint, address: other)
  }

  /// No connection could be made: the request fails that it was for, or one of those that wait for any.
  private func cannotConnect(
    _ lane: Lane,
    _ kind: ErrorKind,
    because fault: AnswerFault? = nil,
    at now: Int64
  ) {
    if lane.state == .opening, let pool = lane.pool {
      pool.openingFailed(lane, Lane.Refusal(kind: kind, fault: fault), at: now)
      checkDrained()
    } else {
      fail(lane, kind, because: fault, at: now)
    }
  }

  /// The address of the host to try after one that failed; nil if none is left, or if it would not help.
  func otherAddress(after address: Int, in lane: Lane, _ kind: ErrorKind, at now: Int64) -> Int? {
    guard lane.addressesLeft > 0, kind.isOfAddress, lane.deadline > now else { return nil }
    let endpoint = lane.request.plan.endpoint
    lane.addressesLeft -= 1
    let other = (address + 1) % addresses[endpoint].count
    // Another lane may have found out before.
    if preferredAddress[endpoint] == address { preferredAddress[endpoint] = other }
    return other
  }

  /// Gives up requests whose time is over.
  func sweep() {
    let now = now
    // Before anything is counted in the midst of a queue.
    if now >= slotEnd { roll(now) }
    for lane in lanes where lane.deadline <= now && (lane.isBusy || lane.state == .opening) {
      if lane.state == .opening {
        close(lane, lane.request.plan.endpoint)
        cannotConnect(lane, .timeout, at: now)
        continue
      }
      if let exchange = lane.runner.exchange {
        timeOut(lane, exchange, at: now)
        continue
      }
      let endpoint = lane.request.plan.endpoint
      close(lane, endpoint)
      pools[endpoint]?.abandon(lane, at: now)
      fail(lane, .timeout, at: now)
    }
    // Connections that timed out have failed those that waited for them.
    for pool in arrivalPools { pool.expire(at: now) }
    if phase == .exhausted { checkDrained() }
  }

  /// Closes the connections of a lane that is not needed any longer.
  func closeConnections(of lane: Lane) {
    for endpoint in lane.connections.indices { close(lane, endpoint) }
    lane.stream = nil
    for socket in lane.sockets { socket.close(.goingAway) }
  }

  private func close(_ lane: Lane, _ endpoint: Int) {
    guard let connection = lane.connections[endpoint] else { return }
    lane.connections[endpoint] = nil
    connectionCount -= 1
    connection.close()
  }
}
