import HeapModule
import NIOCore
import Sessions

// When the next request is due: users who are ready (closed model); see also `Worker+Arrivals`.
extension Worker {
  /// ns of load time, which stands still in a pause.
  private func loadTime(_ sessionTime: Int64) -> Int64 { sessionTime - pausedNanoseconds }

  /// Begins the load at session time 0.
  func start() {
    loop.assertInEventLoop()
    standstill = StandstillMeter()
    lastSeen = now
    setSendEnd()
    slotEnd = min(grid.end(of: slot), sendEnd)
    cpuAtSlotStart = threadCPU()
    scheduleSlotTimer()
    let timeouts = plan.series.map(\.timeoutNanoseconds)
    let pace = min(max((timeouts.min() ?? 0) / 10, 5_000_000), 100_000_000)
    sweepTask = loop.scheduleRepeatedTask(
      initialDelay: .nanoseconds(pace),
      delay: .nanoseconds(pace)
    ) { [self] _ in sweep() }
    if isOpen {
      scheduleArrival()
    } else {
      adjustUsers(at: now)
      let isFlat = curve.segments.count == 1 && curve.segments[0].from == curve.segments[0].to
      if !isFlat { followLevel() }
    }
  }

  func followLevel() {
    guard levelTask == nil else { return }
    levelTask = loop.scheduleRepeatedTask(
      initialDelay: .milliseconds(10),
      delay: .milliseconds(10)
    ) { [self] _ in if !isPaused, phase == .sending { adjustUsers(at: now) } }
  }

  func setSendEnd() {
    endTask?.cancel()
    endTask = nil
    sendEnd = curve.end == .max ? .max : curve.end + pausedNanoseconds
    if sendEnd < .max {
      endTask = loop.scheduleTask(deadline: deadline(sendEnd)) { [self] in
        if !isPaused { drain() }
      }
    }
  }

  // MARK: Closed model

  /// Brings the number of users to what the curve says.
  func adjustUsers(at now: Int64) {
    let wanted = Int(curve.level(at: loadTime(now)).rounded())
    let target = Self.share(of: max(0, wanted), number, workerCount)
    while lanes.count < target {
      let user = UInt64(lanes.count * workerCount + number)
      addLane(user: user, mix: mix(of: user))
    }
    if target > activeLanes {
      let joining = activeLanes..<target
      activeLanes = target
      for index in joining where lanes[index].state == .retired {
        next(lanes[index], ready: now, at: now)
      }
    } else if target < activeLanes {
      activeLanes = target
      for lane in lanes[target...] where !lane.isInTurn && lane.state != .retired { retire(lane) }
    }
  }

  @discardableResult
  func addLane(user: UInt64, mix: ProgramMix) -> Lane {
    let lane = Lane(
      user: user,
      index: lanes.count,
      mix: mix,
      runner: runners[0],
      endpointCount: plan.endpoints.count
    )
    lanes.append(lane)
    return lane
  }

  /// What a user chooses from, by the class that it belongs to; each user is asked for in turn.
  private func mix(of user: UInt64) -> ProgramMix {
    guard var seats else { return plan.mix }
    var place = 0
    while seatedUsers <= user {
      place = seats.next()
      seatedUsers += 1
    }
    self.seats = seats
    return plan.classes[place].mix
  }

  private func retire(_ lane: Lane) {
    lane.state = .retired
    closeConnections(of: lane)
  }

  /// The user of a lane has been ready for the next request since `ready`.
  @inline(__always)
  private func next(_ lane: Lane, ready: Int64, at now: Int64) {
    guard phase == .sending, !isPaused, ready < sendEnd else {
      lane.state = .parked
      return
    }
    if let iterations, ready >= grid.warmupNanoseconds, !iterations.take() {
      lane.state = .parked
      return runOut()
    }
    let program = only ?? lane.mix.choice(seed: plan.seed, lane.user, lane.position)
    lane.position &+= 1
    begin(lane, runners[program], due: ready, at: now)
  }

