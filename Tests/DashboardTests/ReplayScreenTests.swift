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
