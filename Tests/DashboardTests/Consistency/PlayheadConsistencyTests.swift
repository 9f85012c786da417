import SimulatedSessions
import Testing

/// Over random sessions; a failure names the seed, which `WatchedSession` runs again.
struct PlayheadConsistencyTests {
  private static let seedsPerTest = 50

  @Test(
    "wherever the playhead is moved, the screen shows the session advanced to that moment",
    arguments: 0..<20
  )
  func playhead(batch: Int) throws {
    for seed in batch * Self.seedsPerTest..<(batch + 1) * Self.seedsPerTest {
      var watched = try WatchedSession(seed: UInt64(seed), isReplay: seed.isMultiple(of: 3))
      for _ in 0..<watched.dice.roll(1...2) {
        watched.feed(watched.dice.roll(0...25))
        if watched.dice.chance(0.15) { watched.end() }
        for _ in 0..<watched.dice.roll(1...2) {
          watched.move()
          if watched.dice.chance(0.5) { watched.deliverAgain() }
          if watched.dice.chance(0.5) { try watched.answer() }
        }
        watched.feed(watched.dice.roll(0...3))
        watched.deliverAgain()
        try watched.answer()
        watched.deliverAgain()
      }
      let difference = watched.difference
      #expect(difference == nil, "seed \(seed): \(difference ?? "")")
      // The figures make the screen: some are drawn, which takes longer.
      guard seed.isMultiple(of: 25) else { continue }
      #expect(watched.lines == watched.expectedLines(), "seed \(seed)")
    }
  }
}
