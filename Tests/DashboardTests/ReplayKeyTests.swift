import Dashboard
import Sessions
import Testing

struct ReplayKeyTests {
  private static let second = ReplayFixture.second
  private let state = replay(140, 45)

  @Test func `keys move the playhead and ask for its frame`() {
    let first = ReplayFixture.firstOver
    #expect(state.update(.left).effects == [.seek(first - Self.second)])
    #expect(state.update(.character("l")).effects == [.seek(first + Self.second)])
    #expect(state.update(.shiftLeft).effects == [.seek(first - 10 * Self.second)])
    #expect(state.update(.character("L")).effects == [.seek(first + 10 * Self.second)])
    #expect(state.update(.character(",")).effects == [.seek(first - Self.second)])
    #expect(state.update(.character("^")).effects == [.seek(0)])
    #expect(state.update(.character("n")).effects == [.seek(1465 * Self.second)])
    #expect(state.update(.character("N")).effects == [.seek(1285 * Self.second)])
  }

  @Test func `t goes to a time of day, an elapsed time, or a share`() {
    func seeks(_ text: String) -> [Effect] { state.typing("t" + text).update(.enter).effects }
    #expect(seeks("14:03:00") == [.seek(1310 * Self.second)])
    #expect(seeks("+20:00") == [.seek(1200 * Self.second)])
    #expect(seeks("50%") == [.seek(900 * Self.second)])
    let outside = state.typing("t15:00").after(.enter)
    #expect(
      outside.notice == "15:00 is not within 13:41:10 to 14:11:10; +15:00 is elapsed time"
    )
    #expect(state.typing("tsoon").after(.enter).notice?.contains("'soon' is not a time") == true)
  }

  @Test func `the end is the whole session, once it is known`() {
    let end = state.update(.end)
    #expect(end.effects.isEmpty)
    #expect(end.state.playhead.atNanoseconds == nil)
    #expect(end.state.update(.right).effects.isEmpty)
    var partial = replay(140, 45, ReplayFixture.partial)
    let waiting = partial.update(.end)
    #expect(waiting.effects == [.seek(1800 * Self.second)])
    partial = waiting.state
    #expect(partial.take(ReplayFixture.overview).isEmpty)
    #expect(partial.playhead.atNanoseconds == nil)
  }

  @Test func `playing follows the clock that it is told`() {
    var playing = state.typing(" ")
    #expect(playing.playhead.isPlaying)
    #expect(playing.advance(to: 500).isEmpty)
    let first = ReplayFixture.firstOver
    #expect(playing.advance(to: 500 + 2 * Self.second) == [.seek(first + 2 * Self.second)])
    playing = playing.typing(">>")
    #expect(playing.playhead.speed.text == "4x")
    #expect(playing.advance(to: 500 + 3 * Self.second) == [.seek(first + 6 * Self.second)])
    playing = playing.typing(" ")
    #expect(playing.advance(to: 500 + 9 * Self.second).isEmpty)
    // The time that passed while it stood still does not count.
    playing = playing.typing(" ")
    #expect(playing.advance(to: 500 + 20 * Self.second).isEmpty)
    #expect(playing.advance(to: 500 + 1000 * Self.second).isEmpty)
    #expect(playing.playhead.atNanoseconds == nil)
    #expect(!playing.playhead.isPlaying)
  }

  @Test func `speeds run from a quarter to as fast as frames come`() {
    #expect(state.typing("<<<<").playhead.speed.text == "1/4x")
    #expect(state.typing(">>>>>>").playhead.speed.text == "64x")
    var fastest = state.typing(">>>>>>>> ")
    #expect(fastest.playhead.speed.text == "max")
    _ = fastest.advance(to: 0)
    let step = 1800 * Self.second / 128
    #expect(fastest.advance(to: 1) == [.seek(ReplayFixture.firstOver + step)])
    #expect(fastest.advance(to: 2).isEmpty)
    fastest.answer()
    #expect(fastest.advance(to: 3) == [.seek(ReplayFixture.firstOver + 2 * step)])
  }

  @Test func `space at the end plays from the start`() {
    let (again, effects) = state.after(.end).update(.character(" "))
    #expect(effects == [.seek(0)])
    #expect(again.playhead.isPlaying)
  }

  @Test func `without a moment over budget a replay opens at its end`() {
    var overview = ReplayFixture.overview
    overview.isComplete = false
    var state = WatchState(
      replaying: overview,
      recorded: nil,
      size: Size(columns: 80, rows: 24)
    )
    #expect(state.playhead.atNanoseconds == 0)
    var calm = ReplayFixture.overview
    calm.landmarks = []
    calm.snapshot.events = []
    calm.snapshot.summary?.firstOver = nil
    #expect(state.take(calm).isEmpty)
    #expect(state.playhead.atNanoseconds == nil)
  }

  @Test func `a torn recording opens at the first event over a budget`() {
    var overview = ReplayFixture.overview
    overview.snapshot.summary = nil
    var state = WatchState(
      replaying: ReplayFixture.partial,
      recorded: nil,
      size: Size(columns: 80, rows: 24)
    )
    #expect(state.take(overview) == [.seek(ReplayFixture.firstOver)])
    // Whoever has moved already stays where he is.
    var moved = WatchState(
      replaying: ReplayFixture.partial,
      recorded: nil,
      size: Size(columns: 80, rows: 24)
    ).after(.right)
    #expect(moved.take(overview).isEmpty)
  }

  @Test func `i and o make a region, whose verdicts take the place of the whole`() throws {
    let start = state.update(.character("i"))
    #expect(start.effects == [.region(ReplayFixture.firstOver..<(1800 * Self.second))])
    var marked = start.state.after(.shiftRight)
    let end = marked.update(.character("o"))
    let bounds = ReplayFixture.firstOver..<(ReplayFixture.firstOver + 10 * Self.second)
    #expect(end.effects == [.region(bounds)])
    marked = end.state
    marked.take(ReplayFixture.region(bounds))
    try expectGolden(screen(marked), "replay-region")
    let cleared = marked.update(.escape)
    #expect(cleared.effects == [.region(nil)])
    #expect(cleared.state.regionResult == nil)
    #expect(state.typing("^o").notice == "a region needs some time between its ends")
  }

  @Test func `e tries other budgets, and says at once what would have been`() throws {
    let trying = state.typing("e")
    let wider = trying.after(.up, .up)
    let text = screen(wider)
    #expect(text.contains("what if 1.1s"))
    #expect(text.contains("p95≤1.1s     ✗ violation 114%"))
    #expect(text.contains("p95≤1.25s    ✓ pass 100%"))
    try expectGolden(screen(wider.after(.resize(Size(columns: 80, rows: 24)))), "replay-whatif")
    #expect(screen(trying.after(.shiftUp)).contains("what if 2s"))
    #expect(screen(trying.after(.down)).contains("what if 975ms"))
    #expect(!screen(wider.after(.escape)).contains("what if 1.1s"))
    // The arrows that move in time still do.
    #expect(wider.update(.left).effects == [.seek(ReplayFixture.firstOver - Self.second)])
  }

  @Test func `m leaves a note beside the file, and it is an event from then on`() {
    let (noted, effects) = state.typing("mrolled back ").update(.enter)
    let note = Note(atNanoseconds: ReplayFixture.firstOver, text: "rolled back")
    #expect(effects == [.note(note)])
    #expect(screen(noted).contains("note \"rolled back\""))
    let reopened = replay(140, 45, notes: [note])
    #expect(screen(reopened).contains("note \"rolled back\""))
    #expect(state.typing("m").update(.enter).effects.isEmpty)
  }

  @Test func `what changes the load does nothing to a recording`() {
    for key in "P+-=!XOR" {
      let (next, effects) = state.update(.character(key))
      #expect(effects.isEmpty)
      #expect(next.notice != nil)
    }
    #expect(state.update(.character("q")).effects == [.quit])
    #expect(state.update(.character("c")).effects == [.compare])
    #expect(state.update(.character("S")).effects == [.saveScreen])
  }

  @Test func `clicks seek, drags mark, and events can be hit`() throws {
    func press(_ column: Int, _ row: Int) -> Key { .mouse(Mouse(.press, column: column, row: row)) }
    func release(_ column: Int, _ row: Int) -> Key {
      .mouse(Mouse(.release, column: column, row: row))
    }
    let lines = screen(state).split(separator: "\n", omittingEmptySubsequences: false)
    let track = try #require(lines.firstIndex { $0.hasPrefix(" events ") })
    let (sought, effects) = state.update(press(70, 6))
    #expect(effects == [.seek(900 * Self.second)])
    #expect(sought.update(release(70, 6)).effects.isEmpty)
    let (_, region) = sought.update(release(90, 6))
    #expect(region.count == 1)
    guard case .region(let bounds?) = region.first else { return }
    #expect(bounds.lowerBound == 900 * Self.second)
    let mark = try #require(lines[track].firstIndex(of: "✗"))
    let column = lines[track].distance(from: lines[track].startIndex, to: mark)
    #expect(state.update(press(column, track)).effects == [.seek(1465 * Self.second)])
    let listed = try #require(lines.firstIndex { $0.contains("mark \"deploy 4711\"") })
    #expect(state.update(press(100, listed)).effects == [.seek(900 * Self.second)])
  }

  @Test func `a click on a heading sorts by it`() {
    let lines = screen(state).split(separator: "\n", omittingEmptySubsequences: false)
    let row = lines.firstIndex { $0.contains("   benchmark ") } ?? 0
    func click(_ column: Int) -> WatchState {
      state.after(.mouse(Mouse(.press, column: column, row: row)))
    }
    #expect(click(4).order == .suite)
    #expect(click(50).order == .consumption)
  }

  @Test func `totals that are not there yet are said to be loading`() throws {
    let loading = replay(80, 24, ReplayFixture.partial)
    try expectGolden(screen(loading), "replay-loading")
  }
}
