import Glibc
import Sessions
import Terminal

/// Where a run is shown: on the whole terminal, or as lines.
enum Stage {
  case screen(Screen, WakePipe)
  case lines(SignalWatch)

  /// Takes the terminal over if that is wanted and possible; else says in one line why not.
  init(headless: Bool, plain: Bool) {
    guard !headless, StandardStreams.isTerminal(STDOUT_FILENO) else {
      self = .lines(SignalWatch())
      return
    }
    // no-color.org: any value that is not empty.
    if plain { setenv("NO_COLOR", "1", 1) }
    do {
      guard let wake = WakePipe() else { throw ScreenError.setUpFailed(errno: errno) }
      self = .screen(try Screen(), wake)
    } catch {
      StandardStreams.complain("no screen, since \(error); going on without one")
      self = .lines(SignalWatch())
    }
  }

  /// Tells the screen of new snapshots; from any thread.
  var onSnapshot: @Sendable () -> Void {
    switch self {
    case .screen(_, let wake): { wake.wake() }
    case .lines: {}
    }
  }

  /// Whether there is a screen, on which the past can be looked at.
  var isScreen: Bool { if case .screen = self { true } else { false } }

  /// Starts a session and stays with it to its end; `past` gives it at any moment, and `ghost` stands
  /// behind it.
  func show(
    _ session: Session,
    past: Scrubber?,
    ghost: OpenedGhost,
    glyphs: Glyphs
  ) throws -> (Snapshot, ScreenRun.Leaving) {
    switch self {
    case .screen(let screen, let wake):
      let marks = screen.isUnicode ? glyphs : .ascii
      let run = ScreenRun(
        session: session,
        scrubber: past,
        ghost: ghost,
        wake: wake,
        glyphs: marks
      )
      return try run.run(on: screen)
    case .lines(let signals):
      if let complaint = ghost.complaint { StandardStreams.complain(complaint) }
      return (try HeadlessRun(session: session, signals: signals).run(), .done)
    }
  }

  /// Gives the terminal back, and signals what they did before.
  func leave() {
    switch self {
    case .screen(let screen, _): screen.finish()
    case .lines(let signals): signals.end()
    }
  }
}
