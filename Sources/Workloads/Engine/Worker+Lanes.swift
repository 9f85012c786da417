import NIOCore
import NIOPosix
import NIOSSL
import Sessions

// How a request gets onto the wire.
extension Worker {
  /// Begins a request that was due at `due`.
  @inline(__always)
  func begin(_ lane: Lane, request: Int, due: Int64, at now: Int64) {
    lane.request = request
    lane.due = due
    lane.isRetry = false
    inFlight &+= 1
    if now &- due > 1_000_000 { lateSends &+= 1 }
    transmit(lane, at: now)
  }

  @inline(__always)
  private func transmit(_ lane: Lane, at now: Int64) {
    let request = plan.requests[lane.request]
    lane.deadline = now &+ request.timeoutNanoseconds
    if let connection = lane.connections[request.endpoint] {
      if connection.isReady { send(lane, request, connection, at: now) }
      return
    }
    lane.state = .connecting
    connect(lane, request.endpoint)
  }

  @inline(__always)
  private func send(
    _ lane: Lane,
    _ request: RequestPlan,
    _ connection: HTTPConnection,
    at now: Int64
  ) {
    lane.state = .inFlight
    lane.sent = now
    sends &+= 1
    connection.send(request)
  }

  /// A connection can take the request that waits for it.
  func isReady(_ connection: HTTPConnection, _ lane: Lane) {
    let request = plan.requests[lane.request]
    guard lane.state == .connecting, request.endpoint == connection.endpoint else { return }
    send(lane, request, connection, at: now)
  }

  /// Sends a request once more whose kept connection the server had closed; false if it may not be.
  func retry(_ lane: Lane, at now: Int64) -> Bool {
    guard plan.requests[lane.request].isIdempotent, !lane.isRetry, phase != .finished else {
      return false
    }
    lane.isRetry = true
    recorders[lane.request].retried += 1
    sends -= 1
    transmit(lane, at: now)
    return true
  }

  private func connect(_ lane: Lane, _ endpoint: Int) {
    let choices = addresses[endpoint]
    guard !choices.isEmpty else {
      loop.execute { [self] in
        guard lane.state == .connecting else { return }
        fail(lane, .dns, at: now)
      }
      return
    }
    let address = choices[preferredAddress[endpoint] % choices.count]
    let target = plan.endpoints[endpoint]
    let connection = HTTPConnection(
      worker: self,
      lane: lane,
      endpoint: endpoint,
      isTLS: target.isTLS
    )
    lane.connections[endpoint] = connection
    connectionCount += 1
    let sslContext = target.isTLS ? sslContext : nil
    ClientBootstrap(group: loop)
      .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .connectTimeout(.nanoseconds(plan.requests[lane.request].timeoutNanoseconds))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connection.channel = channel
          let pipeline = channel.pipeline.syncOperations
          if let sslContext {
            try pipeline.addHandler(
              NIOSSLClientHandler(
                context: sslContext,
                serverHostname: target.isAddress ? nil : target.host
              )
            )
          }
          try pipeline.addHandler(connection)
        }
      }
      .connect(to: address)
      .whenFailure { error in connection.connectFailed(error) }
  }

  /// A connection was refused or broke before it could be used: the next address of the host is
  /// tried, then the request fails.
  func connectFailed(_ lane: Lane, _ kind: ErrorKind, at now: Int64) {
    let endpoint = plan.requests[lane.request].endpoint
    let others = addresses[endpoint].count
    if others > 1, !lane.isRetry, kind != .timeout {
      preferredAddress[endpoint] = (preferredAddress[endpoint] + 1) % others
      lane.isRetry = true
      lane.state = .connecting
      connect(lane, endpoint)
      return
    }
    fail(lane, kind, at: now)
  }

  /// Gives up requests whose time is over.
  func sweep() {
    let now = now
    for lane in lanes where lane.isBusy && lane.deadline <= now {
      let endpoint = plan.requests[lane.request].endpoint
      if let connection = lane.connections[endpoint] {
        lane.connections[endpoint] = nil
        connectionCount -= 1
        connection.close()
      }
      fail(lane, .timeout, at: now)
    }
  }

  /// Closes the connections of a lane that is not needed any longer.
  func closeConnections(of lane: Lane) {
    for endpoint in lane.connections.indices {
      guard let connection = lane.connections[endpoint] else { continue }
      lane.connections[endpoint] = nil
      connectionCount -= 1
      connection.close()
    }
  }
}
