import Sessions
import Testing

@testable import Dashboard

struct HomeKeyTests {
  private let home = HomeFixture.state(140, 45)
  private let paths = HomeFixture.sessions.map(\.path)

  private var sessions: HomeState { home.after(.tab) }

  @Test func `Enter runs the suite or replays the session`() {
    #expect(home.update(.enter).effects == [.run("notes-api")])
    #expect(home.after(.down).update(.enter).effects == [.run("search")])
    #expect(sessions.update(.enter).effects == [.replay(paths[0])])
    #expect(sessions.after(.down).update(.enter).effects == [.replay(paths[1])])
    let (state, effects) = home.typing("G").update(.enter)
    #expect(effects.isEmpty)
    #expect(state.notice == "2 mistakes: headroom check wip")
  }

  @Test func `Tab and arrows change the column, and each keeps its selection`() {
    let right = home.after(.down, .right)
    #expect(right.pane == .sessions)
    #expect(right.after(.down, .left).update(.enter).effects == [.run("search")])
    #expect(right.after(.down, .tab, .backTab).update(.enter).effects == [.replay(paths[1])])
  }

  @Test func `the selection stops at both ends`() {
    #expect(sessions.after(.up).selectedSession?.path == paths[0])
    #expect(sessions.typing("G").after(.down).selectedSession?.path == paths[5])
    #expect(sessions.typing("Gg").selectedSession?.path == paths[0])
  }

  @Test func `two that are ticked are compared, the older one as the base`() {
    #expect(sessions.update(.character("c")).effects.isEmpty)
    #expect(sessions.typing("c").notice == "tick two sessions with x first")
    let comparison = HomeEffect.compare(base: paths[1], current: paths[0])
    let two = sessions.typing("x").after(.down).typing("x")
    #expect(two.update(.character("c")).effects == [comparison])
    #expect(two.after(.tab).update(.character("c")).effects == [comparison])
    // One that is ticked is compared with the chosen one.
    #expect(sessions.typing("x").after(.down).update(.character("c")).effects == [comparison])
    #expect(sessions.typing("xc").update(.character("c")).effects.isEmpty)
    // A third one takes the place of the first, and a tick can be taken back.
    #expect(two.after(.down).typing("x").ticked == [paths[1], paths[2]])
    #expect(two.typing("x").ticked == [paths[0]])
    #expect(two.after(.escape).ticked.isEmpty)
    #expect(home.typing("x").notice == "choose a session first: Tab")
  }

  @Test func `a session is deleted only after a yes`() {
    let asking = sessions.typing("D")
    #expect(screen(asking).contains("Delete 2026-11-21T130300Z-notes-api-stress.hlog?  y yes"))
    #expect(asking.update(.character("y")).effects == [.delete(paths[0])])
    #expect(asking.update(.enter).effects.isEmpty)
    #expect(asking.update(.character("D")).effects.isEmpty)
    #expect(asking.typing("n").overlay == nil)
    #expect(home.typing("D").overlay == nil)
  }

  @Test func `after a removal the next one is chosen`() {
    var state = sessions.after(.down).typing("x")
    let rest = HomeFixture.sessions.filter { $0.path != paths[1] }
    state.take(suites: HomeFixture.suites, sessions: rest)
    #expect(state.selectedSession?.path == paths[2])
    #expect(state.ticked.isEmpty)
    #expect(state.pane == .sessions)
    state.take(suites: HomeFixture.suites, sessions: [])
    #expect(state.selectedSession == nil)
    #expect(state.update(.enter).effects.isEmpty)
  }

  @Test func `a refused baseline is asked for once more`() {
    #expect(sessions.update(.character("B")).effects == [.makeBaseline(paths[0], force: false)])
    var state = sessions
    state.askToForce(paths[0], reason: "recordings/a.hlog: was steered by hand")
    #expect(screen(state).contains("was steered by hand"))
    #expect(state.update(.character("y")).effects == [.makeBaseline(paths[0], force: true)])
    #expect(state.update(.escape).effects.isEmpty)
  }

  @Test func `the filter works on both lists while it is typed, and ends with Esc`() {
    let typed = sessions.typing("/STAGING rc4")
    #expect(typed.visibleSessions.map(\.path) == [paths[0]])
    #expect(typed.visibleSuites.isEmpty)
    let kept = typed.after(.enter)
    #expect(kept.update(.enter).effects == [.replay(paths[0])])
    #expect(kept.after(.escape).visibleSessions.count == 6)
    #expect(sessions.typing("/baseline").visibleSessions.map(\.path) == [paths[1]])
    #expect(sessions.typing("/ab").after(.backspace).filter == "a")
    #expect(sessions.typing("/").after(.backspace).isTyping == false)
    #expect(screen(sessions.typing("/nothing")).contains("none match; Esc shows all"))
    #expect(sessions.typing("/nothing").after(.enter).update(.enter).effects.isEmpty)
  }

  @Test func `the demo is one key away, and in an empty folder Enter too`() {
    #expect(home.update(.character("d")).effects == [.demo])
    var empty = HomeState(folder: "", size: Size(columns: 80, rows: 24), nowNanoseconds: 0)
    #expect(empty.update(.enter).effects.isEmpty)
    empty.take(suites: [], sessions: [])
    #expect(empty.update(.enter).effects == [.demo])
  }

  @Test func `answers stand on the last line, or in a box`() {
    var state = home
    state.tell(["deleted recordings/a.hlog"])
    #expect(state.notice == "deleted recordings/a.hlog")
    #expect(state.typing("j").notice == nil)
    state.tell(["one", "two"])
    #expect(state.overlay == .message(["one", "two"]))
    #expect(state.typing("j").overlay == nil)
  }

  @Test func `without suites the sessions come first`() {
    var state = HomeState(folder: "", size: Size(columns: 80, rows: 24), nowNanoseconds: 0)
    state.take(suites: [], sessions: HomeFixture.sessions)
    #expect(state.pane == .sessions)
  }

  @Test func `help, mouse and leaving`() {
    #expect(screen(home.typing("?")).contains("any key closes"))
    #expect(home.typing("?x").overlay == nil)
    #expect(home.update(.character("q")).effects == [.quit])
    #expect(home.update(.character("M")).effects == [.mouse(false)])
    let row = HomeLayout(home).sessionRows
    let click = Key.mouse(Mouse(.press, column: row.column + 8, row: row.row + 1))
    #expect(home.after(click).selectedSession?.path == paths[1])
    #expect(home.after(click).update(click).effects == [.replay(paths[1])])
    let line = screen(home).split(separator: "\n").last ?? ""
    let column = line.prefix { $0 != "?" }.count
    #expect(home.after(.mouse(Mouse(.press, column: column, row: 44))).overlay == .help)
    let wheel = Key.mouse(Mouse(.wheelDown, column: row.column + 8, row: row.row))
    #expect(home.after(wheel).selectedSession?.path == paths[3])
    #expect(home.after(.resize(Size(columns: 80, rows: 24))).size.columns == 80)
  }
}
