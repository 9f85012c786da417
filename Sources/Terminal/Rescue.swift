import CNcurses
import Glibc
import Synchronization

/// What signal handlers need to give the terminal back; written before they are installed.
private struct RescueState {
  var terminal: CInt = -1
  var saved = termios()
  var reset: UnsafeMutablePointer<UInt8>?
  var resetBytes = 0
  var pipe: CInt = -1
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
private let endings = Atomic<Int>(0)

/// Gives the terminal back with calls that signal-safety(7) allows.
private func giveBack() {
  guard isArmed.exchange(false, ordering: .sequentiallyConsistent) else { return }
  tcsetattr(state.pointee.terminal, TCSANOW, &state.pointee.saved)
  if let reset = state.pointee.reset {
    _ = write(state.pointee.terminal, reset, state.pointee.resetBytes)
  }
}

/// One byte into the pipe; of the signals that end, a second one does not wait for the program.
private func noteSignal(_ number: CInt) {
  let code = errno
  if number == SIGINT || number == SIGTERM || number == SIGQUIT,
    endings.add(1, ordering: .sequentiallyConsistent).oldValue > 0
  {
    giveBack()
    signal(number, SIG_DFL)
    raise(number)
  } else {
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(state.pointee.pipe, &byte, 1)
  }
  errno = code
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
  private static let noted = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH]
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
      resetBytes: reset.count,
      pipe: pipe
    )
    endings.store(0, ordering: .sequentiallyConsistent)
    isArmed.store(true, ordering: .sequentiallyConsistent)
    provideStack()
    for number in noted { handle(number, noteSignal, 0) }
    for number in crashes { handle(number, noteCrash, SA_ONSTACK) }
  }

  /// Puts back what was installed before.
  static func remove() {
    for number in noted + crashes { sigaction(number, &previous[Int(number)], nil) }
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
