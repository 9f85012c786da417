import Glibc
import Measurements
import Sessions

/// What watching a run of another terminal says on standard error while its recording grows.
///
/// SIGINT, SIGTERM, SIGHUP and SIGQUIT end the watching, not the run.
struct FollowedRun {
  /// The signals that end it, blocked since before the first thread started.
  let signals: SignalWatch
  /// What ended the watching; nil as long as nothing did.
  private(set) var signal: Int32?
  private var progress: Progress
  private var silence: Silence
  private let clock: any TimeSource = SystemClock()
  private let path: String
  private var hasSaidSo = false

  /// Watches the run that writes `path`, whose intervals are so long, ns.
  init(_ signals: SignalWatch, path: String, intervalNanoseconds: Int64) {
    self.signals = signals
    self.path = path
    silence = Silence(intervalNanoseconds: intervalNanoseconds)
    progress = Progress(
      isInPlace: StandardStreams.isTerminal(STDERR_FILENO),
      columns: StandardStreams.columns(of: STDERR_FILENO)
    )
  }

  /// Takes a signal if one came, and waits a little for more where there is no more yet; false once
  /// the watching is over.
  mutating func goesOn(_ state: SessionState, isWaiting: Bool) -> Bool {
    guard isWaiting else { return listen(milliseconds: 0) }
    if !hasSaidSo {
      hasSaidSo = true
      StandardStreams.note(
        "watching \(Visible.text(path)); Ctrl-C ends the watching, not the run\n"
      )
    }
    let now = clock.monotonicNanoseconds()
    let snapshot = state.snapshot(recording: .off)
    if let text = silence.text(reached: snapshot.elapsedNanoseconds, atNanoseconds: now) {
      StandardStreams.note(progress.cleared() + text + "\n")
    }
    if progress.isDue(atNanoseconds: now),
      let text = progress.text(for: snapshot, atNanoseconds: now)
    {
      StandardStreams.note(text)
    }
    return listen(milliseconds: 100)
  }

  /// Whether no signal that ends it came within so many milliseconds, or before.
  mutating func listen(milliseconds: Int) -> Bool {
    guard signal == nil else { return false }
    let number = signals.wait(milliseconds: milliseconds)
    if number == SIGTSTP {
      kill(getpid(), SIGSTOP)
    } else {
      signal = number
    }
    return signal == nil
  }

  /// Leaves the line clean for what comes behind it.
  mutating func finish() { StandardStreams.note(progress.cleared()) }
}

/// Notices that a recording no longer grows: the run may be gone without having ended it.
struct Silence {
  private let limit: Int64
  private var reached: Int64 = -1
  private var since: Int64 = 0
  private var hasSpoken = false

  /// Of a recording whose intervals are so long, ns: it is silent after three of them without a new
  /// one, and not before 10 s.
  init(intervalNanoseconds: Int64) { limit = max(10_000_000_000, 3 * intervalNanoseconds) }

  /// What to say at this moment of a monotonic clock, once each time that nothing more comes; nil for
  /// nothing.
  mutating func text(reached: Int64, atNanoseconds now: Int64) -> String? {
    guard reached == self.reached else {
      (self.reached, since, hasSpoken) = (reached, now, false)
      return nil
    }
    guard now - since >= limit, !hasSpoken else { return nil }
    hasSpoken = true
    let time = Figures.shortDuration(nanoseconds: Double(limit))
    return "nothing new for \(time): the run may be gone; waiting on, Ctrl-C ends it"
  }
}
