import Budgets
import Glibc
import NIOCore
import Sessions

// Which tick a sample belongs to: the one in which it ends.
extension Worker {
  /// Hands over every tick that ended at or before `now`.
  ///
  /// The last tick before the end of sending stays: answers that come after it belong to it.
  @inline(never)
  func roll(_ now: Int64) {
    noticeStandstill(now)
    lastSeen = now
    while now >= slotEnd, slotEnd < sendEnd {
      let ended = slot.tick == grid.ticksPerInterval - 1
      report(.slot(takeSlot()))
      if ended {
        slowest = []
        slowFloor = 0
      }
      slot = grid.next(after: slot)
      slotStart = slotEnd
      slotEnd = min(grid.end(of: slot), sendEnd)
    }
    if now >= slotEnd { slotEnd = .max }
  }

  /// What happened since the last hand-over.
  func takeSlot() -> SlotReport {
    var taken = SlotReport(worker: number, slot: slot, startNanoseconds: slotStart)
    for recorder in recorders where !recorder.isEmpty {
      taken.benchmarks.append(recorder.drain())
    }
    taken.slowest = slowest
    taken.inFlight = inFlight
    taken.connections = connectionCount
    taken.sends = sends
    taken.lateSends = lateSends
    taken.lagNanoseconds = lag
    let cpu = threadCPU()
    taken.cpuNanoseconds = cpu - cpuAtSlotStart
    cpuAtSlotStart = cpu
    taken.faults = newFaults
    newFaults = []
    sendTotal += sends
    sends = 0
    lateSends = 0
    lag = 0
    return taken
  }

  /// Whether ticks go on.
  var isMeasuring: Bool { phase == .sending || phase == .exhausted }

  /// A timer that flushes a loop on which no sample ends.
  func scheduleSlotTimer() {
    slotTask?.cancel()
    guard slotEnd < .max else { return }
    let end = slotEnd
    slotTask = loop.scheduleTask(deadline: deadline(end)) { [self] in
      guard isMeasuring else { return }
      let now = now
      if now >= slotEnd { roll(now) }
      noteLag(of: end, at: now)
      scheduleSlotTimer()
    }
  }

  /// A timer for `time` has come; what the loop stood still of its delay is not the delay of the loop.
  func noteLag(of time: Int64, at now: Int64) { lag = max(lag, now - max(time, standstillEnd)) }

  /// CPU time of this thread, ns (clock_gettime(2)).
  func threadCPU() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
