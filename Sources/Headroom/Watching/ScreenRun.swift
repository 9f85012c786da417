import Dashboard
import Glibc
import Sessions
import Terminal

/// Starts a session and stays with it on the terminal until the user leaves.
struct ScreenRun {
  /// How the user left.
  enum Leaving {
    /// The run is over and its result was seen, or the terminal was lost.
    case done
    /// The same run once more.
    case again
  }

  /// The session, whose snapshots wake `wake`.
  let session: Session
  /// Gives the session at any moment of its past; nil where that is not kept.
  let scrubber: Scrubber?
  /// Another session behind it.
  let ghost: OpenedGhost
  /// What tells of new snapshots.
  let wake: WakePipe
  /// How marks are drawn.
  let glyphs: Glyphs

  /// Runs it to its end.
  ///
  /// SIGINT, SIGTERM, SIGHUP and SIGQUIT end it cleanly, however often they come; only who asks again a
  /// second later, and not by closing the terminal, ends the program at once, with the terminal given
  /// back.
  func run(on screen: Screen) throws -> (Snapshot, Leaving) {
    defer { screen.finish() }
    try session.start()
    scrubber?.start()
    defer { scrubber?.stop() }
    ghost.follower?.start()
    defer { ghost.follower?.stop() }
    var state = WatchState(session.snapshot, size: screen.size, glyphs: glyphs)
    if let complaint = ghost.complaint { state.tell(complaint) }
    var loop = WatchLoop(state, on: screen, wake: wake, scrubber: scrubber, ghost: ghost.follower)
    var isLeaving = false
    var isEnding = false
    /// The terminal is gone, or a signal came: the recording is closed, and nothing is waited for.
    func end(by signal: Int32) {
      // To stop once more would kill programs that are about to end.
      if !isEnding { session.apply(.stop(.signal(signal), drain: false)) }
      isEnding = true
    }
    var leaving = Leaving.done
    while !(isLeaving && session.isOver) {
      switch loop.turn() {
      case .effects(let effects):
        for effect in effects {
          switch effect {
          case .control(let control): session.apply(control)
          case .quit: isLeaving = true
          case .runAgain:
            leaving = .again
            isLeaving = true
          default: break
          }
        }
      case .woken: loop.state.take(session.snapshot)
      case .signal(let ending):
        end(by: ending.rawValue)
        isLeaving = true
      case .suspend: standStill(screen)
      case .lost:
        screen.finish()
        end(by: SIGHUP)
        while !session.isOver { wake.wait() }
        return (session.snapshot, .done)
      }
    }
    return (session.snapshot, leaving)
  }

  /// Ctrl-Z: the load is paused as long as nobody can watch it, and goes on as it was before.
  private func standStill(_ screen: Screen) {
    let wasPaused = session.snapshot.phase == .paused
    screen.suspend { session.apply(.pause) }
    if !wasPaused { session.apply(.resume) }
  }
}
