import Foundation
import Testing

/// The home screen in a real terminal, and what is started from it.
@Suite(.serialized, .enabled(if: Peer.tmux.isWanted))
struct HomeTests {
  @Test("a suite is run from the home screen, comes back to it, is opened and deleted")
  func fromHomeAndBack() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      suite: quick
      target: demo
      profiles: { smoke: { users: 2, duration: 1s } }
      benchmarks: { list: { http: GET /api/notes } }
      """,
      to: "budgets/quick.yaml"
    )
    let terminal = try Tmux(columns: 100, rows: 30, in: folder)
    try terminal.type("stty -g > before; \(Program.path); echo \"status=$?\"; stty -g > after")
    try wait("the suite") { terminal.screen.contains("1 suite, 0 sessions") }
    #expect(terminal.screen.contains("none yet: each run makes one"))
    try terminal.press("Enter")
    try wait("the end of the run") { terminal.screen.contains("run complete") }
    try terminal.press("q")
    try wait("home with the new session") { terminal.screen.contains("1 suite, 1 session") }
    #expect(folder.finishedRecordings == 1)
    try terminal.press("Tab", "Enter")
    try wait("the replay") { terminal.screen.contains("REPLAY") }
    try terminal.press("q")
    try wait("home again") { terminal.screen.contains("1 suite, 1 session") }
    try terminal.press("D")
    try wait("the question") { terminal.screen.contains("y yes   other key no") }
    try terminal.press("y")
    try wait("an empty list") { terminal.screen.contains("1 suite, 0 sessions") }
    #expect(folder.finishedRecordings == 0)
    try terminal.press("q")
    try wait("the end") {
      terminal.screen.contains("status=0") && (try? folder.text(of: "after"))?.isEmpty == false
    }
    #expect(terminal.isAsBefore)
    let (before, after) = (try folder.text(of: "before"), try folder.text(of: "after"))
    #expect(before == after)
  }

  @Test("an empty folder offers the demo, and Ctrl-C leaves")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(columns: 80, rows: 24, in: folder)
    try terminal.type("\(Program.path); echo \"status=$?\"")
    try wait("the explanation") { terminal.screen.contains("d or Enter the demo") }
    try terminal.press("C-c")
    try wait("the end") { terminal.screen.contains("status=130") }
    #expect(terminal.isAsBefore)
  }
}
