import NIOCore

// What the user asks of the load, which the engine has told to every loop.
extension Worker {
  /// Stops sending; the planned clock stands still, so a pause in the warm-up moves its end.
  func pause(_ grid: IntervalGrid) {
    loop.assertInEventLoop()
    isPaused = true
    sendEnd = .max
    self.grid = grid
    guard isMeasuring else { return }
    slotEnd = grid.end(of: slot)
    scheduleSlotTimer()
    closePools(as: .droppedPaused)
  }

  /// Goes on after a pause that lasted until `time`; `paused` is the sum of all pauses, ns.
  func resume(at time: Int64, pausedNanoseconds paused: Int64, _ grid: IntervalGrid) {
    loop.assertInEventLoop()
    isPaused = false
    closeTask?.cancel()
    pausedNanoseconds = paused
    self.grid = grid
    guard isMeasuring else { return }
    setSendEnd()
    slotEnd = min(grid.end(of: slot), sendEnd)
    scheduleSlotTimer()
    // Times of control are rounded up: nobody can have been ready in the future.
    let now = now
    let ready = min(time, now)
    if phase == .sending {
      if isOpen { scheduleArrival() } else { adjustUsers(at: ready) }
    }
    for lane in lanes where lane.state == .parked { goOn(lane, ready: ready, at: now) }
  }

  /// Follows another curve from now on; what was due before stays as it was.
  func follow(_ curve: LoadCurve) {
    loop.assertInEventLoop()
    guard phase == .sending else { return }
    self.curve = curve
    if !isPaused { setSendEnd() }
    slotEnd = min(grid.end(of: slot), max(sendEnd, slotStart + 1))
    scheduleSlotTimer()
    if isOpen {
      wakeTask?.cancel()
      wakeAt = .max
      scheduleArrival()
      scheduleWake()
    } else {
      followLevel()
      if !isPaused { adjustUsers(at: now) }
    }
  }
}
