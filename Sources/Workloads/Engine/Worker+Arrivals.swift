import Budgets
import Glibc
import NIOCore
import Sessions

// The open model: requests are due whether or not the last ones were answered.
extension Worker {
  /// The most connections of one loop, unless the profile says how many requests may be in flight.
  ///
  /// Measured: with so many, a loop answers as many requests per second as with 64 (55,700 and 56,100).
  static let mostLanes = 4096
  /// How long arrivals that were due before the load ended or was paused may still be sent, ns.
  private static let graceNanoseconds: Int64 = 100_000_000
  /// How long those that are left at the end may be if they are few, ns: the machine was busy.
  private static let mostGraceNanoseconds: Int64 = 1_000_000_000
  /// They are few if the load was sent at a rate that takes so long for them, s.
  private static let fewSeconds = 0.5
  /// How many connections are opened before answers are read again.
  private static let openedAtOnce = 8
  /// A loop that is busy answering gains nothing from more connections than this.
  private static let enoughLanes = 64

  /// Makes the pools that arrivals wait in: one for each endpoint, one for each exchange.
  func makeArrivalPools() {
    guard isOpen else { return }
    var byEndpoint: [Int: ArrivalPool] = [:]
    for runner in runners {
      let endpoint = runner.first.plan.endpoint
      let pool =
        (runner.exchange == nil ? byEndpoint[endpoint] : nil)
        ?? ArrivalPool(worker: self, endpoint: endpoint, exchange: runner.exchange)
      if arrivalPools.last !== pool, byEndpoint[endpoint] !== pool { arrivalPools.append(pool) }
      if runner.exchange == nil { byEndpoint[endpoint] = pool }
      pool.serve(runner)
      poolOfProgram.append(pool)
    }
    let all = plan.profile.mostInFlight ?? Self.mostLanes * workerCount
    laneLimit = max(1, Self.share(of: all, number, workerCount))
    if plan.profile.mostInFlight == nil { laneLimit = min(laneLimit, mostDescriptors) }
  }

