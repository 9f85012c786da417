import Budgets
import NIOCore
import Sessions

/// The connections of one event loop to one endpoint over HTTP/2, which its lanes share.
///
/// There are as few as the streams that are needed: a request that finds no free stream waits for
/// one, and another connection is opened. Confined to the event loop of its worker.
final class HTTP2Pool {
  /// Not counted: the worker owns its pools, and connections keep the worker.
  unowned(unsafe) let worker: Worker
  /// An index into the endpoints of the plan.
  let endpoint: Int
  /// What is offered: never HTTP/1.1 alone.
  let version: HTTPVersion
  let isTLS: Bool
  /// Whether HTTP/2 is spoken there, as far as is known.
  private(set) var speaksHTTP2 = true
  /// Those that take requests.
  private var ready: [HTTP2Connection] = []
  /// Those that are connected, and have not greeted or take no request any more.
  private var others: [HTTP2Connection] = []
  private var openings: [HTTP2Opening] = []
  /// Lanes whose request waits for a stream, in order.
  private var waiting = CircularBuffer<Lane>()
  /// How many streams the last connection allowed.
  private var streamLimit = HTTP2Connection.ownStreamLimit
  /// How many streams are begun on a connection before one at a time shows that it takes more.
  ///
  /// Learned from a server that goes away after so many requests: what is sent beyond them would be
  /// sent for nothing.
  var allowance = Int.max
  /// Whether a connection ever could be used.
  private(set) var hasSpoken = false
  private var findings: Set<ProtocolFinding> = []

  init(worker: Worker, endpoint: Int) {
    self.worker = worker
    self.endpoint = endpoint
    let target = worker.plan.endpoints[endpoint]
    version = target.version
    isTLS = target.isTLS
  }

  /// Sends the request of a lane, or lets it wait for a stream.
  func take(_ lane: Lane, at now: Int64) {
    if waiting.isEmpty, let connection = freeConnection(for: lane) {
      return connection.send(lane, at: now)
    }
    lane.state = .connecting
    lane.connectBegan = now
    waiting.append(lane)
    // The stream of the request before may have just become free: no connection is opened for that.
    if let connection = ready.first(where: \.hasRoom) { serveWaiting(connection) }
    open(at: now)
  }

  /// Whether a request could be sent at once.
  var hasFreeStream: Bool { waiting.isEmpty && ready.contains { $0.hasRoom } }

  /// A connection with a free stream, at best the one that the lane used last.
  @inline(__always)
  private func freeConnection(for lane: Lane) -> HTTP2Connection? {
    if let last = lane.stream?.connection, last.pool === self, last.hasRoom { return last }
    return ready.first { $0.hasRoom }
  }

  /// A connection has a free stream: those that wait are served.
  @inline(__always)
  func serve(_ connection: HTTP2Connection) {
    if !waiting.isEmpty { serveWaiting(connection) }
    if worker.isOpen { worker.dispatchArrivals() }
  }

  @inline(never)
  private func serveWaiting(_ connection: HTTP2Connection) {
    while connection.hasRoom, let lane = waiting.popFirst() {
      connection.send(lane, at: worker.now)
    }
  }

  /// Takes back the request of a lane whose time is over.
  func abandon(_ lane: Lane, at now: Int64) {
    if lane.state == .inFlight {
      if let stream = lane.stream, stream.isOpen { stream.connection?.cancel(stream) }
      return
    }
    guard let place = waiting.firstIndex(where: { $0 === lane }) else { return }
    waiting.remove(at: place)
    // What could not be opened in all of the time that a request has is given up with it.
    let limit = now - lane.recorder.timeoutNanoseconds
    for opening in openings where opening.began <= limit {
      opening.close()
      forget(opening)
    }
    for connection in others where connection.isGreeting && connection.began <= limit {
      connection.close()
    }
    open(at: now)
  }

  /// Closes all connections; nobody waits any more.
  func close() {
    waiting.removeAll()
    for opening in openings { opening.close() }
    openings = []
    for connection in ready + others { connection.close() }
  }

  // MARK: Opening

  /// Opens as many connections as those that wait need.
  private func open(at now: Int64) {
    while waiting.count > min(streamLimit, allowance) * pending {
      guard let first = waiting.first else { return }
      let count = worker.addresses[endpoint].count
      guard count > 0 else {
        return worker.loop.execute { [worker, endpoint] in
          worker.pools[endpoint]?.giveUp(.max, .dns)
        }
      }
      let opening = HTTP2Opening(
        pool: self,
        address: worker.preferredAddress[endpoint] % count,
        addressesLeft: count - 1,
        began: now
      )
      begin(opening, timeoutNanoseconds: first.recorder.timeoutNanoseconds)
    }
  }

