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
    snapshot.traffic.errors = [ErrorCount(kind: .refused, count: 12)]
    let second = screen(live(100, 30, snapshot)).split(separator: "\n")[1]
    #expect(second.contains("✗ NO ANSWER  from http://127.0.0.1:8080: 12 refused"))
    snapshot = Fixture.snapshot
    snapshot.traffic.failedShare = 1
    #expect(screen(live(100, 30, snapshot)).contains("✗ NO GOOD ANSWER NOW"))
  }

  @Test(
    arguments: [
      (ErrorKind.status(404), "✗ NO GOOD ANSWER  at http://127.0.0.1:8080: 12 status 404"),
      (.refused, "✗ NOTHING EVER ANSWERED  at http://127.0.0.1:8080: 12 refused"),
    ]
  )
  func `a run in which nothing succeeded ends with what failed`(
    kind: ErrorKind,
    headline: String
  ) throws {
    var head = Fixture.snapshot.head
    head.intervalNanoseconds = 1_000_000_000
    var suite = Fixture.suite
    suite.benchmarks = [
      Benchmark(name: "get-note", workload: .http(HTTPRequest(method: "GET", url: "/notes/1")))
    ]
    var session = SessionState(head: head, suite: suite)
    var record = IntervalRecord(
      number: 0,
      startNanoseconds: 0,
      endNanoseconds: head.intervalNanoseconds,
      phase: .measured
    )
    let samples = SparseCounts(entries: [.init(index: 5000, count: 12)])
    record.series = [SeriesCounts(id: SeriesID("get-note", .failed), counts: samples)]
    record.counters = [BenchmarkCounters(benchmark: "get-note")]
    record.counters[0].errors = [kind: 12]
    _ = session.apply(.interval(record))
    _ = session.apply(.end(.completed))
    let second = screen(live(100, 30, session.snapshot(recording: .off))).split(separator: "\n")[1]
    #expect(second.contains(headline))
  }

  @Test func `where nobody set a budget and nothing fails, the time is shown`() throws {
    var snapshot = Fixture.snapshot
    var benchmark = try #require(snapshot.benchmarks.first { $0.name == "get-note" })
    benchmark.runs = RunFigures(
      userNanoseconds: 700_000,
      systemNanoseconds: 143_000,
      residentBytes: 3 << 20
    )
    var objective = Objective(
      subject: .benchmark(benchmark.name),
      metric: .errorRate,
      budget: 0.01
    )
    objective.isDefault = true
    let judged = Judgement(observed: 0, consumption: 0, verdict: .pass, sure: true)
    benchmark.history = Fixture.history(
      (0..<Fixture.elapsed).map { 9e7 + Double($0 % 30) * 5e5 }
    )
    snapshot.benchmarks = [benchmark]
    snapshot.objectives = [
      ObjectiveStatus(objective: objective, whole: judged, last10: judged, last60: judged)
    ]
    snapshot.events = []
    snapshot.steps = []
    snapshot.traffic.errors = []
    snapshot.traffic.failedShare = 0
    snapshot.timeline.failed = History()
    snapshot.slowest = []
    snapshot.load = LoadStatus()
    snapshot.load.model = .samples
    try expectGolden(screen(live(140, 45, snapshot)), "samples-140x45")
    try expectGolden(screen(live(80, 24, snapshot)), "samples-80x24")
  }

  @Test func `what is skipped says why`() {
    var snapshot = Fixture.snapshot
    let name = snapshot.benchmarks[0].name
    snapshot.benchmarks[0].skipped = "there is no program 'encode' in PATH"
    for index in snapshot.objectives.indices
    where snapshot.objectives[index].objective.subject.name == name {
      snapshot.objectives[index].whole = Judgement(verdict: .skipped)
    }
    let row = screen(live(140, 45, snapshot)).split(separator: "\n").first {
      $0.contains(name) && $0.contains("skipped")
    }
    #expect(row?.contains("there is no program 'encode' in PATH") == true)
  }

  @Test func `line 3 says how far commands and functions are`() {
    var snapshot = Fixture.snapshot
    snapshot.load = LoadStatus()
    snapshot.load.model = .samples
    snapshot.load.inFlight = 1
    snapshot.load.progress = SampleProgress(runs: 11, plannedRuns: 40)
    for columns in [80, 140] {
      let third = screen(live(columns, 24, snapshot)).split(separator: "\n")[2]
      #expect(third.contains(" run 12 of 40  "))
    }
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

  /// The fixture with other steps of the load, of which all are judged as `verdicts` says.
  private func steps(_ verdicts: [(level: Double, verdict: Verdict)]) -> Snapshot {
    var snapshot = Fixture.snapshot
    guard let pattern = snapshot.steps.first else { return snapshot }
    snapshot.steps = verdicts.map { level, verdict in
      var step = pattern
      (step.from, step.to) = (level, level)
      for index in step.judgements.indices { step.judgements[index].verdict = verdict }
      return step
    }
    return snapshot
  }

  @Test func `the load up to which a budget is kept is only told if load is what breaks it`() {
    let rising = screen(live(140, 45, steps([(10, .pass), (50, .pass), (80, .violation)])))
    #expect(rising.contains("within budget up to 50 users, over budget at 80"))
    let apart = screen(live(140, 45, steps([(10, .pass), (40, .violation), (80, .pass)])))
    #expect(apart.contains("over budget at 40 users, within it at 80"))
    #expect(!apart.contains("within budget up to"))
  }

  @Test func `by load has the traffic of the benchmark that its title names`() throws {
    var snapshot = steps([(10, .pass), (50, .pass)])
    snapshot.steps[1].benchmarks = snapshot.benchmarks.map {
      StepSummary.Traffic(name: $0.name, rate: $0.name == "sync-status" ? 987 : 1, errorRate: 0.43)
    }
    let lines = screen(live(140, 45, snapshot)).split(separator: "\n")
    let title = try #require(lines.first { $0.contains("by load, whole step: ") })
    #expect(title.contains("by load, whole step: sync-status"))
    #expect(lines.contains { $0.contains(" 50     987 ") && $0.contains("43.0%") })
  }

  @Test func `why a verdict is unsure is in line 2 if all of it has room`() throws {
    var snapshot = Fixture.snapshot
    let index = try #require(snapshot.objectives.firstIndex { $0.whole.verdict == .violation })
    snapshot.objectives[index].whole.sure = false
    snapshot.objectives[index].whole.uncertainty = .close(times: nil)
    let reason = " (it may be chance)"
    #expect(screen(live(200, 60, snapshot)).contains(reason))
    let narrow = screen(live(110, 45, snapshot)).split(separator: "\n")[1]
    #expect(!narrow.contains("(it may"))
  }

  @Test func `what a key said is gone when the run is over`() {
    let before = live(140, 45).typing("!")
    #expect(screen(before).contains("twice the load"))
    var over = Fixture.snapshot
    over.phase = .ended(.completed)
    var after = before
    after.take(over)
    #expect(!screen(after).contains("twice the load"))
  }
}