  /// How many connections the limit of open files leaves to each loop (getrlimit(2)).
  private var mostDescriptors: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
    return max(1, (Int(clamping: limit.rlim_cur) - 100) / workerCount)
  }

  /// Finds out when the next arrival is due.
  func scheduleArrival() {
    guard phase == .sending, !isPaused else { return }
    while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
    nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
    if let nextArrival { wake(at: nextArrival) }
  }

  /// Sends what is due until `now`, or lets it wait for a connection.
  func takeArrivals(until now: Int64) {
    while let due = nextArrival, due <= now, due < sendEnd, !isPaused {
      if let iterations, due >= grid.warmupNanoseconds, !iterations.take() {
        nextArrival = nil
        return runOut()
      }
      let arrival = takeNextArrival(due: due, isLate: now - due > Self.lateNanoseconds)
      poolOfProgram[Int(arrival.program)].take(arrival)
    }
  }

  /// The arrival that is due next, after which the one after it is.
  @inline(__always)
  func takeNextArrival(due: Int64, isLate: Bool) -> Arrival {
    // All arrivals take from one stream of choices, whatever the number of workers.
    let program = only ?? plan.mix.choice(seed: plan.seed, .max, arrivals.next)
    arrivals.advance()
    while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
    nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
    return Arrival(due: due, program: Int32(program), isLate: isLate)
  }

  /// Begins an arrival on a lane that is not busy.
  @inline(__always)
  func begin(_ arrival: Arrival, on lane: Lane) {
    if arrival.isLate { lateSends &+= 1 }
    begin(lane, runners[Int(arrival.program)], due: arrival.due, at: now)
  }

  /// After which an arrival does not wait any longer, ns.
  func timeout(of arrival: Arrival) -> Int64 { runners[Int(arrival.program)].timeoutNanoseconds }

  /// Counts an arrival that is never sent.
  func drop(_ arrival: Arrival, as ending: BenchmarkRecorder.Ending) {
    let now = now
    if now >= slotEnd { roll(now) }
    count(arrival, as: ending)
  }

  /// Counts, in the current tick, an arrival that is never sent.
  func count(_ arrival: Arrival, as ending: BenchmarkRecorder.Ending) {
    let runner = runners[Int(arrival.program)]
    runner.recorder.count(ending)
    // What was due of a flow is its first step, which the suite's own objectives count.
    if runner.steps != nil { runner.first.count(ending) }
  }

  // MARK: Lanes

  /// A lane for a pool that needs another one; nil if that would be one too many.
  func makeLane(for pool: ArrivalPool) -> Lane? {
    if lanes.count < laneLimit {
      return addLane(user: UInt64(lanes.count * workerCount + number), mix: plan.mix)
    }
    guard arrivalPools.count > 1 else { return nil }
    for other in arrivalPools where other !== pool {
      if let lane = other.giveUpLane(to: pool) { return lane }
    }
    // The next lane that becomes free is handed over.
    if pool.isStarving { starvingPool = pool }
    return nil
  }

  /// Opens a connection of a lane's own for whichever arrival comes first; `first` has waited longest.
  func open(_ lane: Lane, for first: Arrival, _ endpoint: Int) {
    let runner = runners[Int(first.program)]
    lane.runner = runner
    lane.request = runner.first
    lane.recorder = runner.first
    lane.isRetry = false
    let now = now
    lane.deadline = now + runner.timeoutNanoseconds
    lane.state = .opening
    makeConnection(lane, endpoint, at: now)
  }

  /// Opens connections for those who wait, unless the loop itself is what they wait for.
  func growPools(at now: Int64) {
    var left = isOutOfBreath(at: now) ? 0 : Self.openedAtOnce
    hasGrown = false
    for pool in arrivalPools {
      let opened = pool.grow(most: left)
      left -= min(left, opened)
      if opened > 0 { hasGrown = true }
    }
  }

  /// Whether it takes this loop all of its time to read answers and send requests, with connections
  /// enough.
  ///
  /// A slow server keeps arrivals waiting too, but then few of those in flight are answered between one
  /// wake-up and the next.
  private func isOutOfBreath(at now: Int64) -> Bool {
    let answered = answers &- answersAtWake
    answersAtWake = answers
    if now - breathTime >= 5_000_000 {
      let cpu = threadCPU()
      isBusy = Double(cpu - breathCPU) >= 0.9 * Double(now - breathTime)
      breathTime = now
      breathCPU = cpu
    }
    return isBusy && lanes.count >= Self.enoughLanes && answered * 10 >= UInt64(max(0, inFlight))
  }

  /// Whether arrivals wait for a connection.
  var isWaiting: Bool { arrivalPools.contains { $0.waitingCount > 0 } }

  /// How many arrivals wait for a connection.
  var waitingCount: Int { arrivalPools.reduce(0) { $0 + $1.waitingCount } }

  /// Connections that lanes share have room again.
  func dispatchArrivals() {
    for pool in arrivalPools where pool.waitingCount > 0 { pool.dispatch() }
  }

  // MARK: Ends

  /// Lets those that wait be sent for a little longer; what is left then counts as `ending`.
  func closePools(as ending: BenchmarkRecorder.Ending) {
    guard isWaiting else { return }
    wake(at: now)
    abandonArrivals(as: ending, after: Self.graceNanoseconds, since: now)
  }

  private func abandonArrivals(
    as ending: BenchmarkRecorder.Ending,
    after nanoseconds: Int64,
    since closing: Int64
  ) {
    closeTask = loop.scheduleTask(in: .nanoseconds(nanoseconds)) { [self] in
      let now = now
      if now >= slotEnd { roll(now) }
      let few = Double(sendTotal + sends) / Double(max(1, now)) * 1e9 * Self.fewSeconds
      if phase == .draining, isWaiting, Double(waitingCount) <= few,
        now - closing < Self.mostGraceNanoseconds
      {
        return abandonArrivals(as: ending, after: nanoseconds, since: closing)
      }
      abandonArrivals { _ in ending }
      checkDrained()
    }
  }

  /// Ends the waiting of all arrivals.
  func abandonArrivals(_ ending: (Arrival) -> BenchmarkRecorder.Ending) {
    for pool in arrivalPools { pool.abandon(ending) }
  }
}
