package import Dashboard

/// What waking up from a wait can mean.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// The descriptor that the caller had watched can be read.
  case wake
  case timeout
  /// A signal that asks the program to end; the screen is still open.
  case signal(Ending)
  /// Ctrl-Z: the caller calls `Screen.suspend`.
  case suspend
  /// The terminal is gone: nothing can be read or written any more.
  case lost

  /// The signals that end a program from outside, by their numbers.
  package enum Ending: Int32, Hashable, Sendable {
    case hangup = 1
    case interrupt = 2
    case quit = 3
    case terminate = 15
  }
}
