import Budgets
import Measurements
import TestSupport
import Testing

@testable import Sessions

@Suite("The past of a session")
struct SessionPastTests {
  private let suite: Suite = {
    var often = objective(.quantile(.p95), 40, subject: .benchmark("sync"))
    often.inEverySeconds = 7
    var seldom = objective(.quantile(.p90), 25, subject: .suite)
    seldom.inEverySeconds = 50
    var suite = SessionsTests.suite(
      [
        objective(.quantile(.p95), 30), objective(.quantile(.p99), 60), objective(.mean, 20),
        objective(.errorRate, 0.02), objective(.throughput, 40), often, seldom,
        objective(.availability, 0.97, subject: .suite),
        objective(.quantile(.p999), 100, subject: .suite),
      ],
      benchmarks: ["list", "sync"],
      stages: [.init(from: 10, to: 10, nanoseconds: 130_000_000_000)]
    )
    // So that names may join that the suite does not have.
    suite.engines = [
      ExternalEngine(name: "program", kind: .stream(StreamProgram(.standardInput)))
    ]
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

  private struct Shape {
    var warmup: Int
    var seconds: Int
    /// Seconds from one change of the load to the next.
    var step: Int
    /// Seconds after which the other benchmark is measured; nil where both are, all the time.
    var turn: Int?
    /// When a benchmark joins that nobody knew of.
    var newcomer: Int?

    /// The benchmarks that are measured in a second; nil for all.
    func active(_ second: Int) -> [String]? {
      turn.map { second / $0 % 2 == 0 ? ["list"] : ["sync"] }
    }
  }

  /// A session in which everything happens, chosen by a seed.
  private func script(_ shape: Shape, seed: UInt64) -> Script {
    var random = SeededGenerator(seed: seed)
    var script = Script()
    func load(_ benchmark: String, _ second: Int) -> Script.Load {
      var load = Script.Load(benchmark: benchmark)
      load.good = Int.random(in: 0...60, using: &random)
      let median = 15_000.0 * (second % 90 > 60 ? 2 : 1)
      load.milliseconds =
        Double(random.latency(medianNanoseconds: median, spread: 0.5)) / 1000
      load.failed = Int.random(in: 0...20, using: &random) / 18
      load.dropped = Int.random(in: 0...20, using: &random) / 19
      load.cutOff = Int.random(in: 0...20, using: &random) / 20
      load.interrupted = load.cutOff
      return load
    }
    script.load(0, 10, stage: 0)
    script.seconds(shape.warmup, load("list", 0), load("sync", 0), phase: .warmup)
    for second in 0..<shape.seconds {
      if second % shape.step == 20 { script.load(10, Double(second), stage: second / shape.step) }
      if second % 100 == 90 { script.event(.paused) }
      if second % 100 == 95 { script.event(.resumed) }
      if second % 50 == 49 { script.event(.mark("mark \(second)"), afterNanoseconds: 1234) }
      script.event(
        .slowest([
          SlowRequest(
            atNanoseconds: script.now,
            benchmark: "list",
            latencyNanoseconds: Int64.random(in: 1...1_000_000, using: &random),
            outcome: "200",
            isGood: true,
            request: "GET /"
          )
        ])
      )
      var gauge = GeneratorGauge()
      gauge.busiestLoop = random.unit()
      gauge.sends = 100
      gauge.lateSends = UInt64.random(in: 0...2, using: &random)
      let isPaused = (90..<95).contains(second % 100)
      let names = shape.active(second) ?? ["list", "sync"]
      let late = shape.newcomer.map { second >= $0 } ?? false
      script.seconds(
        1,
        (late ? names + ["late"] : names).map { load($0, second) },
        active: shape.active(second),
        pausedNanoseconds: isPaused ? 1_000_000_000 : 0,
        generator: gauge
      )
    }
    script.event(.mark("the end"))
    script.end()
    return script
  }

  private func expectEverywhere(
    _ script: Script,
    span: Int,
    limitBytes: Int,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let archive = ListedArchive(script.inputs)
    let past = SessionPast(archive, suite: suite, limitBytes: limitBytes, span: span)
    while past.advance() != .over {}
    let overview = past.overview()
    #expect(overview.isComplete, sourceLocation: location)
    var names: Set<String> = []
    for case .interval(let record) in script.inputs {
      names.formUnion(record.series.map(\.id.benchmark))
    }
    #expect(Set(overview.snapshot.benchmarks.map(\.name)) == names, sourceLocation: location)
    var random = SeededGenerator(seed: 77)
    var state = SessionState(head: archive.head, suite: suite)
    var expected: [Snapshot] = []
    for input in script.inputs {
      _ = state.apply(input)
      if case .interval = input { expected.append(state.snapshot(recording: .off)) }
    }
    // The last frame has the end too.
    expected[expected.count - 1] = state.snapshot(recording: .off)
    // At first in order, as it is played, then at random, in steps to both sides, and back from the
    // end.
    let count = expected.count
    var steps: [Int] = []
    for step in [-1, -1, 1, -10, -10, 1, 10, -1, -7, -10, -10, 25, -1, -30, -1, 2, 40, -1] {
      steps.append(min(count - 1, max(0, (steps.last ?? count * 2 / 3) + step)))
    }
    let order =
      Array(0..<count) + (0..<count / 4).map { _ in Int.random(in: 0..<count, using: &random) }
      + steps + Array((count - 80..<count).reversed())
    for number in order {
      let frame = try past.frame(at: expected[number].elapsedNanoseconds)
      #expect(frame.isWhole)
      let difference = frame.snapshot.difference(from: expected[number])
      #expect(difference == nil, "after interval \(number)", sourceLocation: location)
      if difference != nil { return }
    }
  }

  @Test("is what a session showed after each of its intervals", arguments: [4, 64])
  func everywhere(span: Int) throws {
    for shape in [
      Shape(warmup: 3, seconds: 150, step: 37), Shape(warmup: 0, seconds: 280, step: 1000),
      Shape(warmup: 70, seconds: 90, step: 25),
      Shape(warmup: 2, seconds: 260, step: 50, turn: 7),
      Shape(warmup: 0, seconds: 260, step: 300, turn: 130),
      Shape(warmup: 1, seconds: 150, step: 60, newcomer: 83),
    ] {
      try expectEverywhere(
        script(shape, seed: UInt64(shape.seconds)),
        span: span,
        limitBytes: 1 << 30
      )
    }
  }

  @Test("stays so when it takes more memory than it may, and blocks get longer")
  func coarser() throws {
    let script = script(Shape(warmup: 5, seconds: 400, step: 60), seed: 5)
    try expectEverywhere(script, span: 2, limitBytes: 200_000)
  }

  @Test("has histories that may be coarser, and end where they should")
  func histories() throws {
    var script = Script()
    script.seconds(3000, .init(good: 3))
    let past = SessionPast(ListedArchive(script.inputs), suite: suite)
    while past.advance() != .over {}
    let frame = try past.frame(at: 1_001_000_000_000)
    let history = try #require(frame.snapshot.benchmarks.first?.history)
    #expect(history.stride == 4)
    #expect(history.points.count == 251)
    #expect(history.filled == 1)
    #expect(frame.snapshot.timeline.rate.points.count == 251)
    #expect(frame.snapshot.elapsedNanoseconds == 1_001_000_000_000)
  }

  @Test("judges a stretch as a session over these intervals alone would be judged")
  func regions() throws {
    let script = script(Shape(warmup: 3, seconds: 300, step: 37), seed: 8)
    let past = SessionPast(ListedArchive(script.inputs), suite: suite, span: 16)
    while past.advance() != .over {}
    var random = SeededGenerator(seed: 3)
    for _ in 0..<60 {
      let from = Int64.random(in: 3_000_000_000..<290_000_000_000, using: &random)
      let to = Int64.random(in: from...302_000_000_000, using: &random) + 1
      let result = try #require(try past.result(of: from..<to))
      let first = from / 1_000_000_000
      let last = (to - 1) / 1_000_000_000
      #expect(result.bounds == first * 1_000_000_000..<(last + 1) * 1_000_000_000)
      var state = SessionState(head: ListedArchive([]).head, suite: suite)
      for case .interval(let record) in script.inputs
      where (first...last).contains(Int64(record.number)) {
        _ = state.apply(.interval(record))
      }
      let totals = state.subjects[Roster.suite].totals
      #expect(result.count == totals.events.count)
      #expect(result.failed == totals.events.failed)
      for (index, objective) in state.objectives.enumerated() {
        let subject = state.subjects[state.objectiveSubjects[index]]
        #expect(result.judgements[index] == objective.whole(subject))
      }
    }
  }

  @Test("is the whole session, as far as it was gone through")
  func overview() throws {
    var script = Script()
    script.seconds(30, .init(good: 50, milliseconds: 10))
    script.event(.mark("slow now"))
    script.seconds(30, .init(good: 50, milliseconds: 90))
    script.end()
    let past = SessionPast(
      ListedArchive(script.inputs),
      suite: SessionsTests.suite([objective(.quantile(.p95), 30), objective(.throughput, 40)])
    )
    for _ in 0..<20 { #expect(past.advance() == .more) }
    #expect(past.overview().summedNanoseconds == 20_000_000_000)
    #expect(past.overview().endNanoseconds == 60_000_000_000)
    #expect(!past.overview().isComplete)
    #expect(try !past.frame(at: 45_000_000_000).isWhole)
    #expect(try past.frame(at: 45_000_000_000).snapshot.benchmarks[0].last10.count == 500)
    while past.advance() != .over {}
    let overview = past.overview()
    #expect(overview.landmarks.contains { $0.kind == .mark("slow now") })
    #expect(
      overview.landmarks.map(\.atNanoseconds) == overview.landmarks.map(\.atNanoseconds).sorted()
    )
    #expect(overview.snapshot.summary?.verdict == .violation)
    let trace = try #require(overview.traces.first)
    #expect(trace.ends.elementsEqual((1...60).map { $0 * 1_000_000_000 }))
    #expect(trace.whole[0] > 9.9e6 && trace.whole[0] < 10.1e6)
    #expect(trace.last10[40] > 89e6 && trace.whole[59] > 89e6)
    #expect(overview.traces[1].whole[30] == 50)
  }
}

/// A session as a list of its inputs.
final class ListedArchive: SessionArchive {
  let head = SessionHead(
    suite: "notes",
    profile: "stress",
    startedNanoseconds: 1_795_230_000_000_000_000
  )
  let endNanoseconds: Int64
  let recordedSummary: Summary? = nil
  let warnings: [String] = []
  /// `[interval]`, and what comes after the last.
  private var intervals: [[SessionInput]] = [[]]
  private var rest: ArraySlice<SessionInput>

