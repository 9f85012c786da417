import Sessions

/// One unit of concurrency: a user of the closed model, or a request in flight of the open one.
///
/// It keeps its connections.
///
/// Confined to the event loop of its worker; `Sendable` only so that it can be handed there.
final class Lane: @unchecked Sendable {
  enum State {
    /// Not used, and not counted among the users.
    case retired
    /// Open model: ready for the next arrival.
    case idle
    /// Closed model: its user thinks.
    case thinking
    /// Closed model: its user waits for the load to go on.
    case parked
    /// Its request waits for a connection.
    case connecting
    /// Its request was sent.
    case inFlight
  }

  /// The stream of choices that it takes from: the number of its user.
  let stream: UInt64
  /// Its place among the lanes of its worker.
  let index: Int
  /// How many requests it began.
  var position: UInt64 = 0
  var state = State.retired
  /// The benchmark that runs or ran last.
  ///
  /// Not counted, since every request sets it: the worker owns its recorders as long as it lives, and
  /// connections keep the worker.
  unowned(unsafe) var recorder: BenchmarkRecorder
  /// When the request was due (open) or its user was ready (closed), ns of session time.
  var due: Int64 = 0
  /// When its first byte was written, ns of session time.
  var sent: Int64 = 0
  /// When it is given up, ns of session time.
  var deadline = Int64.max
  /// Whether it was sent before, over a connection that the server had closed.
  var isRetry = false
  /// The addresses of the host that are left to be tried for this request.
  var addressesLeft = 0
  /// Connection-level failures in a row, for the pause before the next try.
  var failuresInRow = 0
  /// Its connections, by endpoint.
  ///
  /// Behind a pointer: an array that is changed in place costs calls to `swift_beginAccess`.
  let connections: UnsafeMutableBufferPointer<HTTPConnection?>

  // When its last connection was begun, connected and agreed upon TLS, and when the first bytes came
  // of the last answer that took more than one read; ns of session time.
  var connectBegan: Int64 = -1
  var connected: Int64 = -1
  var secured: Int64 = -1
  var firstByte: Int64 = -1

  init(stream: UInt64, index: Int, recorder: BenchmarkRecorder, endpointCount: Int) {
    self.stream = stream
    self.index = index
    self.recorder = recorder
    connections = .allocate(capacity: endpointCount)
    connections.initialize(repeating: nil)
  }

  deinit {
    connections.deinitialize()
    connections.deallocate()
  }

  var isBusy: Bool { state == .inFlight || state == .connecting }

  /// When its request began, which may be later than it was due; ns of session time.
  private var began: Int64 { deadline - recorder.request.timeoutNanoseconds }

  /// How long an answer is waited for after a regular end, unless its timeout is shorter, ns.
  static let patienceNanoseconds: Int64 = 5_000_000_000

  /// Counts what it was about when the run ended at `now`: against the server only what has had as
  /// long as after a regular end.
  func giveUp(at now: Int64) {
    let patience = min(recorder.request.timeoutNanoseconds, Self.patienceNanoseconds)
    let isLate = now - due >= patience
    switch state {
    case .inFlight where isLate: recorder.cutOff += 1
    case .inFlight: recorder.interrupted += 1
    case .connecting where isLate: recorder.dropped += 1
    case .connecting: recorder.droppedPaused += 1
    case .retired, .idle, .thinking, .parked: break
    }
  }

  /// The parts of its request, which ended at `now`.
  func phases(isAnswered: Bool, at now: Int64) -> SlowRequest.Phases {
    var phases = SlowRequest.Phases()
    if connectBegan >= began, connected >= connectBegan {
      phases.connectNanoseconds = connected - connectBegan
      if secured > connected { phases.tlsNanoseconds = secured - connected }
    }
    if state == .inFlight, firstByte >= sent || isAnswered {
      phases.firstByteNanoseconds = (firstByte >= sent ? firstByte : now) - sent
    }
    return phases
  }
}

/// A lane whose user is ready again at a time, ns of session time.
struct DueLane: Comparable {
  let due: Int64
  let lane: Lane

  static func < (left: DueLane, right: DueLane) -> Bool { left.due < right.due }
  static func == (left: DueLane, right: DueLane) -> Bool { left.due == right.due }
}
