import Budgets
import Glibc
import HeapModule
import Measurements
import NIOCore
import NIOPosix
import Sessions

/// The part of the load that runs on one event loop: its lanes, their connections and recorders.
///
/// Confined to its event loop, which every entry from outside asserts; `Sendable` only so that it can
/// be handed there. Between the two timestamps of a sample nothing here locks, allocates or waits.
final class Worker: @unchecked Sendable {
  let plan: EnginePlan
  let loop: any EventLoop
  let number: Int
  let workerCount: Int
  let isOpen: Bool
  let report: @Sendable (WorkerMessage) -> Void
  /// CLOCK_MONOTONIC at the start of the session, ns.
  let origin: Int64
  let tls: TLSContexts
  /// `[series]`.
  let recorders: ContiguousArray<BenchmarkRecorder>
  /// `[program]`.
  let runners: ContiguousArray<ProgramRunner>

  // Where in the session this loop is, ns of session time.
  var grid: IntervalGrid
  var slot = IntervalGrid.Slot()
  var slotStart: Int64 = 0
  var slotEnd: Int64 = 0
  /// After this nothing is sent any more.
  var sendEnd = Int64.max
  var phase = Phase.sending
  var cpuAtSlotStart: Int64 = 0

  // The load.
  var curve: LoadCurve
  var pausedNanoseconds: Int64 = 0
  var isPaused = false
  /// Run only this program; nil for all.
  var only: Int?
  /// Programs that may still begin after the warm-up; nil without a limit.
  let iterations: IterationBudget?
  var lanes: [Lane] = []
  var activeLanes = 0
  var thinking = Heap<DueLane>()

  // The open model.
  var arrivals: ArrivalSequence
  var nextArrival: Int64?
  var arrivalPools: [ArrivalPool] = []
  /// `[program]`: where its arrivals wait.
  var poolOfProgram: ContiguousArray<ArrivalPool> = []
  /// The most lanes in the open model.
  var laneLimit = Int.max
  /// Whether connections were opened at the last wake-up.
  var hasGrown = false
  /// Programs that have ended, and how many had at the last wake-up.
  var answers: UInt64 = 0
  var answersAtWake: UInt64 = 0
  /// When it was last asked how busy this loop is, its CPU time then, and whether it was, ns.
  var breathTime: Int64 = 0
  var breathCPU: Int64 = 0
  var isBusy = false

  var inFlight = 0
  /// Flows that began and are not over.
  var openFlows = 0
  /// Who belongs to which class, and how many users know; nil if all users are alike.
  var seats: ClassSeats?
  var seatedUsers: UInt64 = 0
  var connectionCount = 0
  /// Arrivals of this pool wait, and every lane is another one's.
  var starvingPool: ArrivalPool?
  var sends: UInt64 = 0
  /// Those of the ticks before.
  var sendTotal: UInt64 = 0
  var lateSends: UInt64 = 0
  var lag: Int64 = 0
  /// When something happened here for the last time, ns of session time.
  var lastSeen: Int64 = 0
  /// Tells when this loop stood still; nil before it runs.
  var standstill: StandstillMeter?
  /// When it last stood still no longer, ns of session time.
  var standstillEnd = Int64.min

  // Timers.
  var wakeAt = Int64.max
  var wakeTask: Scheduled<Void>?
  var slotTask: Scheduled<Void>?
  var endTask: Scheduled<Void>?
  var levelTask: RepeatedTask?
  var sweepTask: RepeatedTask?
  var drainTask: Scheduled<Void>?
  /// Ends the waiting of arrivals after the load has ended or was paused.
  var closeTask: Scheduled<Void>?
  /// Connections that wait to be begun until answers have been read.
  var dials = DialQueue()

  // The slowest requests of the interval so far, slowest first.
  var slowest: [SlowRequest] = []
  var slowFloor: Int64 = 0
  // What was wrong with answers, in words: each is told once.
  private var knownFaults: [AnswerFault: String] = [:]
  var newFaults: [AnswerFault] = []

