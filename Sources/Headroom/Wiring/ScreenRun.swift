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
  /// What tells of new snapshots.
  let wake: WakePipe
  /// How marks are drawn.
  let glyphs: Glyphs

  /// Runs it to its end.
  ///
  /// SIGINT, SIGTERM, SIGHUP and SIGQUIT end it cleanly; a second one ends the program at once, with
  /// the terminal given back.
  func run(on screen: Screen) throws -> (Snapshot, Leaving) {
    defer { screen.finish() }
    try session.start()
    var state = WatchState(session.snapshot, size: screen.size, glyphs: glyphs)
    var isLeaving = false
    var leaving = Leaving.done
    while !(isLeaving && session.isOver) {
      draw(state, on: screen)
      switch screen.wait(milliseconds: 1000, watching: wake.readEnd) {
      case .key(let key):
        let (next, effects) = state.update(key)
        state = next
        for effect in effects {
          switch effect {
          case .control(let control): session.apply(control)
          case .mouse(let isOn): screen.useMouse(isOn)
          case .quit: isLeaving = true
          case .runAgain:
            leaving = .again
            isLeaving = true
          }
        }
      case .wake:
        wake.empty()
        state.take(session.snapshot)
      case .signal(let ending):
        session.apply(.stop(.signal(ending.rawValue), drain: false))
        isLeaving = true
      case .suspend:
        // The load first: nobody watches it while the program stands still.
        screen.suspend { session.apply(.pause) }
      case .lost:
        return (try afterLoss(screen), .done)
      case .timeout:
        break
      }
    }
    return (session.snapshot, leaving)
  }

  private func draw(_ state: WatchState, on screen: Screen) {
    var canvas = Canvas(screen.size)
    state.draw(in: Area(screen.size), into: &canvas)
    _ = screen.show(canvas)
  }

  /// The terminal is gone: the run is ended as SIGHUP would, and the recording closed.
  private func afterLoss(_ screen: Screen) throws -> Snapshot {
    screen.finish()
    session.apply(.stop(.signal(SIGHUP), drain: false))
    while !session.isOver { wake.wait() }
    return session.snapshot
  }
}
