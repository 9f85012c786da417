import Budgets
import Measurements
import Testing

@testable import Sessions

@Suite("Sessions of several parts")
struct SessionPartsTests {
  private func record(
    _ number: Int,
    active: [String]? = nil,
    _ series: [(String, SeriesID.Kind, [Int64])]
  ) -> IntervalRecord {
    let start = Int64(number) * 1_000_000_000
    var record = IntervalRecord(
      number: number,
      startNanoseconds: start,
      endNanoseconds: start + 1_000_000_000,
      phase: .measured
    )
    record.active = active
    record.series = series.map { name, kind, values in
      var histogram = Histogram()
      for value in values { histogram.record(value) }
      return SeriesCounts(id: SeriesID(name, kind), counts: histogram.sparse)
    }
    return record
  }

  private func state(_ suite: Suite, _ records: [IntervalRecord]) -> SessionState {
    let head = SessionHead(suite: suite.name, profile: "p", startedNanoseconds: 0)
    var state = SessionState(head: head, suite: suite)
    for record in records { _ = state.apply(.interval(record)) }
    return state
  }

  private func figures(_ name: String, _ state: SessionState) throws -> BenchmarkSummary {
    try #require(state.summary().benchmarks.first { $0.name == name })
  }

  @Test("give the rate of each benchmark over the time in which it was measured")
  func ownTime() throws {
    let ten = Array(repeating: Int64(1_000_000), count: 10)
    let records = (0..<20).map { number in
      let name = number < 5 ? "first" : "second"
      return record(number, active: [name], [(name, .succeeded, ten)])
    }
    let state = state(suite([], benchmarks: ["first", "second"]), records)
    #expect(try figures("first", state).rate == 10)
    #expect(try figures("second", state).rate == 10)
    let benchmarks = state.snapshot(recording: .off).benchmarks
    #expect(benchmarks[0].last10.count == 50)
    #expect(benchmarks[0].history.points.map { $0 != nil } == (0..<20).map { $0 < 5 })
  }

