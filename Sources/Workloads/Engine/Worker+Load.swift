import HeapModule
import NIOCore
import Sessions

// When the next request is due: users who are ready (closed model), arrivals (open model).
extension Worker {
  /// ns of load time, which stands still in a pause.
  private func loadTime(_ sessionTime: Int64) -> Int64 { sessionTime - pausedNanoseconds }

  /// Begins the load at session time 0.
  func start() {
    loop.assertInEventLoop()
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

  private func addLane(user: UInt64, mix: ProgramMix) {
    lanes.append(
      Lane(
        user: user,
        index: lanes.count,
        mix: mix,
        runner: runners[0],
        endpointCount: plan.endpoints.count
      )
    )
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
    if isOpen {
      lane.state = .idle
      idleLanes.append(lane)
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

  // MARK: Open model

  func scheduleArrival() {
    guard phase == .sending, !isPaused else { return }
    while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
    nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
    if let nextArrival { wake(at: nextArrival) }
  }

  func sendArrivals(until now: Int64) {
    while let due = nextArrival, due <= now, due < sendEnd, !isPaused {
      if let iterations, due >= grid.warmupNanoseconds, !iterations.take() {
        nextArrival = nil
        return runOut()
      }
      // All arrivals take from one stream of choices, whatever the number of workers.
      let program = only ?? plan.mix.choice(seed: plan.seed, .max, arrivals.next)
      arrivals.advance()
      while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
      nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
      if let lane = freeLane() {
        begin(lane, runners[program], due: due, at: self.now)
      } else {
        if due >= slotEnd { roll(due) }
        drop(runners[program])
      }
    }
    if let nextArrival, phase == .sending, !isPaused { wake(at: nextArrival) }
  }

  private func freeLane() -> Lane? {
    if let lane = idleLanes.popLast() { return lane }
    guard lanes.count < laneLimit else { return nil }
    addLane(user: UInt64(lanes.count * workerCount + number), mix: plan.mix)
    return lanes.last
  }

  // MARK: Timer

  /// Sees to it that `wakeUp` runs at `time` or before.
  private func wake(at time: Int64) {
    guard time < wakeAt else { return }
    wakeTask?.cancel()
    wakeAt = time
    wakeTask = loop.scheduleTask(deadline: deadline(time)) { [self] in wakeUp() }
  }

  private func wakeUp() {
    let scheduled = wakeAt
    wakeAt = .max
    wakeTask = nil
    guard isMeasuring else { return }
    let now = now
    lag = max(lag, now - scheduled)
    while let first = thinking.min, first.due <= now {
      thinking.removeMin()
      guard first.lane.state == .thinking else { continue }
      goOn(first.lane, ready: first.due, at: now)
    }
    if isOpen, phase == .sending { sendArrivals(until: now) }
    if let first = thinking.min { wake(at: first.due) }
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
