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
  /// SIGINT, SIGTERM and SIGHUP end it cleanly; a second SIGINT ends the program at once. Ctrl-Z
  /// pauses the load first.
  func run() throws -> Snapshot {
    var progress = Progress(
      isInPlace: StandardStreams.isTerminal(STDERR_FILENO),
      columns: StandardStreams.columns(of: STDERR_FILENO)
    )
    StandardStreams.note(ProgressText.opening(session.snapshot) + "\n")
    try session.start()
    var asked: Int32?
    while !session.isOver {
      let number = signals.wait(milliseconds: 50)
      if number == SIGTSTP {
        standStill()
      } else if let number {
        if asked != nil, number == SIGINT { _exit(ExitStatus.interrupted.rawValue) }
        if asked == nil { session.apply(.stop(.signal(number), drain: false)) }
        asked = asked ?? number
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
