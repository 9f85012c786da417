import Budgets
import Dashboard
import Measurements
import Sessions
import Testing

struct ScreenTests {
  private func live(
    _ columns: Int,
    _ rows: Int,
    _ snapshot: Snapshot = Fixture.snapshot,
    _ glyphs: Glyphs = .unicode
  ) -> WatchState {
    WatchState(snapshot, size: Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  @Test(arguments: [(140, 45), (100, 30), (80, 24), (60, 16), (40, 10)])
  func `the overview fits`(size: (Int, Int)) throws {
    try expectGolden(screen(live(size.0, size.1)), "overview-\(size.0)x\(size.1)")
  }

  @Test func `the overview in ASCII`() throws {
    let text = screen(live(100, 30, Fixture.snapshot, .ascii))
    try expectGolden(text, "overview-ascii")
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: WatchState.Page.allCases)
  func `each screen of the run`(page: WatchState.Page) throws {
    let state = live(140, 45).typing("\(page.rawValue)")
    try expectGolden(screen(state), "page-\(page)")
  }

  @Test func `before the first answer the screen says what it waits for`() throws {
    try expectGolden(screen(live(80, 24, Fixture.starting)), "starting")
  }

  @Test func `a target that is down is the first thing to be seen`() {
    var snapshot = Fixture.starting
    snapshot.errorsNow = [ErrorCount(kind: .refused, count: 12)]
    let second = screen(live(100, 30, snapshot)).split(separator: "\n")[1]
    #expect(second.contains("✗ NO ANSWER  from http://127.0.0.1:8080: 12 refused"))
    snapshot = Fixture.snapshot
    snapshot.failedShareNow = 1
    #expect(screen(live(100, 30, snapshot)).contains("✗ NO GOOD ANSWER NOW"))
  }

  @Test func `warm-up, pause and a recording that cannot be written are said`() {
    var snapshot = Fixture.starting
    snapshot.phase = .warmup
    snapshot.elapsedNanoseconds = 3 * Fixture.second
    snapshot.suite?.profile.warmupNanoseconds = 10 * Fixture.second
    #expect(screen(live(80, 24, snapshot)).contains("WARM-UP 00:03 of 00:10"))
    snapshot = Fixture.snapshot
    snapshot.phase = .paused
    snapshot.recording = .failed(path: "recordings/a.hlog", reason: "no space left on device")
    let text = screen(live(140, 45, snapshot))
    #expect(text.contains("PAUSED"))
    #expect(text.contains("✗ NOT RECORDED: no space left on device"))
    #expect(screen(live(80, 24, snapshot)).contains("✗ NOT RECORDED"))
  }

  @Test func `a run that ended stays with its result`() throws {
    var snapshot = Fixture.snapshot
    snapshot.phase = .ended(.completed)
    try expectGolden(screen(live(80, 24, snapshot)), "ended-violation")
    snapshot.objectives = snapshot.objectives.filter { $0.whole.verdict == .pass }
    let text = screen(live(80, 24, snapshot))
    #expect(text.contains("✓ PASS run complete: closest update-note p95 463ms of 500ms, 93%"))
    #expect(text.contains("R run again"))
    #expect(text.contains("q leave"))
  }

  @Test func `without objectives nothing is judged, and the screen says so`() {
    var snapshot = Fixture.snapshot
    snapshot.objectives = []
    let text = screen(live(80, 24, snapshot))
    #expect(text.contains("NOTHING IS JUDGED"))
  }

  @Test func `a thousand benchmarks scroll with the selection`() {
    var snapshot = Fixture.snapshot
    snapshot.objectives = (0..<1000).map { number in
      let objective = Objective(
        subject: .benchmark("bench-\(number)"),
        metric: .quantile(.p95),
        budget: 2e8
      )
      let judgement = Judgement(observed: 1e8, consumption: 0.5, verdict: .pass)
      return ObjectiveStatus(
        objective: objective,
        whole: judgement,
        last10: judgement,
        last60: judgement
      )
    }
    let state = live(80, 24, snapshot)
    #expect(screen(state).contains(" more: bench-"))
    let last = screen(state.typing("G"))
    #expect(last.contains("▸ bench-999"))
    #expect(screen(state).contains("▸ bench-0"))
    #expect(screen(state.after(.pageDown)).contains("▸ bench-8"))
  }

  @Test func `long and wide names are cut to their column`() throws {
    var snapshot = Fixture.snapshot
    let names = ["一覧取得エンドポイントの応答時間", String(repeating: "long-", count: 30), "evil\u{1B}[2J"]
    snapshot.objectives = names.map { name in
      let judgement = Judgement(observed: 1e8, consumption: 0.5, verdict: .pass)
      return ObjectiveStatus(
        objective: Objective(subject: .benchmark(name), metric: .quantile(.p95), budget: 2e8),
        whole: judgement,
        last10: judgement,
        last60: judgement
      )
    }
    let text = screen(live(80, 24, snapshot))
    try expectGolden(text, "names")
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `a filter without a match says how to get back`() {
    let text = screen(live(80, 24).typing("/zzz"))
    #expect(text.contains("no row matches 'zzz'; Esc shows all"))
    #expect(text.contains("filter: zzz"))
  }

  @Test func `below the least size the screen says so`() {
    #expect(
      screen(live(39, 9)) == """
        too small: 39x9
        at least 40x10
        q quit






        """ + "\n"
    )
  }

  @Test func `every size can be drawn`() {
    var snapshot = Fixture.snapshot
    snapshot.phase = .paused
    for rows in stride(from: 1, through: 61, by: 3) {
      for columns in stride(from: 1, through: 200, by: 23) {
        for page in WatchState.Page.allCases {
          let state = live(columns, rows, snapshot).typing("\(page.rawValue)")
          let text = screen(state)
          #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == rows + 1)
        }
      }
    }
  }
}
