import Sessions
import Testing

@testable import Dashboard

struct HomeScreenTests {
  @Test(arguments: [(140, 45), (80, 24), (60, 16), (40, 10)])
  func `the home screen fits`(size: (Int, Int)) throws {
    try expectGolden(screen(HomeFixture.state(size.0, size.1)), "home-\(size.0)x\(size.1)")
  }

  @Test(arguments: [(140, 45), (80, 24), (40, 10)])
  func `sessions are chosen on the right`(size: (Int, Int)) throws {
    let state = HomeFixture.state(size.0, size.1).after(.tab, .down).typing("x").after(.up)
      .typing("x")
    try expectGolden(screen(state), "home-sessions-\(size.0)x\(size.1)")
  }

  @Test func `the home screen in ASCII`() throws {
    let text = screen(HomeFixture.state(100, 30, .ascii).after(.tab))
    try expectGolden(text, "home-ascii")
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `an empty folder explains itself and offers the demo`(size: (Int, Int)) throws {
    var state = HomeState(
      folder: "~/void",
      size: Size(columns: size.0, rows: size.1),
      nowNanoseconds: 0
    )
    #expect(screen(state).contains("reading recordings"))
    #expect(!screen(state).contains("demo:"))
    state.take(suites: [], sessions: [])
    try expectGolden(screen(state), "home-empty-\(size.0)x\(size.1)")
  }

  @Test func `without colour the chosen row and the list in use can still be told`() {
    let state = HomeFixture.state(80, 24).after(.tab)
    var canvas = Canvas(state.size)
    state.draw(in: canvas.area, into: &canvas)
    let reversed = (0..<24).filter { canvas[30, $0].style.emphasis.contains(.reverse) }
    #expect(reversed.count == 1)
    #expect(canvas.lines[reversed[0]].contains("▸   11-21 14:03"))
    #expect((0..<24).allSatisfy { !canvas[5, $0].style.emphasis.contains(.reverse) })
  }

  @Test func `what cannot be read says why`() {
    let state = HomeFixture.state(100, 30).after(.tab).typing("G")
    #expect(screen(state).contains("is empty"))
    #expect(screen(state.after(.up)).contains("a log of another program"))
    #expect(screen(state.after(.up, .up)).contains("stopped by hand"))
    #expect(screen(state.after(.up, .up)).contains("steered by hand"))
    #expect(screen(state.after(.up, .up, .up)).contains("no end: killed, or still going on"))
  }

  @Test func `what was typed into files is made harmless`() {
    var session = HomeFixture.session("evil\u{1B}[2J", "一覧", nil, 5, worst: 0.5)
    session.head?.label = "a\nb"
    session.path = "recordings/\u{7}.hlog"
    let state = HomeFixture.state(140, 45, sessions: [session]).after(.tab)
    let text = screen(state)
    #expect(text.contains("evil^[[2J"))
    #expect(text.contains("a^Jb"))
    #expect(text.contains("recordings/^G.hlog"))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 46)
  }

  @Test func `a thousand sessions scroll with the selection`() {
    let sessions = (0..<1000).map {
      HomeFixture.session("suite-\($0)", "smoke", nil, Int64($0), worst: 0.5)
    }
    let state = HomeFixture.state(100, 30, sessions: sessions).after(.tab)
    #expect(screen(state).contains("suite-0"))
    #expect(screen(state.typing("G")).contains("suite-999"))
    #expect(screen(state.after(.pageDown)).contains("suite-19"))
    #expect(screen(state).contains("1,000 sessions"))
  }

  @Test func `a terminal that is too small says so`() {
    #expect(screen(HomeFixture.state(39, 10)).hasPrefix("too small: 39x10\nat least 40x10\nq quit"))
  }
}
