import NIOCore

// How the load ends: by iterations, by time, or at once.
extension Worker {
  /// No iteration is left: tells the other workers.
  func runOut() {
    guard phase == .sending else { return }
    report(.ranOut)
    exhaust()
  }

  /// Begins no program any more, and waits for every answer and every flow.
  func exhaust() {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    phase = .exhausted
    levelTask?.cancel()
    checkDrained()
  }

  /// Stops sending and waits for what is in flight, for at most its timeout or 5 s.
  func drain() {
    loop.assertInEventLoop()
    guard isMeasuring else { return }
    if self.now >= slotEnd { roll(self.now) }
    if isOpen, phase == .sending, !isPaused { takeArrivals(until: min(sendEnd, now)) }
    let now = now
    if now >= slotEnd { roll(now) }
    phase = .draining
    // Answers that come from now on belong to the last tick.
    slotEnd = .max
    stopTimers()
    endListening()
    closePools(as: .dropped)
    let longest = plan.series.map(\.timeoutNanoseconds).max() ?? 0
    let patience = min(longest, Lane.patienceNanoseconds)
    drainTask = loop.scheduleTask(in: .nanoseconds(patience)) { [self] in
      report(.drained(worker: number))
    }
    checkDrained()
  }

  func checkDrained() {
    guard inFlight == 0, !isWaiting else { return }
    switch phase {
    case .exhausted:
      guard openFlows == 0 else { return }
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
    wakeAt = .max
    closeTask?.cancel()
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
    endListening()
    let end = self.now
    closeTask?.cancel()
    abandonArrivals { arrival in
      let patience = min(timeout(of: arrival), Lane.patienceNanoseconds)
      return end - arrival.due >= patience ? .dropped : .droppedPaused
    }
    for lane in lanes {
      lane.giveUp(at: end)
      lane.step = nil
      lane.state = .retired
    }
    let last = takeSlot()
    for pool in pools { pool?.close() }
    for lane in lanes { closeConnections(of: lane) }
    report(.finished(last))
  }
}
