import Glibc
import Measurements
import Sessions

/// Starts a session and stays with it to its end, without a screen.
struct HeadlessRun {
  /// The session.
  let session: Session
  /// The signals that end it, blocked since before the first thread started.
  let signals: SignalWatch

  /// Runs it to its end.
  ///
  /// SIGINT, SIGTERM, SIGHUP and SIGQUIT end it cleanly; one that is sent again a second later, other
  /// than SIGHUP, ends the program at once. Ctrl-Z pauses the load first.
  func run() throws -> Snapshot {
    var progress = Progress(
      isInPlace: StandardStreams.isTerminal(STDERR_FILENO),
      columns: StandardStreams.columns(of: STDERR_FILENO)
    )
    StandardStreams.note(ProgressText.opening(session.snapshot) + "\n")
    try session.start()
    var isEnding = false
    while !session.isOver {
      switch signals.wait(milliseconds: 50) {
      case nil: break
      case SIGTSTP?: standStill()
      case let number?:
        // To stop once more would kill programs that are about to end.
        if !isEnding { session.apply(.stop(.signal(number), drain: false)) }
        isEnding = true
      }
      if progress.isDue(atNanoseconds: SystemClock().monotonicNanoseconds()) {
        let now = SystemClock().monotonicNanoseconds()
        if let text = progress.text(for: session.snapshot, atNanoseconds: now) {
          StandardStreams.note(text)
        }
      }
    }
    let snapshot = session.snapshot
    StandardStreams.note(progress.rest(of: snapshot))
    return snapshot
  }

  /// Stops the program as Ctrl-Z does, with the load paused as long as it stands still.
  private func standStill() {
    session.apply(.pause)
    // What is under way should not seem to have taken as long as we stand still.
    for _ in 0..<100 where !session.isOver {
      let snapshot = session.snapshot
      if snapshot.phase == .paused, snapshot.load.inFlight == 0 { break }
      usleep(10_000)
    }
    kill(getpid(), SIGSTOP)
    session.apply(.resume)
  }
}