  /// How many connections are being made, or may take requests when their server lets them.
  private var pending: Int {
    openings.count + others.count { $0.isGreeting } + ready.count { $0.streamLimit == 0 }
  }

  private func begin(_ opening: HTTP2Opening, timeoutNanoseconds: Int64) {
    openings.append(opening)
    worker.connectionCount += 1
    opening.dial(timeoutNanoseconds: timeoutNanoseconds)
  }

  private func forget(_ opening: HTTP2Opening) {
    guard let place = openings.firstIndex(where: { $0 === opening }) else { return }
    openings.remove(at: place)
    worker.connectionCount -= 1
  }

  /// Tells what a connection has shown, once.
  func found(_ finding: ProtocolFinding) {
    guard findings.insert(finding).inserted else { return }
    worker.report(.finding(endpoint: endpoint, finding))
  }

  /// A connection could not be made: the next address of the host is tried, then those fail for whom
  /// it was.
  func failed(
    _ opening: HTTP2Opening,
    _ kind: ErrorKind,
    _ error: (any Error)? = nil,
    because reason: ProtocolFinding.Reason? = nil
  ) {
    forget(opening)
    let count = worker.addresses[endpoint].count
    if opening.addressesLeft > 0, kind.isOfAddress, let first = waiting.first {
      let next = (opening.address + 1) % count
      // Another connection may have found out before.
      if worker.preferredAddress[endpoint] == opening.address {
        worker.preferredAddress[endpoint] = next
      }
      let other = HTTP2Opening(
        pool: self,
        address: next,
        addressesLeft: opening.addressesLeft - 1,
        began: opening.began
      )
      return begin(other, timeoutNanoseconds: first.recorder.timeoutNanoseconds)
    }
    failed(kind, error, because: reason)
  }

  /// A connection could not be used: those fail for whom it was.
  func failed(
    _ kind: ErrorKind,
    _ error: (any Error)? = nil,
    because reason: ProtocolFinding.Reason? = nil
  ) {
    if let reason { found(.noHTTP2(reason)) }
    giveUp(streamLimit, kind, error, because: reason)
  }

  /// Fails the requests that have waited longest, at most so many.
  private func giveUp(
    _ most: Int,
    _ kind: ErrorKind,
    _ error: (any Error)? = nil,
    because reason: ProtocolFinding.Reason? = nil
  ) {
    let now = worker.now
    let lanes = Array(waiting.prefix(most))
    waiting.removeFirst(lanes.count)
    for lane in lanes {
      let fault =
        reason.map { AnswerFault.connection(endpoint: endpoint, kind, $0.text) }
        ?? AnswerFault(error, series: lane.recorder.index, endpoint: endpoint)
      worker.fail(lane, kind, because: fault, at: now)
    }
    if !waiting.isEmpty { open(at: now) }
  }

  /// An endpoint that was offered both speaks HTTP/1.1: each lane has a connection of its own from
  /// now on, and this one goes to the lane that has waited longest.
  func fallBack(_ opening: HTTP2Opening, _ channel: any Channel) throws {
    if speaksHTTP2 { found(.http1) }
    speaksHTTP2 = false
    forget(opening)
    let lanes = Array(waiting)
    waiting.removeAll()
    let now = worker.now
    for lane in lanes.dropFirst() { worker.open(lane, endpoint, at: now) }
    guard let first = lanes.first else { return channel.close(promise: nil) }
    tell(first, of: opening)
    try worker.adopt(channel, for: first, endpoint, address: opening.address)
  }

  /// When the connection was made that a lane waited for.
  func tell(_ lane: Lane, of opening: HTTP2Opening) {
    lane.connected = max(lane.connectBegan, opening.connected)
    lane.secured = max(lane.connected, opening.secured)
  }

  // MARK: Connections

  /// TCP is connected and TLS has agreed upon HTTP/2.
  func isConnected(_ connection: HTTP2Connection, _ opening: HTTP2Opening) {
    openings.removeAll { $0 === opening }
    others.append(connection)
  }

  /// The server has greeted: requests can be sent.
  func isReady(_ connection: HTTP2Connection, _ opening: HTTP2Opening) {
    others.removeAll { $0 === connection }
    ready.append(connection)
    hasSpoken = true
    streamLimit = max(1, connection.streamLimit)
    found(.http2(streams: connection.streamLimit))
    for lane in waiting.prefix(connection.streamLimit) { tell(lane, of: opening) }
    serve(connection)
    if !waiting.isEmpty { open(at: worker.now) }
  }

  /// It takes no more requests, and ends when those that it has are over.
  func leaves(_ connection: HTTP2Connection) {
    ready.removeAll { $0 === connection }
    others.append(connection)
  }

  /// It is closed.
  func isClosed(_ connection: HTTP2Connection) {
    ready.removeAll { $0 === connection }
    others.removeAll { $0 === connection }
    worker.connectionCount -= 1
  }
}
