import Sessions

// Time in which this process did not run, which says nothing about the target.
extension Worker {
  /// Looks whether this loop stood still before `now`, at which a tick has ended.
  ///
  /// What was under way then is counted apart when it ends, what was due meanwhile is not sent.
  func noticeStandstill(_ now: Int64) {
    guard let still = standstill?.check(late: now - slotEnd) else { return }
    let length = still.stoppedNanoseconds + still.suspendedNanoseconds
    let begin = still.stoppedNanoseconds > 0 ? min(lastSeen, now) : now
    standstillEnd = now
    var underWay: UInt64 = 0
    for lane in lanes {
      if lane.isBusy, !lane.isListening { underWay += 1 }
      if lane.deadline < .max { lane.deadline += still.stoppedNanoseconds }
    }
    abandonArrivals { _ in .droppedPaused }
    if still.stoppedNanoseconds > 0, isOpen, phase == .sending, !isPaused {
      skipArrivals(before: now)
    }
    report(
      .stoodStill(
        from: begin,
        to: now,
        Gap(
          nanoseconds: length,
          isSuspension: still.suspendedNanoseconds > 0,
          inFlight: underWay
        )
      )
    )
  }

  /// Whether what a lane does, or did at the beginning of its flow, was under way in a standstill.
  @inline(__always)
  func stoodStill(_ lane: Lane) -> Bool {
    guard lane.due < standstillEnd else { return false }
    lane.stoodStill = lane.step != nil
    return true
  }

  /// Counts arrivals that were due before `now` as never sent, for and against nothing.
  private func skipArrivals(before now: Int64) {
    while let due = nextArrival, due <= now, due < sendEnd {
      let arrival = takeNextArrival(due: due, isLate: false)
      count(arrival, as: .droppedPaused)
    }
  }
}
