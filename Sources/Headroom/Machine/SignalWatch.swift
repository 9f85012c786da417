import Glibc
import Measurements
import Sessions
import Synchronization

/// Signals that end a run without a screen, taken one at a time by the main thread.
///
/// They are blocked in this thread and in those that it starts afterwards, so no handler ever runs; a
/// thread of its own receives them, so that who insists is heard whatever the main thread waits for.
final class SignalWatch {
  private let receiver: Receiver
  /// What was received and not asked for yet.
  private var next: [Int32] = []
  private let before: sigset_t

  /// Blocks SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGTSTP, except those that were ignored when the program
  /// started (nohup(1)).
  init() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] where !Self.isIgnored(number) {
      sigaddset(&set, number)
    }
    var old = sigset_t()
    pthread_sigmask(SIG_BLOCK, &set, &old)
    before = old
    receiver = Receiver(set)
    startThread { [receiver] in receiver.run() }
  }

  /// The next signal within so many milliseconds; nil if none comes.
  ///
  /// One that is sent again a second after the first that ends, other than SIGHUP, ends the program at
  /// once.
  func wait(milliseconds: Int) -> Int32? {
    if next.isEmpty {
      next = receiver.signals.takeAll(withinNanoseconds: Int64(milliseconds) * 1_000_000)
    }
    return next.isEmpty ? nil : next.removeFirst()
  }

  /// Lets signals do again what they did before.
  ///
  /// Once one of them asked the program to end they stay blocked: a second one must not cut short what is
  /// left to be written. One that insists still ends the program at once.
  func end() {
    guard receiver.isLetGo() else { return }
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

/// The thread that receives signals.
private final class Receiver: Sendable {
  /// What comes within this time after the first signal is the same request once more, ns: closing a
  /// window sends SIGHUP from the kernel and from the shell, and programs pass signals on to their group.
  private static let patienceNanoseconds: Int64 = 1_000_000_000

  private struct State {
    /// When the first signal that ends was received, by the monotonic clock, ns.
    var first: Int64?
    /// Whether nobody asks for signals any longer.
    var isOver = false
  }

  /// What was received.
  let signals = Mailbox<Int32>()
  private let set: sigset_t
  private let state = Mutex(State())

  init(_ set: sigset_t) { self.set = set }

  func run() {
    var set = set
    while true {
      let number = sigwaitinfo(&set, nil)
      if number > 0 { take(number) }
    }
  }

  /// Whether no signal has asked for the end, so that they may do what they did before.
  func isLetGo() -> Bool {
    state.withLock { state in
      state.isOver = true
      return state.first == nil
    }
  }

  private func take(_ number: Int32) {
    let now = SystemClock().monotonicNanoseconds()
    let (first, isOver) = state.withLock { state in
      let before = (state.first, state.isOver)
      if state.first == nil, number != SIGTSTP { state.first = now }
      return before
    }
    if let first {
      let insists = number != SIGHUP && number != SIGTSTP && now - first >= Self.patienceNanoseconds
      if insists { _exit(ExitStatus(signal: number).rawValue) }
    } else if isOver {
      return passOn(number)
    }
    signals.put(number)
  }

  /// Lets a signal do what it does by default.
  private func passOn(_ number: Int32) {
    signal(number, SIG_DFL)
    var one = sigset_t()
    sigemptyset(&one)
    sigaddset(&one, number)
    pthread_sigmask(SIG_UNBLOCK, &one, nil)
    raise(number)
    pthread_sigmask(SIG_BLOCK, &one, nil)
  }
}
