import Sessions

/// There is one playhead: it rides on the newest moment until space or an arrow stops it.
extension WatchState {
  private static let second: Int64 = 1_000_000_000

  /// Keys that stop or move the playhead; nil if it is none of them.
  mutating func travel(_ key: Key) -> [Effect]? {
    let interval = max(1, newest.timeline.intervalNanoseconds)
    switch key {
    case .character(" "): return playOrStop()
    case .left, .character("h"): return seek(by: -Self.second)
    case .right, .character("l"): return seek(by: Self.second)
    case .shiftLeft, .character("H"): return seek(by: -10 * Self.second)
    case .shiftRight, .character("L"): return seek(by: 10 * Self.second)
    case .character(","): return seek(by: -interval)
    case .character("."): return seek(by: interval)
    case .character("^"), .home: return seek(to: 0)
    case .character("$"), .end: return seek(to: endNanoseconds)
    case .character("n"): return seekHappening(forward: true)
    case .character("N"): return seekHappening(forward: false)
    case .character("<"): return changeSpeed(faster: false)
    case .character(">"): return changeSpeed(faster: true)
    case .character("t"):
      prompt = Prompt(purpose: .time)
      return []
    default: return nil
    }
  }

  /// Lets the playhead play from where it stands.
  package mutating func play(at speed: Speed) {
    playhead.speed = speed
    playhead.isPlaying = playhead.atNanoseconds != nil
    isUntouched = false
  }

  /// Moves a playing playhead on to the time that the caller's clock shows, ns.
  package mutating func advance(to nanoseconds: Int64) -> [Effect] {
    expireNotice(nanoseconds)
    guard playhead.isPlaying, let here = playhead.atNanoseconds else { return [] }
    let before = playhead.toldNanoseconds
    playhead.toldNanoseconds = nanoseconds
    guard let before, nanoseconds > before else { return [] }
    guard let factor = playhead.speed.factor else {
      // As fast as frames come, a step that can be seen for each of them.
      guard !awaitsFrame else { return [] }
      let step = max(newest.timeline.intervalNanoseconds, endNanoseconds / 128)
      return seek(to: here + step)
    }
    return seek(to: here + Int64(Double(nanoseconds - before) * factor))
  }

  /// Moves the playhead; at the newest moment it rides on that.
  mutating func seek(to nanoseconds: Int64) -> [Effect] {
    isUntouched = false
    // What was frozen was of the middle of an interval.
    let wasHeld = playhead.isHeld
    playhead.isHeld = false
    let isAtEnd = nanoseconds >= endNanoseconds
    if isAtEnd, isEndKnown {
      rideOnNewest()
      return []
    }
    if isAtEnd { playhead.isPlaying = false }
    let target = min(endNanoseconds, max(0, nanoseconds))
    guard target != playhead.atNanoseconds || frame == nil || wasHeld else { return [] }
    // As many as there are only where nothing answers.
    if asked.count > 1000 { asked.removeFirst(500) }
    playhead.atNanoseconds = target
    asked.append(target)
    return [.seek(target)]
  }

  mutating func rideOnNewest() {
    playhead.atNanoseconds = nil
    playhead.isPlaying = false
    playhead.isHeld = false
    frame = nil
    asked = []
  }

  /// Where the playhead stands, on the newest moment too.
  var hereNanoseconds: Int64 { playhead.atNanoseconds ?? endNanoseconds }

  /// Whether the newest moment is one to stand on: while a file is still summed up, its end is not.
  var isEndKnown: Bool {
    guard origin == .replay, let overview else { return true }
    return overview.isComplete
      || overview.endNanoseconds > 0
        && overview.summedNanoseconds >= overview.endNanoseconds
  }

  /// Goes where a replay should have opened as soon as that is known, and onto the end if the
  /// playhead waits there.
  mutating func settle() -> [Effect] {
    guard origin == .replay, isEndKnown else { return [] }
    if isUntouched, follows {
      isUntouched = false
      rideOnNewest()
    }
    if isUntouched, recorded == nil, overview?.isComplete == true {
      isUntouched = false
      let first =
        newest.summary?.firstOver?.atNanoseconds ?? happenings.first(where: \.isOver)?.atNanoseconds
      return seek(to: first ?? endNanoseconds)
    }
    if let here = playhead.atNanoseconds, here >= endNanoseconds { rideOnNewest() }
    return []
  }

  private mutating func seek(by distance: Int64) -> [Effect] {
    // On the newest moment there is nothing to the right.
    if playhead.atNanoseconds == nil, distance > 0 { return [] }
    return seek(to: hereNanoseconds + distance)
  }

  private mutating func playOrStop() -> [Effect] {
    playhead.toldNanoseconds = nil
    if playhead.isHeld {
      rideOnNewest()
    } else if playhead.isPlaying {
      playhead.isPlaying = false
    } else if playhead.atNanoseconds != nil {
      playhead.isPlaying = true
    } else if !isOver {
      // What is on the screen is the frame: nothing has to be asked for, and what was is late.
      let now = newest.elapsedNanoseconds
      playhead.atNanoseconds = now
      playhead.isHeld = true
      asked = []
      frame = Frame(atNanoseconds: now, snapshot: newest, isWhole: true)
    } else {
      playhead.isPlaying = true
      return seek(to: 0)
    }
    return []
  }

  private mutating func changeSpeed(faster: Bool) -> [Effect] {
    playhead.speed = playhead.speed.stepping(faster: faster)
    let speed =
      playhead.speed.factor == nil ? "as fast as possible" : "speed \(playhead.speed.text)"
    notice = playhead.isPlaying ? speed : "\(speed), once the playhead plays"
    return []
  }

  private mutating func seekHappening(forward: Bool) -> [Effect] {
    let here = hereNanoseconds
    let target =
      forward
      ? happenings.first { $0.atNanoseconds > here } : happenings.last { $0.atNanoseconds < here }
    guard let target else {
      notice = forward ? "no later event; N goes back" : "no earlier event"
      return []
    }
    return seek(to: target.atNanoseconds)
  }
}