  // `[endpoint][address]`, and the address that answered last.
  var addresses: [[SocketAddress]]
  var preferredAddress: [Int]
  /// `[endpoint]`: the connections that lanes share; nil where each has its own.
  private(set) var pools: [HTTP2Pool?] = []

  enum Phase {
    case sending
    /// No iteration is left; every answer is waited for, and measured as before.
    case exhausted
    /// Nothing new is sent; answers to what was sent are waited for.
    case draining
    case finished
  }

  init(
    number: Int,
    of workerCount: Int,
    loop: any EventLoop,
    plan: EnginePlan,
    grid: IntervalGrid,
    addresses: [[SocketAddress]],
    tls: TLSContexts,
    iterations: IterationBudget?,
    turns: [TurnCounter],
    origin: Int64,
    report: @escaping @Sendable (WorkerMessage) -> Void
  ) {
    self.number = number
    self.workerCount = workerCount
    self.loop = loop
    self.plan = plan
    self.grid = grid
    self.addresses = addresses
    self.tls = tls
    self.iterations = iterations
    self.origin = origin
    self.report = report
    isOpen = plan.profile.model == .open
    (recorders, runners) = Self.makeRunners(plan, turns)
    curve = LoadCurve(profile: plan.profile)
    arrivals = ArrivalSequence(seed: plan.seed, arrivals: plan.profile.arrivals)
    preferredAddress = Array(repeating: 0, count: plan.endpoints.count)
    if !plan.classes.isEmpty {
      seats = ClassSeats(weights: plan.classes.map(\.weight), seed: plan.seed)
    }
    pools = plan.endpoints.enumerated().map { place, endpoint in
      endpoint.version == .one ? nil : HTTP2Pool(worker: self, endpoint: place)
    }
    makeArrivalPools()
  }

  private static func makeRunners(
    _ plan: EnginePlan,
    _ turns: [TurnCounter]
  ) -> (ContiguousArray<BenchmarkRecorder>, ContiguousArray<ProgramRunner>) {
    let requests = plan.requests.map {
      RequestRecorder($0, plan.series[$0.series], plan.endpoints[$0.endpoint])
    }
    var recorders = ContiguousArray(
      plan.series.enumerated().map { BenchmarkRecorder($1, index: $0) }
    )
    for request in requests { recorders[request.index] = request }
    let classesThink = plan.classes.contains { $0.mix.thinkNanoseconds != nil }
    let runners = plan.programs.map { program in
      ProgramRunner(
        program,
        recorder: recorders[program.series],
        requests: program.requests.map { requests[$0.index] },
        exchange: program.exchange.map {
          ExchangeRecorder(
            $0,
            whole: recorders[program.series],
            handshake: requests[$0.handshake.index],
            recorders
          )
        },
        mayThink: classesThink || program.thinkNanoseconds.upperBound > 0,
        turns: turns[program.number],
        seed: plan.seed
      )
    }
    return (recorders, ContiguousArray(runners))
  }

  /// The part of `count` things that falls to one of several workers.
  static func share(of count: Int, _ number: Int, _ workerCount: Int) -> Int {
    count <= number ? 0 : (count - number + workerCount - 1) / workerCount
  }

  /// ns of session time.
  @inline(__always)
  var now: Int64 { SystemClock.monotonic() &- origin }

  func deadline(_ sessionTime: Int64) -> NIODeadline {
    .uptimeNanoseconds(UInt64(max(0, origin + sessionTime)))
  }

  // MARK: Samples

  /// Says what became of a request that was answered; `answer` is what was kept for its checks.
  @inline(__always)
  func judge(
    _ lane: Lane,
    status: Int,
    bodyBytes: Int,
    at now: Int64,
    answer: @autoclosure () -> CapturedResponse?
  ) {
    let request = lane.request
    if !request.plan.accepts(status) {
      fail(lane, .status(status), bodyBytes: bodyBytes, at: now)
    } else if !request.plan.isPlain, let answer = answer(),
      let fault = request.fault(of: answer, lane.turn)
    {
      fail(lane, .expectation, because: fault, bodyBytes: bodyBytes, at: now)
    } else {
      succeed(lane, status: status, bodyBytes: bodyBytes, at: now)
    }
  }

