import Foundation
import Testing

/// The real program on the screen of a real terminal.
struct ShownProgram {
  let folder: TemporaryFolder
  let terminal: Tmux

  /// Starts it in a shell of the terminal and waits until `text` is to be seen.
  init(
    _ arguments: String,
    environment: String = "",
    columns: Int = 140,
    rows: Int = 45,
    in folder: TemporaryFolder,
    showing text: String
  ) throws {
    self.folder = folder
    terminal = try Tmux(columns: columns, rows: rows, in: folder)
    try terminal.type("stty -g > before")
    try terminal.type(
      "\(environment) sh -c 'echo $$ > pid; exec \(Program.path) \(arguments)'; "
        + "echo \"status=$?\"; stty -g > after"
    )
    let screen = terminal
    try wait("'\(text)'") { screen.screen.contains(text) }
  }

  /// The demo, after its first answers.
  static func demo(
    _ environment: String = "",
    columns: Int = 140,
    rows: Int = 45
  ) throws -> ShownProgram {
    try ShownProgram(
      "demo",
      environment: environment,
      columns: columns,
      rows: rows,
      in: TemporaryFolder(),
      showing: "users (closed)"
    )
  }

  func signal(_ number: Int32) throws {
    let text = try folder.text(of: "pid").trimmingCharacters(in: .whitespacesAndNewlines)
    kill(try #require(pid_t(text)), number)
  }

  /// Presses keys and waits until a text is to be seen.
  func press(_ keys: String..., showing text: String) throws {
    for key in keys { try terminal.press(key) }
    let screen = terminal
    try wait("'\(text)' after \(keys)") { screen.screen.contains(text) }
  }

  /// The terminal is as it was: modes, cursor, screen; the status is any if nil.
  func expectRestored(status: Int32?, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (terminal, folder) = (terminal, folder)
    try wait("the end") {
      // The line that was typed says "status=$?"; a digit is the shell's.
      terminal.scrollback.split(separator: "status=").dropFirst().contains { rest in
        status.map { rest.hasPrefix("\($0)") } ?? (rest.first?.isNumber == true)
      } && (try? folder.text(of: "after"))?.isEmpty == false
    }
    #expect(terminal.isAsBefore, sourceLocation: sourceLocation)
    let (before, after) = (try folder.text(of: "before"), try folder.text(of: "after"))
    #expect(before == after, sourceLocation: sourceLocation)
  }
}
