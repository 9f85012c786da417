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

  func setSendEnd() {
    sendEnd = curve.end == .max ? .max : curve.end + pausedNanoseconds
    if sendEnd < .max {
      let scheduled = sendEnd
      loop.scheduleTask(deadline: deadline(sendEnd)) { [self] in
        if sendEnd == scheduled, !isPaused { drain() }
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
        Lane(stream: user, index: lanes.count, endpointCount: plan.endpoints.count)
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
    guard phase == .sending, ready < sendEnd else {
      lane.state = .parked
      return
    }
    if isPaused {
      lane.state = .parked
      return
    }
    if let left = iterationsLeft {
      guard left > 0 else {
        lane.state = .parked
        if inFlight == 0 { report(.exhausted(worker: number)) }
        return
      }
      iterationsLeft = left - 1
    }
    let request = only ?? plan.choice(lane.stream, lane.position)
    lane.position &+= 1
    begin(lane, request: request, due: ready, at: now)
  }

  /// A request has ended, one way or the other.
  @inline(__always)
  func release(_ lane: Lane, at now: Int64) {
    if isOpen {
      lane.state = .idle
      idleLanes.append(lane)
      if phase == .draining { checkDrained() }
      return
    }
    if phase != .sending {
      lane.state = .parked
      checkDrained()
      return
    }
    if lane.index >= activeLanes { return retire(lane) }
    let think = plan.requests[lane.request].thinkNanoseconds
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
      if let left = iterationsLeft {
        guard left > 0 else {
          nextArrival = nil
          report(.exhausted(worker: number))
          return
        }
        iterationsLeft = left - 1
      }
      // All arrivals take from one stream of choices, whatever the number of workers.
      let request = only ?? plan.choice(UInt64.max, arrivals.next)
      arrivals.advance()
      while arrivals.next % UInt64(workerCount) != UInt64(number) { arrivals.advance() }
      nextArrival = arrivals.due(on: curve).map { $0 + pausedNanoseconds }
      if let lane = freeLane() {
        begin(lane, request: request, due: due, at: self.now)
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

  /// Stops sending; the planned clock stands still.
  func pause() {
    loop.assertInEventLoop()
    isPaused = true
    sendEnd = .max
    if phase == .sending {
      slotEnd = grid.end(of: slot)
      scheduleSlotTimer()
    }
  }

  /// Goes on after a pause that lasted until `time`; `paused` is the sum of all pauses, ns.
  func resume(at time: Int64, pausedNanoseconds paused: Int64) {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    isPaused = false
    pausedNanoseconds = paused
    setSendEnd()
    slotEnd = min(grid.end(of: slot), sendEnd)
    scheduleSlotTimer()
    if isOpen {
      scheduleArrival()
    } else {
      adjustUsers(at: time)
      for lane in lanes[..<activeLanes] where lane.state == .parked {
        next(lane, ready: time, at: now)
      }
      for lane in lanes[activeLanes...] where lane.state == .parked { retire(lane) }
    }
  }

  /// Follows another curve from now on; what was due before stays as it was.
  func follow(_ curve: LoadCurve) {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    self.curve = curve
    if !isPaused { setSendEnd() }
    slotEnd = min(grid.end(of: slot), max(sendEnd, slotStart + 1))
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

  /// Stops sending and waits for what is in flight, for at most its timeout or 5 s.
  func drain() {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    if isOpen, !isPaused { sendArrivals(until: min(sendEnd, now)) }
    guard phase == .sending else { return }
    let now = now
    if now >= slotEnd { roll(now) }
    phase = .draining
    // Answers that come from now on belong to the last tick.
    slotEnd = .max
    stopTimers()
    let longest = plan.requests.map(\.timeoutNanoseconds).max() ?? 0
    drainTask = loop.scheduleTask(in: .nanoseconds(min(longest, 5_000_000_000))) { [self] in
      report(.drained(worker: number))
    }
    checkDrained()
  }

  func checkDrained() {
    guard phase == .draining, inFlight == 0 else { return }
    drainTask?.cancel()
    report(.drained(worker: number))
  }

  private func stopTimers() {
    wakeTask?.cancel()
    levelTask?.cancel()
    slotTask?.cancel()
  }

  /// Ends it: what is in flight is cut off, and the last tick is handed over.
  func finish() {
    loop.assertInEventLoop()
    guard phase != .finished else { return }
    if phase == .sending {
      let now = now
      if now >= slotEnd { roll(now) }
      stopTimers()
    }
    slotEnd = .max
    phase = .finished
    drainTask?.cancel()
    sweepTask?.cancel()
    for lane in lanes {
      if lane.state == .inFlight { recorders[lane.request].cutOff += 1 }
      if lane.state == .connecting { recorders[lane.request].dropped += 1 }
      lane.state = .retired
      closeConnections(of: lane)
    }
    report(.finished(takeSlot()))
  }
}
