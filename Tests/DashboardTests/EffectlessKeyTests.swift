import Dashboard
import Sessions
import Testing

struct EffectlessKeyTests {
  private let live = WatchState(Fixture.snapshot, size: Size(columns: 140, rows: 45))

  @Test(
    "a key that is unknown or has no effect says so",
    arguments: [
      Key.character("z"), .character("9"), .character("c"), .right, .end, .escape, .other,
    ]
  )
  func effectless(key: Key) {
    let (state, effects) = live.update(key)
    #expect(effects.isEmpty)
    #expect(state.notice != nil)
  }

  @Test func `the last row says that it is the last`() {
    #expect(live.after(.character("G")).notice == nil)
    #expect(live.after(.character("G"), .down).notice == "this is the last row")
    #expect(live.after(.down).notice == nil)
  }

  @Test func `digits after e type the budget, in the unit of the one in force`() {
    let state = replay(140, 45).typing("e8")
    #expect(state.prompt?.purpose == .budget)
    let typed = state.typing("50").after(.enter)
    #expect(typed.page == .overview)
    #expect(screen(typed).contains("what if 850ms"))
    let other = replay(140, 45).typing("e1.5s").after(.enter)
    #expect(screen(other).contains("what if 1.5s"))
    #expect(replay(140, 45).typing("e5x").after(.enter).notice?.contains("5x") == true)
  }
}
