import Testing

/// The screen of a comparison, of the real program in a real terminal.
@Suite(.serialized, .enabled(if: Peer.tmux.isWanted))
struct CompareScreenTests {
  @Test("two short runs are compared, looked at from all sides, and the terminal is given back")
  func comparison() throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(columns: 140, rows: 45, in: folder)
    let run = "\(Program.path) demo --headless -d 2s --interval 100ms"
    try terminal.type("\(run) --label one; \(run) --label two")
    try wait("both runs") { folder.finishedRecordings == 2 }
    try terminal.type("\(Program.path) compare; echo \"status=$?\"")
    try wait("the screen") { terminal.screen.contains("by percentile") }
    let lines = terminal.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains("\"one\"") && lines[0].contains("\"two\""))
    #expect(terminal.screen.contains("99% interval"))
    try terminal.press("s")
    try wait("the other order") { terminal.screen.contains("benchmark by benchmark") }
    try terminal.press("Enter")
    try wait("the curves alone") { !terminal.screen.contains("99% interval") }
    try terminal.press("3")
    try wait("what differs") { terminal.screen.contains("what differs besides") }
    try terminal.press("1")
    for (columns, rows) in [(80, 24), (40, 10), (39, 9), (100, 30)] {
      try terminal.resize(columns: columns, rows: rows)
      try wait("the screen of \(columns)x\(rows)") {
        columns < 40
          ? terminal.screen.contains("too small")
          : terminal.screen.contains("of 81 ──") && terminal.screen.contains("quit")
      }
    }
    try terminal.press("q")
    try wait("the end") { terminal.scrollback.contains("status=") }
    #expect(terminal.isAsBefore)
  }
}
