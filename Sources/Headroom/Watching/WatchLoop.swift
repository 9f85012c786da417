import Dashboard
import Glibc
import Measurements
import Sessions
import Terminal

/// The screen of a session while somebody watches it: what a run and a recording have in common.
///
/// Main thread only. Nothing here waits for a file: a place is asked for, and its frame comes with a
/// wake.
struct WatchLoop {
  /// What the owner has to see to.
  enum Turn {
    /// What keys asked for and the loop did not do itself.
    case effects([Effect])
    /// Something new is there, of the session or of its past.
    case woken
    case signal(Input.Ending)
    case suspend
    case lost
  }

  /// How often a playing playhead moves.
  private static let frameMilliseconds = 40

  let screen: Screen
  let wake: WakePipe
  /// Gives the session at any moment; nil where its past is not kept.
  let scrubber: Scrubber?
  var state: WatchState
  /// Another session behind this one; nil for none.
  private var ghost: GhostFollower?
  private let clock = SystemClock()
  /// How far the overview reached when it was taken.
  private var known: (summed: Int64, isComplete: Bool) = (-1, false)

  init(
    _ state: WatchState,
    on screen: Screen,
    wake: WakePipe,
    scrubber: Scrubber?,
    ghost: GhostFollower?
  ) {
    (self.state, self.screen, self.wake, self.scrubber) = (state, screen, wake, scrubber)
    self.ghost = ghost
    if let ghost { self.state.take(ghost.ghost) }
  }

  /// Shows the session, waits for what happens next, and does what can be done here.
  mutating func turn() -> Turn {
    ghost?.follow(state)
    screen.show(canvas())
    let limit = state.playhead.isPlaying ? Self.frameMilliseconds : 1000
    let input = screen.wait(milliseconds: limit, watching: wake.readEnd)
    var effects = state.advance(to: clock.monotonicNanoseconds())
    switch input {
    case .key(let key):
      let (next, asked) = state.update(key)
      state = next
      effects += asked
    case .wake:
      wake.empty()
      carryOut(effects + takePast())
      return .woken
    case .signal(let ending): return .signal(ending)
    case .suspend: return .suspend
    case .lost: return .lost
    case .timeout: break
    }
    return .effects(carryOut(effects))
  }

  /// Takes in what the scrubber has found out; returns what that asks for.
  private mutating func takePast() -> [Effect] {
    if let ghost { state.take(ghost.ghost) }
    guard let scrubber else { return [] }
    var effects: [Effect] = []
    if let frame = scrubber.frame { state.take(frame) }
    if let region = scrubber.region { state.take(region) }
    let overview = scrubber.overview
    if (overview.summedNanoseconds, overview.isComplete) != known {
      known = (overview.summedNanoseconds, overview.isComplete)
      effects = state.take(overview)
    }
    return effects
  }

  /// Does what concerns the past and the terminal; returns the rest.
  @discardableResult
  private mutating func carryOut(_ effects: [Effect]) -> [Effect] {
    var rest: [Effect] = []
    for effect in effects {
      switch effect {
      case .seek(let moment): scrubber?.seek(to: moment)
      case .region(let bounds): scrubber?.judge(region: bounds)
      case .mouse(let isOn): screen.useMouse(isOn)
      case .saveScreen: saveScreen()
      default: rest.append(effect)
      }
    }
    return rest
  }

  private func canvas() -> Canvas {
    var canvas = Canvas(screen.size)
    state.draw(in: Area(screen.size), into: &canvas)
    return canvas
  }

  private mutating func saveScreen() {
    let path = "headroom-\(UTCTime(nanoseconds: clock.wallNanoseconds()).compact).txt"
    let lines = canvas().lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    do {
      try Files.write(lines.joined(separator: "\n") + "\n", to: path, replacing: false)
      state.tell("saved what the screen shows to \(path)")
    } catch {
      state.tell("can't write \(path): \(error.reason)")
    }
  }
}