  /// A program has ended, one way or the other.
  @inline(__always)
  func release(_ lane: Lane, at now: Int64) {
    if let pool = lane.pool {
      answers &+= 1
      pool.release(lane, at: now)
      if phase != .sending { checkDrained() }
      return
    }
    if phase != .sending {
      lane.state = .parked
      checkDrained()
      return
    }
    if lane.index >= activeLanes { return retire(lane) }
    if lane.runner.mayThink || lane.failuresInRow > 0 { return rest(lane, at: now) }
    next(lane, ready: now, at: now)
  }

  private func rest(_ lane: Lane, at now: Int64) {
    let range = lane.mix.thinkNanoseconds ?? lane.runner.program.thinkNanoseconds
    var pause = pause(range, lane.user, ~lane.position)
    // A server that refuses is asked again after 100 ms, 200 ms, … 1 s, not in a busy loop.
    if lane.failuresInRow > 0 {
      pause = max(pause, Int64(min(lane.failuresInRow, 10)) * 100_000_000)
    }
    if pause > 0 { return think(lane, until: now + pause) }
    next(lane, ready: now, at: now)
  }

  /// A pause of a range, ns.
  func pause(_ range: ClosedRange<Int64>, _ stream: UInt64, _ position: UInt64) -> Int64 {
    let spread = Double(range.upperBound - range.lowerBound)
    return range.lowerBound + Int64(spread * SplitMix.unit(seed: plan.seed, stream, position))
  }

  /// The user of a lane is ready for what comes next at `time`.
  func think(_ lane: Lane, until time: Int64) {
    lane.state = .thinking
    thinking.insert(DueLane(due: time, lane: lane))
    wake(at: time)
  }

  // MARK: Timer

  /// The least time between two wake-ups, ns: what is due meanwhile is sent together, and answers are
  /// read in between (the event loop runs all tasks that are due before it reads).
  private static let resolutionNanoseconds: Int64 = 20_000
  /// How soon it is looked again after those who wait for a connection, ns: soon, unless nothing could be
  /// done for them.
  private static let patienceNanoseconds = (soon: Int64(50_000), later: Int64(1_000_000))
  /// A request that is noticed later than this is late, ns.
  static let lateNanoseconds: Int64 = 1_000_000

  /// Sees to it that `wakeUp` runs at `time` or before.
  func wake(at time: Int64) {
    guard time < wakeAt else { return }
    wakeTask?.cancel()
    wakeAt = time
    wakeTask = loop.scheduleTask(deadline: deadline(time)) { [self] in wakeUp() }
  }

  private func wakeUp() {
    let scheduled = wakeAt
    wakeAt = .max
    wakeTask = nil
    guard phase != .finished else { return }
    let now = now
    if now >= slotEnd { roll(now) }
    lastSeen = now
    noteLag(of: scheduled, at: now)
    if isMeasuring { wakeThinkers(at: now) }
    if isOpen {
      growPools(at: now)
      if phase == .sending { takeArrivals(until: now) }
    }
    scheduleWake()
  }

  private func wakeThinkers(at now: Int64) {
    while let first = thinking.min, first.due <= now {
      thinking.removeMin()
      guard first.lane.state == .thinking else { continue }
      // Nobody was ready while everything stood still.
      let ready = max(first.due, standstillEnd)
      if now - ready > Self.lateNanoseconds { lateSends &+= 1 }
      goOn(first.lane, ready: ready, at: now)
    }
  }

  /// Goes to sleep until something is due.
  func scheduleWake() {
    var next = Int64.max
    if isMeasuring, let first = thinking.min { next = first.due }
    if let nextArrival, phase == .sending, !isPaused { next = min(next, nextArrival) }
    let now = now
    if isOpen, isWaiting {
      let isSoon = hasGrown || arrivalPools.contains { $0.hasNewcomers }
      let patience = Self.patienceNanoseconds
      next = min(next, now + (isSoon ? patience.soon : patience.later))
    }
    if next < .max { wake(at: max(next, now + Self.resolutionNanoseconds)) }
  }

  /// The user of a lane, who waited, has been ready for what comes next since `ready`.
  func goOn(_ lane: Lane, ready: Int64, at now: Int64) {
    if lane.step != nil {
      beginStep(lane, ready: ready, at: now)
    } else if lane.index >= activeLanes {
      retire(lane)
    } else {
      next(lane, ready: ready, at: now)
    }
  }
}
