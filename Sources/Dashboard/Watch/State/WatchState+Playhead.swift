import Sessions

/// There is one playhead: it rides on now until space or an arrow stops it.
extension WatchState {
  private static let second: Int64 = 1_000_000_000

  /// Keys that stop or move the playhead.
  mutating func travel(_ key: Key) -> Bool {
    let interval = newest.timeline.intervalNanoseconds
    switch key {
    case .character(" "):
      if playheadNanoseconds == nil { stop() } else { rideOnNow() }
    case .left, .character("h"): seek(by: -Self.second)
    case .right, .character("l"): seek(by: Self.second)
    case .shiftLeft, .character("H"): seek(by: -10 * Self.second)
    case .shiftRight, .character("L"): seek(by: 10 * Self.second)
    case .character(","): seek(by: -interval)
    case .character("."): seek(by: interval)
    case .character("^"), .home: seek(to: 0)
    case .character("$"), .end: rideOnNow()
    case .character("n"): seekEvent(forward: true)
    case .character("N"): seekEvent(forward: false)
    case .character("t"): prompt = Prompt(purpose: .time)
    default: return false
    }
    return true
  }

  mutating func rideOnNow() {
    playheadNanoseconds = nil
    stopped = nil
  }

  /// Moves the playhead, and stops it there; past the newest moment it rides on again.
  mutating func seek(to nanoseconds: Int64) {
    if nanoseconds >= newest.elapsedNanoseconds {
      rideOnNow()
      return
    }
    if stopped == nil || nanoseconds > shown.elapsedNanoseconds { stopped = newest }
    playheadNanoseconds = max(0, nanoseconds)
  }

  private mutating func seek(by distance: Int64) {
    // Riding on now, there is nothing to the right.
    if playheadNanoseconds == nil, distance > 0 { return }
    seek(to: (playheadNanoseconds ?? newest.elapsedNanoseconds) + distance)
  }

  private mutating func stop() {
    stopped = newest
    playheadNanoseconds = newest.elapsedNanoseconds
  }

  private mutating func seekEvent(forward: Bool) {
    let here = playheadNanoseconds ?? newest.elapsedNanoseconds
    let moments = newest.events.filter(Words.isLandmark).map(\.atNanoseconds)
    let target = forward ? moments.first { $0 > here } : moments.last { $0 < here }
    if let target {
      seek(to: target)
    } else {
      notice = forward ? "no later event; N goes back" : "no earlier event"
    }
  }
}
