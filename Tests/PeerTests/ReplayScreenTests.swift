import Foundation
import Testing

/// Recordings that the real program made, watched again in a real terminal.
@Suite(.serialized, .enabled(if: Peer.tmux.isWanted))
struct ReplayScreenTests {
  /// A folder with the recording of a few seconds of the demo, and the status of that run.
  private func recorded(_ options: String...) throws -> (folder: TemporaryFolder, status: Int32) {
    let folder = try TemporaryFolder()
    let run = try Child(
      Program.path,
      ["demo", "--headless", "--duration", "6s", "--interval", "200ms"] + options,
      in: folder,
      as: "run"
    )
    return (folder, try run.status())
  }

  @Test("a recording is scrubbed, judged by other budgets, noted on, and left with its status")
  func scrubbing() throws {
    let (folder, status) = try recorded()
    let shown = try ShownProgram("replay last", in: folder, showing: "REPLAY || 1x")
    try shown.press("Home", showing: "(+00:00) of ")
    try shown.press("l", showing: "(+00:01) of ")
    try shown.press("H", showing: "(+00:00) of ")
    try shown.press("t", showing: "go to: ")
    try shown.terminal.type("50%")
    try wait("the middle") { shown.terminal.screen.contains("(+00:03) of ") }
    try shown.press("i", "l", "o", showing: "── region ")
    try shown.press("Escape", showing: "▐▌ region none")
    try shown.press("e", "Up", showing: "┄ what if ")
    try shown.press("Escape", showing: "e changes the budget")
    try shown.press("m", showing: "note at ")
    try shown.terminal.type("so slow here")
    try wait("the note") { shown.terminal.screen.contains("note \"so slow here\"") }
    try shown.press("Space", showing: "REPLAY ▸ 1x")
    try shown.press("End", showing: "AT THE END")
    try shown.press("S", showing: "saved what the screen shows to headroom-")
    try shown.terminal.press("q")
    try shown.expectRestored(status: status)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    let saved = try #require(names.first { $0.hasPrefix("headroom-") && $0.hasSuffix(".txt") })
    #expect(try folder.text(of: saved).contains("AT THE END"))
    let again = try ShownProgram("replay last", in: folder, showing: "note \"so slow here\"")
    try again.terminal.press("q")
    try again.expectRestored(status: status)
  }

  @Test("its end shows the run's own figures", arguments: [(140, 45), (80, 24), (40, 10)])
  func end(columns: Int, rows: Int) throws {
    let (folder, status) = try recorded()
    let shown = try ShownProgram(
      "replay last --at 100%",
      columns: columns,
      rows: rows,
      in: folder,
      showing: "space play"
    )
    let lines = shown.terminal.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains("demo"))
    #expect(lines.allSatisfy { $0.count <= columns })
    try shown.terminal.press("q")
    try shown.expectRestored(status: status)
  }

  @Test(
    "whatever ends it gives the terminal back",
    arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)]
  )
  func signals(number: Int32, status: Int32) throws {
    let (folder, _) = try recorded()
    let shown = try ShownProgram("replay last", in: folder, showing: "REPLAY")
    try shown.signal(number)
    try shown.expectRestored(status: status)
  }

  @Test("c compares it with the last session before it, and Esc goes back")
  func comparing() throws {
    let (folder, status) = try recorded("--label", "one")
    let alone = try ShownProgram("replay last", in: folder, showing: "REPLAY")
    try alone.press("c", showing: "there is no session before this one")
    try alone.terminal.press("q")
    try alone.expectRestored(status: status)
    let run = try Child(
      Program.path,
      ["demo", "--headless", "--duration", "6s", "--interval", "200ms", "--label", "two"],
      in: folder,
      as: "second"
    )
    let second = try run.status()
    let shown = try ShownProgram("replay last", in: folder, showing: "REPLAY")
    try shown.press("c", showing: "by percentile")
    let first = shown.terminal.screen.split(separator: "\n").first ?? ""
    #expect(first.contains("\"one\"") && first.contains("\"two\""))
    try shown.press("Enter", showing: "table")
    try shown.press("Escape", showing: "99% interval")
    try shown.press("Escape", showing: "REPLAY")
    #expect(!shown.terminal.screen.contains("99% interval"))
    try shown.terminal.press("q")
    try shown.expectRestored(status: second)
  }

  @Test("a run is watched from another terminal until it ends")
  func following() throws {
    let folder = try TemporaryFolder()
    let run = try ShownProgram(
      "demo --duration 8s --interval 200ms",
      in: folder,
      showing: "users (closed)"
    )
    let recordings = folder.url.appendingPathComponent("recordings").path
    let names = try FileManager.default.contentsOfDirectory(atPath: recordings)
    let name = try #require(names.first { $0.hasSuffix(".hlog") })
    let watching = try Tmux(columns: 140, rows: 45, in: folder)
    try watching.type("\(Program.path) replay --follow recordings/\(name); echo \"left=$?\"")
    try wait("the run in the other terminal") { watching.screen.contains("FOLLOWING") }
    let first = watching.screen
    try wait("that it goes on") {
      let now = watching.screen
      return now.contains("FOLLOWING") && now.contains(" NOW ") && now != first
    }
    try wait("the end") { watching.screen.contains("AT THE END") }
    #expect(!watching.screen.contains("FOLLOWING"))
    try watching.press("q")
    try wait("the shell") { watching.scrollback.split(separator: "left=").count > 2 }
    #expect(watching.isAsBefore)
    try run.terminal.press("q")
    try run.expectRestored(status: nil)
  }

  @Test("a run is looked back at while it goes on")
  func timeTravel() throws {
    let demo = try ShownProgram.demo()
    try wait("some seconds") { demo.terminal.screen.contains(" 00:05 of ") }
    try demo.press("h", "h", showing: "PAST ")
    try demo.press("$", showing: "freeze")
    #expect(!demo.terminal.screen.contains("PAST "))
    try demo.press("Space", showing: "FROZEN ")
    try demo.press("Escape", showing: "freeze")
    try demo.terminal.press("q", "y")
    try demo.expectRestored(status: nil)
  }

  @Test("Ctrl-Z pauses a run, and fg lets it go on")
  func suspending() throws {
    let demo = try ShownProgram.demo()
    try demo.terminal.press("C-z")
    try wait("the shell") { demo.terminal.scrollback.contains("Stopped") }
    try demo.terminal.type("fg")
    // The events say that it was paused and resumed.
    try wait("the run") {
      let screen = demo.terminal.screen
      return screen.contains("┴ going on") && !screen.contains("PAUSED")
    }
    try demo.terminal.press("q", "y")
    try demo.expectRestored(status: nil)
  }
}
