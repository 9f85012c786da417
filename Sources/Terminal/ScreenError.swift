/// Why a screen cannot be opened; whoever asked goes on without one.
package enum ScreenError: Error, Hashable, Sendable {
  case notATerminal
  case noTerminalType
  case unknownTerminalType(String)
  case tooPoor(terminalType: String)
  case setUpFailed(errno: Int32)
}

extension ScreenError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notATerminal:
      "standard output is not a terminal"
    case .noTerminalType:
      "TERM is not set; set it to the type of this terminal, such as xterm-256color"
    case .unknownTerminalType(let name):
      "unknown terminal type '\(name)' in TERM; set it to one that 'toe -a' lists, such as xterm"
    case .tooPoor(let name):
      "the terminal type '\(name)' in TERM cannot move the cursor or clear the screen"
    case .setUpFailed(let code):
      "the terminal cannot be set up (errno \(code))"
    }
  }
}
