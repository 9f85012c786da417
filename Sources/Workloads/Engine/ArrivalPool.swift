import NIOCore
import Sessions

/// The arrivals of the open model whose first request goes to the same endpoint, or which are the same
/// WebSocket exchange, and the lanes that send them.
///
/// A due arrival waits here, in order, for a lane whose connection becomes free or ready. The pool grows
/// because arrivals wait although answers were read meanwhile, not because one of them found every
/// connection busy: opening connections costs more than the time between arrivals, and answers that are
/// not read meanwhile would make the next arrivals open still more. Confined to the event loop of its
/// worker.
final class ArrivalPool {
  /// The most arrivals that wait on one loop; what is due beyond them is dropped at once.
  static let most = 1 << 20
  /// How many connections may be opening at once at first, at least, and at most.
  ///
  /// Each that succeeds allows one more, each that fails halves it, as slow start does (RFC 5681, 3.1).
  private static let windows = (first: 16, least: 4, most: 256)

  /// Not counted: the worker owns its pools.
  private unowned(unsafe) let worker: Worker
  /// An index into the endpoints of the plan.
  private let endpoint: Int
  /// The exchange of which each lane has a WebSocket; nil for HTTP.
  private let exchange: ExchangeRecorder?
  private var waiting = CircularBuffer<Arrival>()
  /// Lanes whose connection was ready when they became free, the last one on top.
  private var free: [Lane] = []
  /// Lanes without a connection.
  private var vacant: [Lane] = []
  /// How many lanes it has, whatever they do.
  private(set) var laneCount = 0
  /// How many of them open a connection.
  private var opening = 0
  private var window = ArrivalPool.windows.first
  /// Until then no connection is opened, since this machine had no descriptor or port left; 0 for no rest.
  private var restUntil: Int64 = 0
  private static let restNanoseconds: Int64 = 100_000_000
  /// How many arrivals ever began to wait, and how many do not wait any more.
  private var entered: UInt64 = 0
  private var left: UInt64 = 0
  /// How many had begun to wait before answers were read the last time.
  private var polled: UInt64 = 0
  /// The shortest and longest time after which one of them is dropped, ns.
  private var patience: (least: Int64, most: Int64) = (.max, 0)

  init(worker: Worker, endpoint: Int, exchange: ExchangeRecorder?) {
    self.worker = worker
    self.endpoint = endpoint
    self.exchange = exchange
  }

  var waitingCount: Int { waiting.count }

  /// Whether some began to wait since answers were read the last time.
  var hasNewcomers: Bool { entered != polled && !waiting.isEmpty }

  /// Serves a program from now on.
  func serve(_ runner: ProgramRunner) {
    let timeout = runner.timeoutNanoseconds
    patience = (min(patience.least, timeout), max(patience.most, timeout))
  }

  /// The connections that its lanes share; nil where each has its own.
  private var shared: HTTP2Pool? {
    guard exchange == nil, let pool = worker.pools[endpoint], pool.speaksHTTP2 else { return nil }
    return pool
  }

  // MARK: Arrivals

  /// Sends an arrival that is due, or lets it wait.
  @inline(__always)
  func take(_ arrival: Arrival) {
    if waiting.isEmpty, let lane = readyLane() {
      worker.begin(arrival, on: lane)
    } else {
      wait(arrival)
    }
  }

  @inline(never)
  private func wait(_ arrival: Arrival) {
    guard waiting.count < Self.most else { return worker.drop(arrival, as: .dropped) }
    waiting.append(arrival)
    entered &+= 1
    // Where no lane is busy, none will become free; and a connection that is gone may be made anew.
    guard shared == nil, opening < waiting.count, opening < window else { return }
    if !vacant.isEmpty || laneCount == opening { open() }
  }

  /// The next arrival that has not waited in vain.
  private func next(at now: Int64) -> Arrival? {
    while let arrival = waiting.popFirst() {
      left &+= 1
      guard now - arrival.due >= worker.timeout(of: arrival) else { return arrival }
      worker.drop(arrival, as: .dropped)
    }
    return nil
  }

  /// Drops those that have waited for as long as their timeout; they count in the current tick.
  func expire(at now: Int64) {
    guard let first = waiting.first, now - first.due >= patience.least else { return }
    let before = waiting.count
    if patience.least == patience.most {
      while let first = waiting.first, now - first.due >= patience.least {
        worker.count(waiting.removeFirst(), as: .dropped)
      }
    } else {
      waiting.removeAll { arrival in
        guard now - arrival.due >= worker.timeout(of: arrival) else { return false }
        worker.count(arrival, as: .dropped)
        return true
      }
    }
    left &+= UInt64(before - waiting.count)
  }

  /// Ends the waiting; `ending` says how each one counts.
  func abandon(_ ending: (Arrival) -> BenchmarkRecorder.Ending) {
    left &+= UInt64(waiting.count)
    while let arrival = waiting.popFirst() { worker.count(arrival, as: ending(arrival)) }
  }

  /// Sends those that wait over lanes that can send.
  func dispatch() {
    while !waiting.isEmpty, let lane = readyLane() {
      guard let arrival = next(at: worker.now) else { return free.append(lane) }
      worker.begin(arrival, on: lane)
    }
  }

  // MARK: Lanes

