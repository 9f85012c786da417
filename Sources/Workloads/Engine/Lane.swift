import Sessions

/// One unit of concurrency: a user of the closed model, or an arrival of the open one that is not over.
///
/// It keeps its connections, and runs one program at a time, of which one request at a time is in
/// flight.
///
/// Confined to the event loop of its worker; `Sendable` only so that it can be handed there.
final class Lane: @unchecked Sendable {
  enum State {
    /// Not used, and not counted among the users.
    case retired
    /// Open model: ready for the next arrival.
    case idle
    /// Open model: makes a connection for whichever arrival comes first.
    case opening
    /// Its user thinks: in the open model only between the steps of a flow.
    case thinking
    /// Its user waits for the load to go on.
    case parked
    /// Its request has failed and waits to be tried again.
    case pausing
    /// Its request waits for a connection.
    case connecting
    /// Its request was sent.
    case inFlight
  }

  /// Where it gets its arrivals from in the open model; nil in the closed one.
  ///
  /// Not counted: the worker owns its pools.
  unowned(unsafe) var pool: ArrivalPool?
  /// Open model: whether its pool waits for its connection.
  var isOpening = false
  /// Why the connection could not be made of the request that it is about to begin; nil if it could.
  var refusal: Refusal?
  /// The number of its user, from 0, and the stream of choices that it takes from.
  let user: UInt64
  /// Its place among the lanes of its worker.
  let index: Int
  /// What it chooses from.
  ///
  /// Not counted, since every turn asks it; the plan has it.
  unowned(unsafe) let mix: ProgramMix
  /// How many programs it began.
  var position: UInt64 = 0
  var state = State.retired
  // Not counted, since every request sets them: the worker owns its programs and recorders as long as
  // it lives, and connections keep the worker.

  /// The program that runs or ran last.
  unowned(unsafe) var runner: ProgramRunner
  /// The request that is in flight or was last.
  unowned(unsafe) var request: RequestRecorder
  /// The series of what is in flight or was last.
  unowned(unsafe) var recorder: BenchmarkRecorder
  /// The step of the flow that it is in; nil outside of a flow.
  var step: Int?
  /// Whether its loop stood still during the flow that it is in.
  var stoodStill = false
  /// The sum of the latencies of the steps that are over, ns.
  var flowNanoseconds: Int64 = 0
  /// The values of its turn; nil before its first program that has any.
  var turn: Turn?
  /// When the request was due (open) or its user was ready (closed), ns of session time.
  var due: Int64 = 0
  /// When its first byte was written, ns of session time.
  var sent: Int64 = 0
  /// When it is given up, ns of session time.
  var deadline = Int64.max
  /// Whether it was sent before, over a connection that the server had closed.
  var isRetry = false
  /// How often a failed try may be repeated.
  var triesLeft = 0
  /// The addresses of the host that are left to be tried for this request.
  var addressesLeft = 0
  /// Connection-level failures in a row, for the pause before the next try.
  var failuresInRow = 0
  /// Its connections, by endpoint.
  ///
  /// Behind a pointer: an array that is changed in place costs calls to `swift_beginAccess`.
  let connections: UnsafeMutableBufferPointer<HTTPConnection?>
  /// What it asks over HTTP/2, where its connections are shared; nil before its first such request.
  var stream: HTTP2Stream?
  /// Its WebSockets: at most one of each exchange.
  var sockets: [WebSocketConnection] = []
  /// The series of the part of an exchange that it is in; nil outside of one.
  var part: BenchmarkRecorder?
  /// When that part began, ns of session time.
  var partBegan: Int64 = 0

  // When its last connection was begun, connected and agreed upon TLS, and when the first bytes came
  // of the last answer that took more than one read; ns of session time.
  var connectBegan: Int64 = -1
  var connected: Int64 = -1
  var secured: Int64 = -1
  var firstByte: Int64 = -1

  init(
    user: UInt64,
    index: Int,
    mix: ProgramMix,
    runner: ProgramRunner,
    endpointCount: Int
  ) {
    self.user = user
    self.index = index
    self.mix = mix
    self.runner = runner
    request = runner.first
    recorder = runner.recorder
    connections = .allocate(capacity: endpointCount)
    connections.initialize(repeating: nil)
  }

  deinit {
    connections.deinitialize()
    connections.deallocate()
  }

  var isBusy: Bool { state == .inFlight || state == .connecting || state == .pausing }

  /// Whether its program is not over.
  var isInTurn: Bool { isBusy || step != nil }

  /// Whether it waits for a connection of its own to an endpoint.
  func awaits(_ endpoint: Int) -> Bool {
    (state == .connecting || state == .opening) && request.plan.endpoint == endpoint
  }

  /// Why a connection could not be made.
  struct Refusal {
    let kind: ErrorKind
    let fault: AnswerFault?
  }

  /// How long an answer is waited for after a regular end, unless its timeout is shorter, ns.
  static let patienceNanoseconds: Int64 = 5_000_000_000

  /// Counts what it was about when the run ended at `now`: against the server only what has had as
  /// long as after a regular end.
  func giveUp(at now: Int64) {
    guard isInTurn else { return }
    let isLate = now - due >= min(recorder.timeoutNanoseconds, Self.patienceNanoseconds)
    let ending: BenchmarkRecorder.Ending =
      switch state {
      case .inFlight, .pausing: isLate ? .cutOff : .interrupted
      case .connecting: isLate ? .dropped : .droppedPaused
      case .retired, .idle, .opening, .thinking, .parked: .interrupted
      }
    if isBusy { recorder.count(ending) }
    part?.count(ending)
    part = nil
    guard let step else { return }
    // A flow whose first step was sent has begun.
    let hasBegun = step > 0
    switch ending {
    case .dropped where hasBegun: runner.recorder.count(.cutOff)
    case .droppedPaused where hasBegun: runner.recorder.count(.interrupted)
    default: runner.recorder.count(ending)
    }
  }

  /// The parts of its request, which ended at `now`.
  func phases(isAnswered: Bool, at now: Int64) -> SlowRequest.Phases {
    var phases = SlowRequest.Phases()
    // A connection that was begun after the request was due was made for it, or it waited for that.
    if connectBegan >= due, connected >= connectBegan {
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
