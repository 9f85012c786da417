import Budgets
import Dashboard
import Sessions
import Testing

struct KeyTests {
  private let live = WatchState(Fixture.snapshot, size: Size(columns: 140, rows: 45))

  private var ended: WatchState {
    var snapshot = Fixture.snapshot
    snapshot.phase = .ended(.completed)
    return WatchState(snapshot, size: Size(columns: 140, rows: 45))
  }

  @Test func `quitting asks once while a run goes on`() {
    let (asking, effects) = live.update(.character("q"))
    #expect(effects.isEmpty)
    #expect(screen(asking).contains("End the run before its time?"))
    #expect(
      asking.update(.character("y")).effects == [
        .control(.stop(.stopped, drain: true)), .quit,
      ]
    )
    let (back, none) = asking.update(.character("n"))
    #expect(none.isEmpty)
    #expect(back.overlay == nil)
    #expect(ended.update(.character("q")).effects == [.quit])
  }

  @Test func `keys that touch the load become controls`() {
    #expect(live.update(.character("P")).effects == [.control(.pause)])
    #expect(live.update(.character("+")).effects == [.control(.scale(1.1))])
    #expect(live.update(.character("-")).effects == [.control(.scale(0.9))])
    #expect(live.update(.character("X")).effects == [.control(.stopAfterStage)])
    #expect(live.update(.character("!")).effects == [.control(.spike)])
    #expect(live.update(.character("O")).effects == [.control(.only("sync-status"))])
    #expect(live.typing("O").update(.character("O")).effects == [.control(.only(nil))])
    #expect(live.typing("=120").update(.enter).effects == [.control(.level(120))])
    #expect(live.typing("=12x").update(.enter).effects.isEmpty)
    #expect(live.typing("mdeploy").update(.enter).effects == [.control(.mark("deploy"))])
    #expect(live.typing("mdeploy").update(.escape).effects.isEmpty)
  }

  @Test func `a paused run goes on with P`() {
    var snapshot = Fixture.snapshot
    snapshot.phase = .paused
    let state = WatchState(snapshot, size: Size(columns: 80, rows: 24))
    #expect(state.update(.character("P")).effects == [.control(.resume)])
  }

  @Test func `once the run is over its keys say so`() {
    let (state, effects) = ended.update(.character("P"))
    #expect(effects.isEmpty)
    #expect(state.notice == "the run is over")
    #expect(ended.update(.character("R")).effects == [.runAgain])
    #expect(live.update(.character("R")).effects.isEmpty)
  }

  @Test func `space stops the playhead while the data go on`() {
    var state = live.typing(" ")
    var later = Fixture.snapshot
    later.elapsedNanoseconds += 12 * Fixture.second
    state.take(later)
    #expect(screen(state).contains("FROZEN 14:03:52 (-00:12)"))
    #expect(!screen(state.typing(" ")).contains("FROZEN"))
    #expect(!screen(state.typing("$")).contains("FROZEN"))
  }

  @Test func `arrows go back in time, and forward to now`() {
    let (back, effects) = live.after(.left, .left).update(.shiftLeft)
    #expect(effects == [.seek(150 * Fixture.second)])
    #expect(back.playhead.atNanoseconds == 150 * Fixture.second)
    #expect(screen(back).contains("PAST 14:03:40 (-00:12)"))
    #expect(back.after(.shiftRight, .right, .right).playhead.atNanoseconds == nil)
    #expect(live.after(.right).playhead.atNanoseconds == nil)
    #expect(live.typing("^").playhead.atNanoseconds == 0)
    #expect(back.typing("$").playhead.atNanoseconds == nil)
    #expect(back.after(.escape).playhead.atNanoseconds == nil)
    #expect(
      live.typing("t14:03:10").after(.enter).playhead.atNanoseconds == 120 * Fixture.second
    )
    #expect(live.typing("tsoon").after(.enter).playhead.atNanoseconds == nil)
  }

  @Test func `the past shows its own figures, and what breaks meanwhile is seen`() throws {
    var state = live.after(.shiftLeft, .shiftLeft)
    var past = Fixture.snapshot
    past.load.level = 50
    past.traffic.rate = 604
    for index in past.objectives.indices { past.objectives[index].whole.verdict = .pass }
    state.take(Frame(atNanoseconds: 142 * Fixture.second, snapshot: past, isWhole: true))
    let text = screen(state)
    #expect(text.contains("PAST 14:03:32 (-00:20)   50 users (closed)   604 req/s"))
    #expect(text.contains("NOW ✗ VIOLATION  sync-status p95 1.30s"))
    try expectGolden(text, "past-140x45")
  }

  @Test func `the past plays until it has caught up with now`() {
    var state = live.after(.shiftLeft).typing(">>> ")
    #expect(screen(state).contains("PAST ▸8x"))
    _ = state.advance(to: 0)
    #expect(state.advance(to: Fixture.second) == [.seek(160 * Fixture.second)])
    #expect(state.advance(to: 2 * Fixture.second).isEmpty)
    #expect(state.playhead.atNanoseconds == nil)
    #expect(!screen(state).contains("PAST"))
  }

  @Test func `n and N stop at events`() {
    let back = live.typing("N")
    #expect(back.playhead.atNanoseconds == 157 * Fixture.second)
    #expect(back.typing("NN").playhead.atNanoseconds == 142 * Fixture.second)
    #expect(back.typing("NNn").playhead.atNanoseconds == 151 * Fixture.second)
    #expect(live.typing("n").notice == "no later event; N goes back")
  }

  @Test func `the selection stays with its row when the order changes`() {
    let second = live.after(.down)
    #expect(screen(second).contains("▸ create-note"))
    #expect(screen(second.typing("s")).contains("▸ create-note"))
    #expect(screen(second.after(.escape)).contains("▸ sync-status"))
    #expect(screen(live.typing("G")).contains("▸ export"))
    #expect(screen(live.typing("Gg")).contains("▸ sync-status"))
  }

  @Test func `the filter works while it is typed and ends with Esc`() {
    let typed = live.typing("/note")
    #expect(!screen(typed).contains("sync-status p95≤"))
    #expect(screen(typed.after(.enter)).contains("create-note"))
    #expect(typed.after(.enter, .escape).filter == "")
    #expect(live.typing("/ab").after(.backspace).filter == "a")
  }

  @Test func `screens turn with Tab and numbers, and Esc comes back`() {
    #expect(live.after(.tab).page == .details)
    #expect(live.after(.backTab).page == .run)
    #expect(live.typing("4").page == .events)
    #expect(live.typing("7").page == .overview)
    #expect(live.typing("4").after(.escape).page == .overview)
    #expect(live.after(.enter).page == .details)
  }

  @Test func `help lists keys and closes with any`() {
    let help = live.typing("?")
    #expect(screen(help).contains("any key closes"))
    #expect(help.typing("x").overlay == nil)
  }

  @Test func `the mouse selects a row, opens it, seeks and types keys`() {
    let click = Key.mouse(Mouse(.press, column: 20, row: 6))
    let selected = live.after(click)
    #expect(screen(selected).contains("▸ create-note"))
    #expect(selected.after(click).page == .details)
    #expect(screen(live.after(.mouse(Mouse(.wheelDown, column: 0, row: 0)))).contains("▸ update"))
    let line = screen(live).split(separator: "\n").last ?? ""
    let column = line.prefix { $0 != "?" }.count
    #expect(live.after(.mouse(Mouse(.press, column: column, row: 44))).overlay == .help)
    let seek = live.after(.mouse(Mouse(.press, column: 40, row: 18)))
    #expect(seek.playhead.atNanoseconds != nil)
    #expect(live.update(.character("M")).effects == [.mouse(false)])
  }

  @Test func `a new size is taken over`() {
    let state = live.after(.resize(Size(columns: 80, rows: 24)))
    #expect(state.size == Size(columns: 80, rows: 24))
  }

  @Test func `the answer to a key is gone when it was read, and what else is told stays`() {
    var state = live.typing("!")
    #expect(state.notice == "twice the load for 10 s")
    let second: Int64 = 1_000_000_000
    for time in [0, 4] as [Int64] {
      _ = state.advance(to: time * second)
      #expect(state.notice != nil)
    }
    _ = state.advance(to: 5 * second)
    #expect(state.notice == nil)
    state.tell("the note is not kept")
    for time in [6, 600] as [Int64] { _ = state.advance(to: time * second) }
    #expect(state.notice == "the note is not kept")
    #expect(state.typing("?").notice == nil)
  }
}
