import Foundation
import Testing

/// The real program in a real terminal.
@Suite(.serialized, .enabled(if: Peer.tmux.isWanted))
struct ScreenTests {
  @Test(
    "the most important things are there at every size",
    arguments: [(140, 45), (100, 30), (80, 24), (40, 10)]
  )
  func sizes(columns: Int, rows: Int) throws {
    let demo = try ShownProgram.demo(columns: columns, rows: rows)
    try wait("a verdict") { demo.terminal.screen.contains("✓") }
    let lines = demo.terminal.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains("demo"))
    #expect(lines[2].contains("users"))
    #expect(lines.contains { $0.contains("select") && $0.contains("quit") })
    #expect(lines.allSatisfy { $0.count <= columns })
    try demo.terminal.press("q", "y")
    try demo.expectRestored(status: 0)
    #expect(demo.terminal.scrollback.contains("Status 0"))
  }

  @Test("a window that changes its size is drawn anew, down to one that is too small")
  func resizing() throws {
    let demo = try ShownProgram.demo()
    let sizes = [
      (80, 24), (140, 45), (40, 10), (100, 30), (39, 9), (60, 20), (200, 50), (80, 12), (41, 11),
      (140, 45),
    ]
    for (columns, rows) in sizes {
      try demo.terminal.resize(columns: columns, rows: rows)
      let terminal = demo.terminal
      try wait("the screen of \(columns)x\(rows)") {
        let screen = terminal.screen
        return columns < 40 ? screen.contains("too small") : screen.contains("quit")
      }
    }
    try demo.terminal.press("q", "y")
    try demo.expectRestored(status: 0)
  }

  @Test(
    "it can be read without colours, without Unicode, and on old terminals",
    arguments: ["NO_COLOR=1", "LC_ALL=C", "TERM=xterm", "LC_ALL=C TERM=vt100"]
  )
  func terminals(environment: String) throws {
    let demo = try ShownProgram.demo(environment, columns: 80, rows: 24)
    let terminal = demo.terminal
    try wait("a verdict") { terminal.screen.contains("pass") }
    if environment.contains("LC_ALL=C") {
      let isASCII = terminal.screen.unicodeScalars.allSatisfy { $0.isASCII }
      #expect(isASCII)
    }
    if environment.contains("NO_COLOR") {
      #expect(!terminal.colouredScreen.contains("\u{1B}[38;"))
    }
    try terminal.press("q", "y")
    try demo.expectRestored(status: 0)
  }

  @Test("a terminal that can't move its cursor gets lines, and one that says why")
  func dumbTerminal() throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(columns: 200, rows: 30, in: folder)
    try terminal.type("TERM=dumb \(Program.path) demo --duration 1s; echo \"status=$?\"")
    // The line that was typed says "status=$?"; a digit is the shell's.
    try wait("the end") {
      terminal.scrollback.split(separator: "status=").dropFirst().contains { rest in
        rest.first?.isNumber == true
      }
    }
    #expect(terminal.scrollback.contains("no screen, since the terminal type 'dumb'"))
    #expect(terminal.scrollback.contains("headroom replay"))
    #expect(terminal.isAsBefore)
  }

  @Test(
    "whatever ends it gives the terminal back",
    arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGSEGV, 139), (SIGABRT, 134)] as [(Int32, Int32)]
  )
  func signals(number: Int32, status: Int32) throws {
    let demo = try ShownProgram.demo("SWIFT_BACKTRACE=enable=no", columns: 100, rows: 30)
    try demo.signal(number)
    try demo.expectRestored(status: status)
  }

  @Test("Ctrl-C ends the run with its recording closed")
  func interrupt() throws {
    let demo = try ShownProgram.demo(columns: 100, rows: 30)
    try demo.terminal.press("C-c")
    try demo.expectRestored(status: 130)
    let replay = try Child(
      Program.path,
      ["replay", "last", "--headless"],
      in: demo.folder,
      as: "replay"
    )
    _ = try replay.status()
    #expect(replay.output.contains("demo"), "\(replay.errors)")
    #expect(!replay.errors.contains("did not end"))
  }

  @Test("keys change the load, and the recording knows")
  func steering() throws {
    let demo = try ShownProgram.demo(columns: 140, rows: 45)
    let terminal = demo.terminal
    try terminal.press("P")
    try wait("the pause") { terminal.screen.contains("PAUSED") }
    try terminal.press("P")
    try wait("the end of the pause") { !terminal.screen.contains("PAUSED") }
    try terminal.press("=")
    try terminal.type("3")
    try wait("three users") { terminal.screen.contains(" 3 users") }
    try terminal.press("m")
    try terminal.type("deploy 4711")
    try wait("the mark") { terminal.screen.contains("deploy 4711") }
    try terminal.press("q", "y")
    try demo.expectRestored(status: 0)
    let folder = demo.folder.url.appendingPathComponent("recordings")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(files.first { $0.hasSuffix(".hlog") })
    let recording = try demo.folder.text(of: "recordings/\(name)")
    #expect(recording.contains("deploy 4711"))
    #expect(recording.contains("\"steered\":true"))
  }
}
