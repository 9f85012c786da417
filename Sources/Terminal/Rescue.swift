import CNcurses
import Glibc
import Synchronization

/// What signal handlers need to give the terminal back; written before they are installed.
private struct RescueState {
  var terminal: CInt = -1
  var saved = termios()
  var reset: UnsafeMutablePointer<UInt8>?
  var resetBytes = 0
}

// Handlers may run on any thread at any instruction, where neither locks nor Swift's checks of
// exclusive access are allowed: so this is plain memory, written only while no handler is installed.
nonisolated(unsafe) private let state: UnsafeMutablePointer<RescueState> = {
  let memory = UnsafeMutablePointer<RescueState>.allocate(capacity: 1)
  memory.initialize(to: RescueState())
  return memory
}()
// As `state`: the actions that were in force before, by the number of the signal.
nonisolated(unsafe) private let previous: UnsafeMutablePointer<sigaction> = {
  let memory = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
  memory.initialize(repeating: sigaction(), count: 65)
  return memory
}()
private let isArmed = Atomic<Bool>(false)
// The pipe's end for handlers, -1 once nobody reads it any more.
private let pipeEnd = Atomic<CInt>(-1)
// When the first signal came that ends the program, on the clock of `monotonicNanoseconds`; 0 for none.
private let firstEnding = Atomic<Int64>(0)
// What comes within this time, ns, is the same request once more: closing a window sends SIGHUP from the
// kernel and from the shell, and a group of processes passes Ctrl-C on.
private let patienceNanoseconds: Int64 = 1_000_000_000

/// Gives the terminal back with calls that signal-safety(7) allows.
private func giveBack() {
  guard isArmed.exchange(false, ordering: .sequentiallyConsistent) else { return }
  tcsetattr(state.pointee.terminal, TCSANOW, &state.pointee.saved)
  if let reset = state.pointee.reset {
    _ = write(state.pointee.terminal, reset, state.pointee.resetBytes)
  }
}

/// The clock of signal handlers, ns (clock_gettime is in the list of signal-safety(7)).
private func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// One byte into the pipe; a signal that ends the program and is sent again later does not wait for it.
private func noteSignal(_ number: CInt) {
  let code = errno
  if isInsisting(number) {
    giveBack()
    signal(number, SIG_DFL)
    raise(number)
  } else {
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(pipeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
  }
  errno = code
}

/// Whether the program was asked to end before, long enough ago, and is asked again by more than the loss
/// of its terminal.
private func isInsisting(_ number: CInt) -> Bool {
  guard number != SIGTSTP, number != SIGWINCH else { return false }
  let now = monotonicNanoseconds()
  let first = firstEnding.compareExchange(
    expected: 0,
    desired: now,
    ordering: .sequentiallyConsistent
  )
  return !first.exchanged && number != SIGHUP && now - first.original >= patienceNanoseconds
}

/// A crash: the terminal first, then whatever was to happen before we came.
private func noteCrash(_ number: CInt) {
  giveBack()
  sigaction(number, &previous[Int(number)], nil)
  raise(number)
}

private func giveBackAtExit() {
  giveBack()
}

/// Signals while a screen is open: those that end or stop the program arrive as bytes of a pipe, those
/// of a crash give the terminal back first.
enum Rescue {
  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let noted = ending + [SIGTSTP, SIGWINCH]
  private static let crashes = [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP]
  private static let stackBytes = 65_536
  private static let registerAtExit: Void = { atexit(giveBackAtExit) }()

  /// Installs the handlers; `reset` is what a crash writes.
  static func install(terminal: CInt, saved: termios, reset: [UInt8], pipe: CInt) {
    registerAtExit
    state.pointee.reset?.deallocate()
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, reset.count))
    for (index, byte) in reset.enumerated() { copy[index] = byte }
    state.pointee = RescueState(
      terminal: terminal,
      saved: saved,
      reset: copy,
      resetBytes: reset.count
    )
    pipeEnd.store(pipe, ordering: .sequentiallyConsistent)
    firstEnding.store(0, ordering: .sequentiallyConsistent)
    isArmed.store(true, ordering: .sequentiallyConsistent)
    provideStack()
    for number in noted { handle(number, noteSignal, 0) }
    for number in crashes { handle(number, noteCrash, SA_ONSTACK) }
  }

  /// Puts back what was installed before.
  ///
  /// Once the program was asked to end, or its terminal is lost, the signals that ask for it stay caught:
  /// they come in pairs, and the second must not cut short what is left to be written.
  static func remove(isLost: Bool = false) {
    pipeEnd.store(-1, ordering: .sequentiallyConsistent)
    if isLost {
      _ = firstEnding.compareExchange(
        expected: 0,
        desired: monotonicNanoseconds(),
        ordering: .sequentiallyConsistent
      )
    }
    let isEnding = firstEnding.load(ordering: .sequentiallyConsistent) != 0
    for number in noted + crashes where !(isEnding && ending.contains(number)) {
      sigaction(number, &previous[Int(number)], nil)
    }
    isArmed.store(false, ordering: .sequentiallyConsistent)
  }

  /// Between suspending and resuming the terminal is not ours to give back.
  static func arm(_ armed: Bool) {
    isArmed.store(armed, ordering: .sequentiallyConsistent)
  }

  /// Stops the process as if there were no handler; returns when it is continued.
  static func stop() {
    var ours = sigaction()
    var standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGTSTP, &standard, &ours)
    raise(SIGTSTP)
    sigaction(SIGTSTP, &ours, nil)
  }

  // Without SA_RESTART, so that no call of the main thread sleeps through a signal.
  private static func handle(
    _ number: CInt,
    _ handler: @escaping @convention(c) (CInt) -> Void,
    _ flags: CInt
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    sigemptyset(&action.sa_mask)
    sigaction(number, &action, &previous[Int(number)])
    // What was ignored from outside (nohup) stays ignored.
    if isIgnored(previous[Int(number)]), noted.contains(number), number != SIGWINCH {
      sigaction(number, &previous[Int(number)], nil)
    }
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  // A stack that has overflowed cannot hold the handler's frame (sigaltstack(2)); main thread only.
  private static func provideStack() {
    var stack = stack_t()
    guard sigaltstack(nil, &stack) == 0, stack.ss_flags & CInt(SS_DISABLE) != 0 else {
      return
    }
    stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stackBytes, alignment: 16)
    stack.ss_size = stackBytes
    sigaltstack(&stack, nil)
  }
}
