package import Sessions

/// What a key asks of the world; the state itself never touches it.
package enum Effect: Equatable, Sendable {
  /// For the source of the session.
  case control(Control)
  /// A frame of this moment is wanted, ns since the start of the session.
  case seek(Int64)
  /// This stretch is to be judged on its own, ns since the start of the session; nil for none.
  case region(Range<Int64>?)
  /// Keep this beside the recording.
  case note(Note)
  /// Put another session beside this one.
  case compare
  /// Write what the screen shows into a file.
  case saveScreen
  /// Close the screen; a run that still goes on was told to stop before.
  case quit
  /// Start the same run once more, after its end.
  case runAgain
  /// Take clicks, or leave them to the terminal.
  case mouse(Bool)
}
