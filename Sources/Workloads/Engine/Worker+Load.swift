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
    let timeouts = plan.requests.map(\.timeoutNanoseconds)
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

  private func followLevel() {
    guard levelTask == nil else { return }
    levelTask = loop.scheduleRepeatedTask(
      initialDelay: .milliseconds(10),
      delay: .milliseconds(10)
    ) { [self] _ in if !isPaused, phase == .sending { adjustUsers(at: now) } }
  }

  private func setSendEnd() {
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
      lanes.append(
        Lane(
          stream: user,
          index: lanes.count,
          recorder: recorders[0],
          endpointCount: plan.endpoints.count
        )
      )
    }
    if target > activeLanes {
      let joining = activeLanes..<target
      activeLanes = target
      for index in joining where lanes[index].state == .retired {
        next(lanes[index], ready: now, at: now)
      }
    } else if target < activeLanes {
      activeLanes = target
      for lane in lanes[target...] where !lane.isBusy && lane.state != .retired { retire(lane) }
    }
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
    let request = only ?? plan.choice(lane.stream, lane.position)
    lane.position &+= 1
    begin(lane, recorders[request], due: ready, at: now)
  }

  /// A request has ended, one way or the other.
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
    let think = lane.recorder.request.thinkNanoseconds
    if think.upperBound > 0 || lane.failuresInRow > 0 { return rest(lane, think, at: now) }
    next(lane, ready: now, at: now)
  }

  private func rest(_ lane: Lane, _ think: ClosedRange<Int64>, at now: Int64) {
    let spread = Double(think.upperBound - think.lowerBound)
    let unit = SplitMix.unit(seed: plan.seed, lane.stream, ~lane.position)
    var pause = think.lowerBound + Int64(spread * unit)
    // A server that refuses is asked again after 100 ms, 200 ms, … 1 s, not in a busy loop.
    if lane.failuresInRow > 0 {
      pause = max(pause, Int64(min(lane.failuresInRow, 10)) * 100_000_000)
    }
    lane.state = .thinking
    thinking.insert(DueLane(due: now + pause, lane: lane))
    wake(at: now + pause)
  }

  // MARK: Open model

  private func scheduleArrival() {
    guard phase == .sending, !isPaused else { return }
    while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
    nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
    if let nextArrival { wake(at: nextArrival) }
  }

  private func sendArrivals(until now: Int64) {
    while let due = nextArrival, due <= now, due < sendEnd, !isPaused {
      if let iterations, due >= grid.warmupNanoseconds, !iterations.take() {
        nextArrival = nil
        return runOut()
      }
      // All arrivals take from one stream of choices, whatever the number of workers.
      let request = only ?? plan.choice(UInt64.max, arrivals.next)
      arrivals.advance()
      while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
      nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
      if let lane = freeLane() {
        begin(lane, recorders[request], due: due, at: self.now)
      } else {
        if due >= slotEnd { roll(due) }
        recorders[request].dropped += 1
      }
    }
    if let nextArrival, phase == .sending, !isPaused { wake(at: nextArrival) }
  }

  private func freeLane() -> Lane? {
    if let lane = idleLanes.popLast() { return lane }
    guard lanes.count < laneLimit else { return nil }
    let lane = Lane(
      stream: UInt64(lanes.count),
      index: lanes.count,
      recorder: recorders[0],
      endpointCount: plan.endpoints.count
    )
    lanes.append(lane)
    return lane
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
    guard phase == .sending else { return }
    let now = now
    lag = max(lag, now - scheduled)
    while let first = thinking.min, first.due <= now {
      thinking.removeMin()
      guard first.lane.state == .thinking else { continue }
      if first.lane.index >= activeLanes {
        retire(first.lane)
      } else {
        next(first.lane, ready: first.due, at: now)
      }
    }
    if isOpen { sendArrivals(until: now) }
    if let first = thinking.min { wake(at: first.due) }
  }

  // MARK: Control

  /// Stops sending; the planned clock stands still, so a pause in the warm-up moves its end.
  func pause(_ grid: IntervalGrid) {
    loop.assertInEventLoop()
    isPaused = true
    sendEnd = .max
    self.grid = grid
    guard isMeasuring else { return }
    slotEnd = grid.end(of: slot)
    scheduleSlotTimer()
  }

  /// Goes on after a pause that lasted until `time`; `paused` is the sum of all pauses, ns.
  func resume(at time: Int64, pausedNanoseconds paused: Int64, _ grid: IntervalGrid) {
    loop.assertInEventLoop()
    isPaused = false
    pausedNanoseconds = paused
    self.grid = grid
    guard isMeasuring else { return }
    setSendEnd()
    slotEnd = min(grid.end(of: slot), sendEnd)
    scheduleSlotTimer()
    guard phase == .sending else { return }
    if isOpen {
      scheduleArrival()
    } else {
      // Times of control are rounded up: nobody can have been ready in the future.
      let now = now
      let ready = min(time, now)
      adjustUsers(at: ready)
      for lane in lanes[..<activeLanes] where lane.state == .parked {
        next(lane, ready: ready, at: now)
      }
      for lane in lanes[activeLanes...] where lane.state == .parked { retire(lane) }
    }
  }

  /// Follows another curve from now on; what was due before stays as it was.
  func follow(_ curve: LoadCurve) {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    self.curve = curve
    setLaneLimit()
    if !isPaused { setSendEnd() }
    slotEnd = min(grid.end(of: slot), max(sendEnd, slotStart + 1))
    scheduleSlotTimer()
    if isOpen {
      wakeTask?.cancel()
      wakeAt = .max
      scheduleArrival()
    } else {
      followLevel()
      if !isPaused { adjustUsers(at: now) }
    }
  }

  // MARK: The end

  /// No iteration is left: tells the other workers.
  private func runOut() {
    guard phase == .sending else { return }
    report(.ranOut)
    exhaust()
  }

  /// Begins nothing more, and waits for every answer.
  func exhaust() {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    phase = .exhausted
    wakeTask?.cancel()
    levelTask?.cancel()
    checkDrained()
  }

  /// Stops sending and waits for what is in flight, for at most its timeout or 5 s.
  func drain() {
    loop.assertInEventLoop()
    guard isMeasuring else { return }
    if isOpen, phase == .sending, !isPaused { sendArrivals(until: min(sendEnd, now)) }
    let now = now
    if now >= slotEnd { roll(now) }
    phase = .draining
    // Answers that come from now on belong to the last tick.
    slotEnd = .max
    stopTimers()
    let longest = plan.requests.map(\.timeoutNanoseconds).max() ?? 0
    let patience = min(longest, Lane.patienceNanoseconds)
    drainTask = loop.scheduleTask(in: .nanoseconds(patience)) { [self] in
      report(.drained(worker: number))
    }
    checkDrained()
  }

  private func checkDrained() {
    guard inFlight == 0 else { return }
    switch phase {
    case .exhausted:
      report(.exhausted(worker: number))
    case .draining:
      drainTask?.cancel()
      report(.drained(worker: number))
    case .sending, .finished:
      break
    }
  }

  private func stopTimers() {
    wakeTask?.cancel()
    levelTask?.cancel()
    slotTask?.cancel()
    endTask?.cancel()
  }

  /// Ends it: what is in flight is cut off, and the last tick is handed over.
  func finish() {
    loop.assertInEventLoop()
    guard phase != .finished else { return }
    if isMeasuring {
      let now = now
      if now >= slotEnd { roll(now) }
      stopTimers()
    }
    slotEnd = .max
    phase = .finished
    drainTask?.cancel()
    sweepTask?.cancel()
    let end = self.now
    for lane in lanes {
      lane.giveUp(at: end)
      lane.state = .retired
    }
    let last = takeSlot()
    for lane in lanes { closeConnections(of: lane) }
    report(.finished(last))
  }
}