  init(_ inputs: [SessionInput]) {
    rest = inputs[...]
    var end: Int64 = 0
    for input in inputs {
      intervals[intervals.count - 1].append(input)
      guard case .interval(let record) = input else { continue }
      end = record.endNanoseconds
      intervals.append([])
    }
    endNanoseconds = end
  }

  func next() -> ArchiveStep { rest.popFirst().map { .input($0) } ?? .over }

  func inputs(of range: Range<Int>) -> [SessionInput] { intervals[range].flatMap { $0 } }

  func inputs(upTo nanoseconds: Int64, count: Int) -> [SessionInput] {
    let last = Int((nanoseconds + 999_999_999) / 1_000_000_000)
    return inputs(of: max(0, last - count)..<min(last, intervals.count - 1))
  }
}

extension SessionPast {
  /// A stretch, judged to its end.
  func result(of region: Range<Int64>) throws -> RegionResult? {
    guard var work = try judging(region) else { return nil }
    while !work.isComplete { work = try goingOn(with: work) }
    return work.result
  }
}

extension Snapshot {
  /// The first part that differs from that of another one.
  func difference(from other: Snapshot) -> String? {
    if phase != other.phase { return "phase \(phase), not \(other.phase)" }
    if elapsedNanoseconds != other.elapsedNanoseconds { return "elapsed" }
    if measuredNanoseconds != other.measuredNanoseconds { return "measured" }
    if measuredSinceNanoseconds != other.measuredSinceNanoseconds { return "measured since" }
    if load != other.load { return "load" }
    if traffic != other.traffic { return "traffic \(traffic), not \(other.traffic)" }
    if trust != other.trust { return "trust" }
    if steered != other.steered { return "steered" }
    for (mine, others) in zip(objectives, other.objectives) where mine != others {
      return "objective \(mine) not \(others)"
    }
    for (mine, others) in zip(benchmarks, other.benchmarks) where mine != others {
      return "benchmark \(mine) not \(others)"
    }
    if timeline != other.timeline { return "timeline" }
    if steps != other.steps { return "steps" }
    if events != other.events { return "events" }
    if outages != other.outages { return "outages" }
    if slowest != other.slowest { return "slowest" }
    return summary == other.summary ? nil : "summary"
  }
}
