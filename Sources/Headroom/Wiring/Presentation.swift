/// How a session is shown.
enum Presentation: Equatable {
  /// On the whole terminal.
  case screen
  /// Progress on standard error, the result on standard output; with a line that says why if that
  /// is not what the user expects.
  case headless(because: String?)

  /// What the command line and the standard streams make of it.
  init(_ output: OutputOptions, outputIsTerminal: Bool) {
    if output.headless || output.format == .json || !outputIsTerminal {
      self = .headless(because: nil)
    } else {
      self = .screen
    }
  }
}
