import Glibc
import Measurements
import Sessions

/// Signals that end a run without a screen, taken one at a time by the main thread.
///
/// They are blocked in this thread and in those that it starts afterwards, so no handler ever runs.
final class SignalWatch {
  /// What comes within this time after the first signal is the same request once more, ns: closing a
  /// window sends SIGHUP from the kernel and from the shell, and programs pass signals on to their group.
  private static let patienceNanoseconds: Int64 = 1_000_000_000

  /// Whether a signal that ends was sent once more, later, and was not SIGHUP.
  private(set) var isInsisting = false
  private var set = sigset_t()
  private let before: sigset_t
  private var firstNanoseconds: Int64?

  /// Blocks SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGTSTP, except those that were ignored when the program
  /// started (nohup(1)).
  init() {
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] where !Self.isIgnored(number) {
      sigaddset(&set, number)
    }
    var old = sigset_t()
    pthread_sigmask(SIG_BLOCK, &set, &old)
    before = old
  }

  /// The next signal within so many milliseconds; nil if none comes.
  func wait(milliseconds: Int) -> Int32? {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    let number = sigtimedwait(&set, nil, &time)
    guard number > 0 else { return nil }
    if number != SIGTSTP { note(number) }
    return number
  }

  /// Lets signals do again what they did before.
  ///
  /// Once one of them asked the program to end they stay blocked: a second one must not cut short what is
  /// left to be written. One that insists still ends the program at once.
  func end() {
    guard let first = firstNanoseconds else {
      var old = before
      pthread_sigmask(SIG_SETMASK, &old, nil)
      return
    }
    let set = set
    startThread {
      var set = set
      while true {
        let number = sigwaitinfo(&set, nil)
        if Self.insists(number, firstNanoseconds: first) {
          _exit(ExitStatus(signal: number).rawValue)
        }
      }
    }
  }

  /// Whether a signal is more than what came first, once more.
  private static func insists(_ number: Int32, firstNanoseconds first: Int64) -> Bool {
    let now = SystemClock().monotonicNanoseconds()
    return number > 0 && number != SIGHUP && number != SIGTSTP && now - first >= patienceNanoseconds
  }

  private func note(_ number: Int32) {
    let now = SystemClock().monotonicNanoseconds()
    guard let first = firstNanoseconds else {
      firstNanoseconds = now
      return
    }
    if Self.insists(number, firstNanoseconds: first) { isInsisting = true }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    // SIG_IGN is the address 1 (signal.h), which Swift functions can't be compared with.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
