package import Sessions

/// What a key asks of the world; the state itself never touches it.
package enum Effect: Equatable, Sendable {
  /// For the source of the session.
  case control(Control)
  /// Close the screen; a run that still goes on was told to stop before.
  case quit
  /// Start the same run once more, after its end.
  case runAgain
  /// Take clicks, or leave them to the terminal.
  case mouse(Bool)
}
