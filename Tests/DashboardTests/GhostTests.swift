import Budgets
import Measurements
import Sessions
import Testing

@testable import Dashboard

struct GhostTests {
  /// The fixture's run with every latency twice as long.
  private var slow: Snapshot {
    var slow = Fixture.snapshot
    for index in slow.objectives.indices
    where slow.objectives[index].objective.metric.unit == .nanoseconds {
      let whole = slow.objectives[index].whole
      slow.objectives[index].whole.observed = whole.observed.map { $0 * 2 }
      slow.objectives[index].whole.low = whole.low.map { $0 * 2 }
      slow.objectives[index].whole.high = whole.high.map { $0 * 2 }
      slow.objectives[index].last10.observed = slow.objectives[index].last10.observed.map { $0 * 2 }
      var history = History()
      for point in slow.objectives[index].history.points { history.append(point.map { $0 * 1.5 }) }
      for _ in 0..<100 { history.append(1.2e9) }
      slow.objectives[index].history = history
    }
    for index in slow.benchmarks.indices {
      guard let latency = slow.benchmarks[index].last10.latency else { continue }
      slow.benchmarks[index].last10.latency?.values = latency.values.map { $0 / 2 }
    }
    return slow
  }

  /// The same at 50 users in place of 80.
  private var light: Snapshot {
    var light = slow
    light.load.level = 50
    return light
  }

  private func ghost(_ snapshot: Snapshot? = nil, endSeconds: Int64 = 300) -> Ghost {
    let snapshot = snapshot ?? slow
    var overview = Overview(snapshot: snapshot)
    overview.endNanoseconds = endSeconds * Fixture.second
    let frame = Frame(
      atNanoseconds: snapshot.elapsedNanoseconds,
      snapshot: snapshot,
      isWhole: true
    )
    return Ghost(name: "last run", overview: overview, frame: frame)
  }

  private func live(_ ghost: Ghost?, _ columns: Int = 140, _ rows: Int = 45) -> WatchState {
    var state = WatchState(Fixture.snapshot, size: Size(columns: columns, rows: rows))
    if let ghost { state.take(ghost) }
    return state
  }

  @Test(arguments: [(140, 45), (80, 24)])
  func `another session stands behind the run`(size: (Int, Int)) throws {
    try expectGolden(screen(live(ghost(), size.0, size.1)), "ghost-\(size.0)x\(size.1)")
  }

  @Test func `the header says how far ahead it is, if that is certain`() {
    #expect(screen(live(ghost())).contains("ahead of last run by 50%"))
    #expect(screen(live(ghost(), 80, 24)).contains("ahead by 50%"))
    #expect(screen(live(ghost(Fixture.snapshot))).contains("last run: no sure difference"))
    var behind = WatchState(slow, size: Size(columns: 140, rows: 45))
    behind.take(ghost(Fixture.snapshot))
    #expect(screen(behind).contains("behind last run by 100%"))
  }

  @Test func `what is not comparable is drawn, and why it is not compared is said`() {
    let text = screen(live(ghost(light)))
    #expect(text.contains("last run not compared: it had 50 users"))
    #expect(text.contains("╎ last run"))
    #expect(!text.contains("on last run's"))
    #expect(!text.contains("ahead"))
    #expect(screen(live(ghost(light), 80, 24)).contains("not compared: it had 50 users"))
    var near = slow
    near.load.level = 75
    #expect(screen(live(ghost(near))).contains("ahead of last run"))
    var open = slow
    (open.load.model, open.load.level) = (.open, 80)
    #expect(screen(live(ghost(open))).contains("not compared: its load was a rate"))
    var steered = slow
    steered.steered = true
    #expect(screen(live(ghost(steered))).contains("not compared: it was steered by hand"))
    var fewer = slow
    fewer.benchmarks.removeLast()
    #expect(screen(live(ghost(fewer))).contains("not compared: it has other benchmarks"))
  }

  @Test func `the difference of the chosen objective is said in words`() {
    let text = screen(live(ghost()))
    #expect(text.contains("sync-status, last 10s: p95 -50% on last run's 3.24s"))
    #expect(screen(live(ghost()).typing("2")).contains("beside       p95 -50% on last run's 3.24s"))
  }

  @Test func `v hides it, and says so where there is none`() {
    let hidden = live(ghost()).typing("v")
    #expect(hidden.notice == "without last run")
    #expect(screen(hidden.typing("w")) == screen(live(nil).typing("w")))
    #expect(hidden.typing("v").notice == "with last run")
    #expect(live(nil).typing("v").notice == "there is no other session behind this one")
  }

  @Test func `both are at the same time since the end of their warm-ups`() {
    var other = slow
    other.measuredSinceNanoseconds = 10 * Fixture.second
    let state = live(ghost(other))
    #expect(state.ghostMomentNanoseconds == 172 * Fixture.second)
    #expect(state.after(.shiftLeft).ghostMomentNanoseconds == 162 * Fixture.second)
    #expect(live(nil).ghostMomentNanoseconds == nil)
  }

  @Test func `one that was over by now says when it ended`() {
    let text = screen(live(ghost(endSeconds: 100)))
    #expect(text.contains("last run ended at 01:40"))
    #expect(!text.contains("ahead"))
    #expect(!text.contains("╎ last run"))
  }

  @Test func `before the first answer nothing is said of it`() {
    var unread = ghost()
    unread.frame = nil
    let text = screen(live(unread))
    #expect(!text.contains("ahead"))
    #expect(!text.contains("on last run's"))
  }

  @Test func `what could not be read of it is said once`() {
    var torn = ghost()
    torn.overview.warnings = ["line 7 is damaged"]
    var state = live(torn)
    #expect(state.notice == "last run: line 7 is damaged")
    state = state.typing("j")
    state.take(torn)
    #expect(state.notice == nil)
  }

  @Test func `its line stands above lower bars, and is cut out of higher ones`() {
    let plot = Plot(values: [2, 8, 5, nil], ghost: [6, 3, 5, 4], budget: nil, top: 8) { "\($0)" }
    let lines = lines(columns: 4, rows: 4) { area, canvas in
      plot.draw(in: area, gutter: Area(columns: 0, rows: 0), into: &canvas, .unicode)
    }
    #expect(lines == ["x█xx", "╌█▄x", "x╌█╌", "███x"])
  }
}
