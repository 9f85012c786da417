/// What a key on the home screen asks of the world.
package enum HomeEffect: Hashable, Sendable {
  /// Run the suite of this name.
  case run(String)
  /// Run the demo.
  case demo
  /// Open this recording.
  case replay(String)
  /// Open the comparison of two recordings, the older one as the base.
  case compare(base: String, current: String)
  /// Make this recording a baseline; `force` overrules what speaks against it.
  case makeBaseline(String, force: Bool)
  /// Remove this recording.
  case delete(String)
  /// Take clicks, or leave them to the terminal.
  case mouse(Bool)
  /// Leave the program.
  case quit
}