  @Test("leave out what was skipped, with its reason")
  func skipped() throws {
    let suite = suite(
      [
        objective(.quantile(.p95), 1000),
        objective(.quantile(.p95), 1000, subject: .benchmark("gone")),
      ],
      benchmarks: ["list", "gone"]
    )
    let head = SessionHead(suite: suite.name, profile: "p", startedNanoseconds: 0)
    var state = SessionState(head: head, suite: suite)
    let skip = SkippedBenchmark(name: "gone", reason: "no tool")
    #expect(
      state.apply(.event(SessionEvent(atNanoseconds: 0, kind: .skipped(skip)))).isEmpty
    )
    #expect(state.summary().verdict == .pending)
    let many = Array(repeating: Int64(1_000_000), count: 30)
    for number in 0..<10 {
      _ = state.apply(.interval(record(number, [("list", .succeeded, many)])))
    }
    let summary = state.summary()
    #expect(summary.verdict == .pass)
    #expect(summary.status == 0)
    #expect(summary.benchmarks.map(\.skipped) == [nil, "no tool"])
    #expect(summary.benchmarks.map(\.verdict) == [.pass, .skipped])
    let snapshot = state.snapshot(recording: .off)
    #expect(snapshot.objectives.map(\.whole.verdict) == [.pass, .skipped])
    #expect(snapshot.benchmarks[1].skipped == "no tool")
    #expect(snapshot.events.map(\.kind) == [.skipped(skip)])
  }

  private var delivering: Suite {
    var suite = suite([], benchmarks: [])
    suite.engines = [
      ExternalEngine(name: "program", kind: .stream(StreamProgram(.standardInput)))
    ]
    return suite
  }

  @Test("take in names that appear, with the budget of errors that every benchmark has")
  func newcomers() throws {
    let records = (0..<10).map { number in
      record(
        number,
        number < 4
          ? [("early", .succeeded, [5, 6])]
          : [("early", .succeeded, [5]), ("late", .succeeded, [7]), ("late", .failed, [9])]
      )
    }
    let state = state(delivering, records)
    #expect(state.summary().benchmarks.map(\.name) == ["early", "late"])
    #expect(try figures("early", state).count == 14)
    let late = try figures("late", state)
    #expect(late.count == 12)
    #expect(late.objectives.map(\.objective.metric) == [.errorRate])
    #expect(late.objectives.allSatisfy { $0.objective.isDefault })
    #expect(late.verdict == .violation)
    let status = state.snapshot(recording: .off).benchmarks[1]
    #expect(status.history.points.map { $0 != nil } == (0..<10).map { $0 >= 4 })
    // A suite that starts no program of its own takes nobody in.
    let closed = suite([], benchmarks: ["early"])
    #expect(self.state(closed, records).summary().benchmarks.map(\.name) == ["early"])
  }

  @Test("can be had again at any moment, also before somebody joined")
  func past() throws {
    let records = (0..<200).map { number in
      let early = ("early", SeriesID.Kind.succeeded, [Int64(100 + number)])
      let late = ("late", SeriesID.Kind.succeeded, [Int64(5000 + number)])
      return record(number, number < 90 ? [early] : [early, late])
    }
    let past = SessionPast(
      ListedArchive(records.map { .interval($0) }),
      suite: delivering,
      limitBytes: 20_000,
      span: 16
    )
    while past.advance() != .over {}
    for count in [200, 1, 15, 16, 89, 90, 91, 96, 150, 17] {
      let frame = try past.frame(at: Int64(count) * 1_000_000_000)
      let then = state(delivering, Array(records.prefix(count)))
      let expected = then.snapshot(recording: .off)
      #expect(frame.snapshot.benchmarks == expected.benchmarks, "after \(count)")
      #expect(frame.snapshot.objectives == expected.objectives, "after \(count)")
    }
    let region = try #require(try past.result(of: 40_000_000_000..<120_000_000_000))
    #expect(region.count == 80 + 30)
  }

  @Test("count the steps of a flow for the suite, and not the flow once more")
  func flows() throws {
    var suite = suite([objective(.throughput, 2, subject: .suite)], benchmarks: [])
    let request = HTTPRequest(method: "GET", url: "/a")
    suite.benchmarks = [
      Benchmark(
        name: "flow",
        workload: .flow(
          Flow(steps: [
            .init(name: "one", request: request), .init(name: "two", request: request),
          ])
        )
      )
    ]
    let records = (0..<10).map {
      record(
        $0,
        [
          ("flow", .succeeded, [30]), ("flow/one", .succeeded, [10]),
          ("flow/two", .succeeded, [20]),
        ]
      )
    }
    let summary = state(suite, records).summary()
    #expect(summary.benchmarks.map(\.name) == ["flow", "flow/one", "flow/two"])
    #expect(summary.suiteObjectives[0].judgement.observed == 2)
  }

  @Test("judge the parts of an exchange, and count the exchange alone for the suite")
  func exchanges() throws {
    var suite = suite(
      [
        objective(.throughput, 2, subject: .suite),
        objective(.throughput, 3, subject: .benchmark("live/received")),
        objective(.maximum, 1, subject: .benchmark("live/subscribe")),
      ],
      benchmarks: []
    )
    var exchange = WebSocketExchange(url: "/ws")
    exchange.subscribe = "on"
    exchange.send = "ping"
    suite.benchmarks = [Benchmark(name: "live", workload: .webSocket(exchange))]
    let records = (0..<10).map {
      record(
        $0,
        [
          ("live", .succeeded, [30, 31]), ("live/message", .succeeded, [10, 11]),
          ("live/received", .succeeded, [5, 6, 7]),
        ]
      )
    }
    let summary = state(suite, records).summary()
    #expect(
      summary.benchmarks.map(\.name)
        == ["live"] + ["connect", "subscribe", "message", "received"].map { "live/\($0)" }
    )
    #expect(summary.suiteObjectives[0].judgement.observed == 2)
    #expect(summary.benchmarks[4].objectives.map(\.judgement.observed) == [3])
    // Nobody subscribed again: what was asked of it can't be judged, and is not forgotten.
    #expect(summary.benchmarks[2].objectives.map(\.judgement.verdict) == [.pending])
    exchange.send = nil
    exchange.subscribe = nil
    #expect(exchange.parts == [.connect, .received])
  }

  @Test("judge what watched processes take")
  func processes() throws {
    var suite = suite(
      [
        Objective(subject: .process("server"), metric: .residentMemory, budget: 1000),
        Objective(subject: .process("server"), metric: .cpu, budget: 0.5),
        Objective(subject: .process("gone"), metric: .cpu, budget: 0.5),
      ],
      benchmarks: ["list"]
    )
    suite.processes = [
      WatchedProcess(label: "server", target: .name("server")),
      WatchedProcess(label: "gone", target: .pid(1)),
    ]
    let records = (0..<10).map { number in
      var record = record(number, [("list", .succeeded, [10])])
      var gauge = ProcessGauge(label: "server")
      gauge.cpu = number < 5 ? 0.2 : 0.4
      gauge.residentBytes = number == 7 ? 1500 : 900
      gauge.threads = number
      gauge.contextSwitches = 50
      record.processes = [gauge]
      return record
    }
    let state = state(suite, records)
    let summary = state.summary()
    let server = summary.processes[0]
    #expect(server.objectives.map(\.judgement.verdict) == [.violation, .pass])
    #expect(server.objectives[0].judgement.observed == 1500)
    #expect(abs(try #require(server.objectives[1].judgement.observed) - 0.3) < 1e-12)
    #expect(server.totals?.mostThreads == 9)
    #expect(server.totals?.switchesPerSecond == 50)
    #expect(summary.processes[1].totals == nil)
    #expect(summary.processes[1].objectives.map(\.judgement.verdict) == [.pending])
    #expect(summary.status == 2)
    let status = state.snapshot(recording: .off).processes[0]
    #expect(status.resident.points.last == 900)
  }

  @Test("judge what runs of a command take besides time, and know how sure that is")
  func runs() throws {
    var suite = suite(
      [
        objective(.quantile(.p95), 1), objective(.residentMemory, 5000),
        objective(.userTime, 1_000_000),
      ],
      benchmarks: []
    )
    suite.benchmarks = [Benchmark(name: "list", workload: .command(Command(["true"])))]
    let records = (0..<50).map {
      record(
        $0,
        [
          ("list", .succeeded, [500_000 + Int64($0) * 1000]), ("list", .userTime, [300_000]),
          ("list", .systemTime, [100_000]), ("list", .residentMemory, [$0 == 20 ? 4096 : 2048]),
        ]
      )
    }
    let list = try figures("list", state(suite, records))
    #expect(list.count == 50)
    let runs = try #require(list.runs)
    #expect(runs.residentBytes == 4099)
    #expect(!runs.residentIsMost)
    #expect(abs(runs.userNanoseconds - 300_000) < 300)
    #expect(list.objectives.map(\.judgement.verdict) == [.pass, .pass, .pass])
    // Of 50 independent samples p95 has no upper order statistic: 1 - 0.95^50 is 92 %.
    #expect(list.objectives[0].judgement.low != nil)
    #expect(list.objectives[0].judgement.high == nil)
    #expect(list.objectives[0].judgement.sure == false)
    #expect(list.objectives[2].judgement.sure)
  }

  @Test("say that memory is at most so much, where no run could be told to have taken less")
  func unresolvedMemory() throws {
    var suite = suite([], benchmarks: [])
    suite.benchmarks = [Benchmark(name: "list", workload: .command(Command(["true"])))]
    func runs(_ unresolved: UInt64) throws -> RunFigures {
      var counters = BenchmarkCounters(benchmark: "list")
      counters.unresolvedMemory = unresolved
      var record = record(
        0,
        [("list", .succeeded, [5, 6]), ("list", .residentMemory, [2048, 2048])]
      )
      record.counters = [counters]
      return try #require(try figures("list", state(suite, [record])).runs)
    }
    #expect(try runs(2).residentIsMost)
    #expect(try !runs(1).residentIsMost)
    #expect(try !runs(0).residentIsMost)
    #expect(try runs(2).memory(.unicode, isDecimal: false) == "≤2.00KiB")
  }
}
