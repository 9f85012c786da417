import Sessions
import Testing

@testable import Dashboard

struct CompareScreenTests {
  @Test(arguments: [(140, 45), (100, 30), (80, 24), (60, 16), (40, 10)])
  func `the screen of a comparison fits`(size: (Int, Int)) throws {
    try expectGolden(screen(CompareFixture.state(size.0, size.1)), "compare-\(size.0)x\(size.1)")
  }

  @Test(arguments: [(140, 45), (80, 24), (40, 10)])
  func `the curves of a benchmark fill the screen`(size: (Int, Int)) throws {
    let state = CompareFixture.state(size.0, size.1).after(.enter)
    try expectGolden(screen(state), "compare-curves-\(size.0)x\(size.1)")
  }

  @Test func `what differs has a page of its own`() throws {
    let state = CompareFixture.state(80, 24, users: 100).typing("3")
    try expectGolden(screen(state), "compare-circumstances")
  }

  @Test func `a comparison in ASCII`() throws {
    let text = screen(CompareFixture.state(100, 30, .ascii))
    try expectGolden(text, "compare-ascii")
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `another load makes it void, and that is said before anything else`() {
    let lines = screen(CompareFixture.state(80, 24, users: 100)).split(separator: "\n")
    #expect(lines[1].contains("VOID  the two did not measure the same: load"))
  }

  @Test func `sessions that are too short say so`() {
    let text = screen(CompareFixture.state(100, 30, seconds: 5))
    #expect(text.contains("TOO FEW SAMPLES"))
    #expect(!text.contains("SLOWER"))
  }

  @Test func `sessions without a common benchmark say so`() {
    let state = CompareFixture.state(
      80,
      24,
      base: ["a": .init(milliseconds: 1)],
      current: ["b": .init(milliseconds: 1)]
    )
    #expect(screen(state).contains("no benchmark is in both sessions"))
    #expect(screen(state.typing("3")).contains("only the base session has a"))
  }

  @Test func `what comes from the other machine is made harmless`() {
    let text = screen(CompareFixture.state(140, 45))
    #expect(text.contains("build-8^[[2J"))
    #expect(!text.contains("\u{1b}"))
  }

  @Test func `without colour the chosen row can still be told`() {
    let state = CompareFixture.state(80, 24).after(.down)
    var canvas = Canvas(state.size)
    state.draw(in: canvas.area, into: &canvas)
    let reversed = (3..<23).filter { canvas[40, $0].style.emphasis.contains(.reverse) }
    #expect(reversed.count == 1)
    #expect(canvas.lines[reversed[0]].contains("▸"))
  }

  @Test func `a terminal that is too small says so`() {
    #expect(screen(CompareFixture.state(39, 10)).contains("at least 40x10"))
  }
}
