import Budgets
import Measurements
import Sessions
import TestSupport
import Testing

@Suite("A replay")
struct ReplayTests {
  private let suite: Suite = {
    var everywhere = objective(.quantile(.p95), 40, subject: .benchmark("sync"))
    everywhere.inEverySeconds = 7
    var suite = SessionsTests.suite(
      [
        objective(.quantile(.p95), 30), objective(.quantile(.p99), 60), objective(.mean, 20),
        objective(.errorRate, 0.02), objective(.throughput, 40), everywhere,
        objective(.availability, 0.97, subject: .suite),
        objective(.quantile(.p999), 100, subject: .suite),
      ],
      benchmarks: ["list", "sync"],
      stages: [.init(from: 10, to: 10, nanoseconds: 120_000_000_000)]
    )
    suite.alerts = [
      AlertRule(
        severity: .warning,
        benchmark: "sync",
        metric: .quantile(.p90),
        comparison: .atMost,
        limit: 25e6
      )
    ]
    return suite
  }()

  /// A session in which everything happens, chosen by a seed.
  private func script(seed: UInt64) -> Script {
    var random = SeededGenerator(seed: seed)
    var script = Script()
    func load(_ benchmark: String) -> Script.Load {
      var load = Script.Load(benchmark: benchmark)
      load.good = Int.random(in: 0...80, using: &random)
      load.milliseconds = Double(random.latency(medianNanoseconds: 20_000, spread: 0.5)) / 1000
      load.failed = Int.random(in: 0...20, using: &random) / 18
      load.dropped = Int.random(in: 0...20, using: &random) / 19
      load.cutOff = Int.random(in: 0...20, using: &random) / 20
      return load
    }
    script.load(0, 10, stage: 0)
    script.seconds(3, load("list"), load("sync"), phase: .warmup)
    for second in 0..<110 {
      if second % 37 == 20 { script.load(10, Double(second), stage: second / 37) }
      if second == 90 { script.event(.paused) }
      if second == 95 { script.event(.resumed) }
      if second % 50 == 49 { script.event(.mark("mark \(second)"), afterNanoseconds: 1234) }
      var gauge = GeneratorGauge()
      gauge.busiestLoop = random.unit()
      gauge.sends = 100
      gauge.lateSends = UInt64.random(in: 0...2, using: &random)
      let isPaused = (90..<95).contains(second)
      script.seconds(
        1,
        load("list"),
        load("sync"),
        pausedNanoseconds: isPaused ? 1_000_000_000 : 0,
        generator: gauge
      )
    }
    script.end()
    return script
  }

  @Test("ends in the summary and the events of the run", arguments: 1...3)
  func identical(seed: UInt64) {
    let script = script(seed: seed)
    let live = run(script, suite)
    let replayed = run(script, suite)
    #expect(live.state.summary() == replayed.state.summary())
    #expect(live.derived == replayed.derived)
    #expect(!live.derived.isEmpty)
    #expect(live.state.summary().firstOver != nil)
  }

  @Test("does not miss the previews that the run had", arguments: 1...2)
  func previews(seed: UInt64) {
    let script = script(seed: seed)
    var live = Script()
    live.append(
      script.inputs.flatMap { input -> [SessionInput] in
        guard case .interval(let record) = input else { return [input] }
        return (1...3).map { .preview(record.part($0, of: 4)) } + [input]
      }
    )
    let head = SessionHead(
      suite: suite.name,
      profile: suite.profile.name,
      startedNanoseconds: 1_795_230_000_000_000_000
    )
    var state = SessionState(head: head, suite: suite)
    var derived: [SessionEvent] = []
    for input in live.inputs {
      derived += state.apply(input)
      // What is shown between intervals must not change them either.
      if case .preview(let record) = input, record.number % 10 == 0 {
        #expect(state.snapshot(recording: .off).summary == nil)
      }
    }
    let replayed = run(script, suite)
    #expect(state.summary() == replayed.state.summary())
    #expect(derived == replayed.derived)
    let shown = state.snapshot(recording: .off)
    let expected = replayed.state.snapshot(recording: .off)
    #expect(shown.objectives == expected.objectives)
    #expect(shown.benchmarks == expected.benchmarks)
    #expect(shown.timeline == expected.timeline)
    #expect(shown.steps == expected.steps)
    #expect(shown.events == expected.events)
    #expect(shown.summary == expected.summary)
    #expect(shown.phase == .ended(.completed))
  }

  @Test("comes to the same verdicts whatever the order of series within an interval")
  func order() {
    let script = script(seed: 9)
    var turned = Script()
    turned.append(
      script.inputs.map { input in
        guard case .interval(var record) = input else { return input }
        record.series.reverse()
        record.counters.reverse()
        return .interval(record)
      }
    )
    #expect(run(turned, suite).state.summary() == run(script, suite).state.summary())
    #expect(run(turned, suite).derived == run(script, suite).derived)
  }

  @Test("moves its clock while an interval fills, and its figures when it is complete")
  func preview() throws {
    var script = Script()
    script.seconds(5, .init(good: 100))
    var state = run(script, suite).state
    var next = Script()
    next.seconds(6, .init(good: 100))
    guard case .interval(let record)? = next.inputs.last else { return }
    let before = state.summary()
    #expect(state.apply(.preview(record.part(1, of: 2))) == [])
    let shown = state.snapshot(recording: .off)
    #expect(shown.benchmarks.first?.whole.count == 500)
    #expect(shown.traffic.rate == 100)
    #expect(shown.elapsedNanoseconds == 5_500_000_000)
    #expect(shown.measuredNanoseconds == 5_500_000_000)
    #expect(state.summary() == before)
    _ = state.apply(.interval(record))
    #expect(state.snapshot(recording: .off).benchmarks.first?.whole.count == 600)
    #expect(state.snapshot(recording: .off).measuredNanoseconds == 6_000_000_000)
  }
}

extension IntervalRecord {
  /// What there is of it after `part` of `whole` equal parts.
  fileprivate func part(_ part: Int64, of whole: Int64) -> IntervalRecord {
    var preview = self
    preview.endNanoseconds =
      startNanoseconds + (endNanoseconds - startNanoseconds) * part / whole
    preview.pausedNanoseconds = min(
      pausedNanoseconds,
      preview.endNanoseconds - startNanoseconds
    )
    preview.series = series.map { series in
      var entries = Array(series.counts.entries)
      for index in entries.indices {
        entries[index].count = max(1, entries[index].count * UInt32(part) / UInt32(whole))
      }
      return SeriesCounts(id: series.id, counts: SparseCounts(entries: entries))
    }
    return preview
  }
}

extension Script {
  /// Appends inputs as they are.
  fileprivate mutating func append(_ inputs: [SessionInput]) { self.inputs += inputs }
}
