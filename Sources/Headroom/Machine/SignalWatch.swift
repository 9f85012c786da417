import Glibc

/// Signals that end a run without a screen, taken one at a time by the main thread.
///
/// They are blocked in this thread and in those that it starts afterwards, so no handler ever runs.
struct SignalWatch {
  private var set = sigset_t()
  private let before: sigset_t

  /// Blocks SIGINT, SIGTERM, SIGHUP and SIGTSTP, except those that whoever started us had ignored
  /// (nohup(1)).
  init() {
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGTSTP] where !Self.isIgnored(number) {
      sigaddset(&set, number)
    }
    var old = sigset_t()
    pthread_sigmask(SIG_BLOCK, &set, &old)
    before = old
  }

  /// The next signal within so many milliseconds; nil if none comes.
  func wait(milliseconds: Int) -> Int32? {
    var set = set
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    let number = sigtimedwait(&set, nil, &time)
    return number > 0 ? number : nil
  }

  /// Lets signals do again what they did before.
  func end() {
    var old = before
    pthread_sigmask(SIG_SETMASK, &old, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    // SIG_IGN is the address 1 (signal.h), which Swift functions can't be compared with.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