  /// A lane whose request can be sent at once; nil if there is none.
  @inline(__always)
  private func readyLane() -> Lane? {
    if let shared { return shared.hasFreeStream ? anyLane() : nil }
    while let lane = free.popLast() {
      if isReady(lane) { return lane }
      // The server has closed its connection meanwhile.
      vacant.append(lane)
    }
    return nil
  }

  /// Whether a lane has the connection that it needs.
  @inline(__always)
  private func isReady(_ lane: Lane) -> Bool {
    if let exchange { return lane.socket(of: exchange) != nil }
    if let shared { return shared.hasFreeStream }
    return lane.connections[endpoint]?.isReady == true
  }

  /// A lane that is not busy, or a new one; nil at the limit of those in flight.
  private func anyLane() -> Lane? {
    if let lane = free.popLast() ?? vacant.popLast() { return lane }
    guard let lane = worker.makeLane(for: self) else { return nil }
    laneCount += 1
    lane.pool = self
    return lane
  }

  /// Lets a pool that has fewer have a lane that is not busy.
  func giveUpLane(to other: ArrivalPool) -> Lane? {
    let canSpare = waiting.isEmpty && laneCount > other.laneCount + 1
    guard canSpare || other.isStarving, let lane = vacant.popLast() ?? free.popLast() else {
      return nil
    }
    laneCount -= 1
    worker.closeConnections(of: lane)
    return lane
  }

  /// Whether those that wait have no lane at all.
  var isStarving: Bool { laneCount == 0 && !waiting.isEmpty }

  /// Takes a lane over that another pool has had, with its connections.
  private func adopt(_ lane: Lane, at now: Int64) {
    laneCount += 1
    lane.pool = self
    if isReady(lane) {
      free.append(lane)
      dispatch()
    } else {
      vacant.append(lane)
      if shared != nil { _ = join(1) } else { open() }
    }
  }

  /// What a lane did is over: it takes the arrival that has waited longest.
  @inline(__always)
  func release(_ lane: Lane, at now: Int64) {
    lane.state = .idle
    let isReady = isReady(lane)
    if lane.isOpening { settle(lane, isConnected: isReady) }
    if let starving = worker.starvingPool, starving !== self {
      worker.starvingPool = nil
      if starving.isStarving {
        laneCount -= 1
        // What a WebSocket receives is its own pool's.
        if exchange != nil { worker.closeConnections(of: lane) }
        return starving.adopt(lane, at: now)
      }
    }
    guard isReady else { return vacant.append(lane) }
    if !waiting.isEmpty, let arrival = next(at: now) {
      worker.begin(arrival, on: lane)
    } else {
      free.append(lane)
    }
  }

  // MARK: Opening

  /// Opens connections for those that waited although answers were read meanwhile; at most `most`.
  ///
  /// Returns how many of them are served by that.
  func grow(most: Int) -> Int {
    let patient = min(waiting.count, Int(polled &- min(polled, left)))
    polled = entered
    guard patient > 0 else { return 0 }
    if shared != nil { return join(min(patient, most * HTTP2Connection.ownStreamLimit)) }
    let count = min(patient - opening, window - opening, most)
    var opened = 0
    while opened < count, open() { opened += 1 }
    return opened
  }

  /// Lets arrivals wait for a stream of shared connections, which open as many as that takes.
  private func join(_ count: Int) -> Int {
    var joined = 0
    while joined < count, let lane = anyLane() {
      guard let arrival = next(at: worker.now) else {
        free.append(lane)
        break
      }
      worker.begin(arrival, on: lane)
      joined += 1
    }
    return joined
  }

  /// Opens a connection; false if there are as many as there may be.
  @discardableResult
  private func open() -> Bool {
    guard restUntil == 0 || worker.now >= restUntil else { return false }
    restUntil = 0
    guard let lane = vacant.popLast() ?? anyLane() else { return false }
    lane.isOpening = true
    opening += 1
    if exchange == nil, let first = waiting.first {
      worker.open(lane, for: first, endpoint)
    } else if let arrival = next(at: worker.now) {
      // The handshake is a part of the exchange that it is made for.
      worker.begin(arrival, on: lane)
    } else {
      lane.isOpening = false
      opening -= 1
      vacant.append(lane)
    }
    return true
  }

  private func settle(_ lane: Lane, isConnected: Bool) {
    lane.isOpening = false
    opening -= 1
    window =
      isConnected ? min(window + 1, Self.windows.most) : max(window / 2, Self.windows.least)
  }

  /// The WebSocket of a lane is open.
  func isConnected(_ lane: Lane) { if lane.isOpening { settle(lane, isConnected: true) } }

  /// The connection that a lane has opened can take a request.
  func isOpened(_ lane: Lane, at now: Int64) { release(lane, at: now) }

  /// A connection could not be opened: the arrival that has waited longest fails as it did.
  func openingFailed(_ lane: Lane, _ refusal: Lane.Refusal, at now: Int64) {
    settle(lane, isConnected: false)
    lane.state = .idle
    // Where this machine has no descriptor or port left, the others have to do for a while.
    if refusal.kind == .resources, laneCount > opening + vacant.count + 1 {
      vacant.append(lane)
      restUntil = now + Self.restNanoseconds
      return
    }
    // Whether or not its time is over: it had a connection to wait for, which failed.
    guard let arrival = waiting.popFirst() else { return vacant.append(lane) }
    left &+= 1
    lane.refusal = refusal
    worker.begin(arrival, on: lane)
  }
}
