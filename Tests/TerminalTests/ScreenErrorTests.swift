import Glibc
import Terminal
import Testing

struct ScreenErrorTests {
  @Test func `an error says what was wrong and the way out`() {
    #expect(
      "\(ScreenError.unknownTerminalType("nope"))"
        == "unknown terminal type 'nope' in TERM; set it to one that 'toe -a' lists, such as xterm"
    )
    #expect(
      "\(ScreenError.tooPoor(terminalType: "dumb"))"
        == "the terminal type 'dumb' in TERM cannot move the cursor or clear the screen"
    )
    #expect(
      "\(ScreenError.noTerminalType)"
        == "TERM is not set; set it to the type of this terminal, such as xterm-256color"
    )
  }

  @Test func `a pipe is not a terminal`() {
    var pipes: [CInt] = [-1, -1]
    #expect(pipe(&pipes) == 0)
    defer { for descriptor in pipes { close(descriptor) } }
    #expect(throws: ScreenError.notATerminal) { try Screen(output: pipes[1]) }
  }
}
