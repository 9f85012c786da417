import Dashboard
import Sessions
import Testing

struct ReplayScreenTests {
  @Test(arguments: [(140, 45), (110, 40), (80, 24), (60, 16), (40, 10)])
  func `a replay opens at its first moment over budget`(size: (Int, Int)) throws {
    let state = replay(size.0, size.1)
    #expect(state.playhead.atNanoseconds == ReplayFixture.firstOver)
    try expectGolden(screen(state), "replay-\(size.0)x\(size.1)")
  }

  @Test func `a replay has the times of the reader, and names another zone`() {
    var overview = ReplayFixture.overview
    overview.snapshot.head.program = "headroom 0.1.0"
    overview.snapshot.head.timeZone = "Asia/Tokyo"
    overview.snapshot.head.utcOffsetSeconds = 9 * 3600
    overview.snapshot.head.readerOffsetSeconds = 3600
    let wide = screen(replay(140, 45, overview))
    #expect(wide.contains("2026-11-21 (measured in Asia/Tokyo, UTC+9)"))
    #expect(wide.contains("14:03:07"))
    #expect(screen(replay(80, 24, overview)).contains("2026-11-21 (there UTC+9)"))
    overview.snapshot.head.readerOffsetSeconds = 9 * 3600
    #expect(!screen(replay(140, 45, overview)).contains("measured in"))
  }

  @Test func `a replay in ASCII`() throws {
    let text = screen(replay(100, 30, glyphs: .ascii))
    try expectGolden(text, "replay-ascii")
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `the end of a replay shows the figures of the whole`() throws {
    let state = replay(140, 45).after(.end)
    #expect(state.playhead.atNanoseconds == nil)
    try expectGolden(screen(state), "replay-end")
  }
}

/// A replay of the fixture after its first frame came.
func replay(
  _ columns: Int,
  _ rows: Int,
  _ overview: Overview = ReplayFixture.overview,
  notes: [Note] = [],
  glyphs: Glyphs = .unicode
) -> WatchState {
  var state = WatchState(
    replaying: overview,
    recorded: ReplayFixture.overview.snapshot.summary,
    notes: notes,
    size: Size(columns: columns, rows: rows),
    glyphs: glyphs
  )
  state.answer(isWhole: overview.isComplete)
  return state
}

extension WatchState {
  /// The frame at the playhead comes in, as it does after each seek.
  mutating func answer(isWhole: Bool = true) {
    guard let moment = playhead.atNanoseconds else { return }
    take(ReplayFixture.frame(at: moment, isWhole: isWhole))
  }
}