  @inline(__always)
  func succeed(_ lane: Lane, status: Int, bodyBytes: Int, at now: Int64) {
    if now >= slotEnd { roll(now) }
    lastSeen = now
    let latency = now &- lane.due
    let recorder = lane.recorder
    recorder.bytesReceived &+= UInt64(truncatingIfNeeded: bodyBytes)
    if stoodStill(lane) {
      recorder.count(.interrupted)
    } else {
      recorder.succeeded.record(latency)
      if isOpen { recorder.recordService(now &- lane.sent) }
      if latency > slowFloor { noteSlow(lane, "\(status)", isGood: true, isAnswered: true, now) }
    }
    inFlight &-= 1
    lane.failuresInRow = 0
    if lane.step != nil { return advance(lane, at: now) }
    release(lane, at: now)
  }

  /// A request has failed, for the last time if it may be tried more than once.
  func fail(
    _ lane: Lane,
    _ kind: ErrorKind,
    because fault: AnswerFault? = nil,
    bodyBytes: Int = 0,
    at now: Int64
  ) {
    if now >= slotEnd { roll(now) }
    lastSeen = now
    let recorder = lane.recorder
    recorder.bytesReceived += UInt64(bodyBytes)
    let reason = fault.map(reason)
    if lane.triesLeft > 0, phase != .finished { return tryAgain(lane, at: now) }
    let latency = now - lane.due
    if stoodStill(lane) {
      recorder.count(.interrupted)
    } else {
      recorder.recordFailure(kind, because: reason, latencyNanoseconds: latency)
      if latency > slowFloor {
        var outcome = kind.name
        if case .status(let status) = kind { outcome = "\(status)" }
        if let reason { outcome += ": " + reason }
        noteSlow(lane, outcome, isGood: false, isAnswered: kind.isAnswer, now)
      }
    }
    inFlight -= 1
    lane.failuresInRow = kind.isOfConnection ? lane.failuresInRow + 1 : 0
    if lane.step != nil { endFlow(lane, failure: kind, because: reason, at: now) }
    release(lane, at: now)
  }

  /// A fault in words; the first time it is told.
  func reason(_ fault: AnswerFault) -> String {
    if let known = knownFaults[fault] { return known }
    guard knownFaults.count < ErrorReason.most else { return ErrorReason.others }
    let text = Visible.text(plan.complaint(of: fault))
    knownFaults[fault] = text
    newFaults.append(fault)
    return text
  }

  /// Keeps the five slowest of an interval.
  @inline(never)
  func noteSlow(
    _ lane: Lane,
    _ outcome: String,
    isGood: Bool,
    isAnswered: Bool,
    _ now: Int64
  ) {
    let latency = now - lane.due
    var slow = SlowRequest(
      atNanoseconds: now,
      benchmark: lane.recorder.name,
      latencyNanoseconds: latency,
      outcome: outcome,
      isGood: isGood,
      request: lane.recorder.text
    )
    slow.phases = lane.phases(isAnswered: isAnswered, at: now)
    let place = slowest.firstIndex { $0.latencyNanoseconds < latency } ?? slowest.count
    slowest.insert(slow, at: place)
    if slowest.count > 5 { slowest.removeLast() }
    if slowest.count == 5 { slowFloor = slowest[4].latencyNanoseconds }
  }
}

/// What a worker tells the engine.
enum WorkerMessage: Sendable {
  /// A tick is complete.
  case slot(SlotReport)
  /// The loop stood still; what it says after that is of later.
  case stoodStill(from: Int64, to: Int64, Gap)
  /// Which protocol an endpoint speaks.
  case finding(endpoint: Int, ProtocolFinding)
  /// No iteration was left to begin.
  case ranOut
  /// No iteration is left, and everything was answered.
  case exhausted(worker: Int)
  /// Nothing is in flight any more, and nothing will be sent.
  case drained(worker: Int)
  /// The last, partial tick; nothing follows.
  case finished(SlotReport)
}
