import Budgets
import Glibc
import Measurements
import NIOSSL
import Sessions
import Synchronization
import Testing

@testable import Workloads

/// A run of the real engine from its start to its end, with everything it said.
struct EngineRunLog {
  var suite: Suite
  /// What came through the inbox, previews left out.
  var inputs: [SessionInput] = []
  var summary: Summary
  var end: SessionEnd?

  var records: [IntervalRecord] {
    inputs.compactMap { if case .interval(let record) = $0 { record } else { nil } }
  }

  var measured: [IntervalRecord] { records.filter { $0.phase == .measured } }

  var events: [SessionEvent] {
    inputs.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  /// How many samples of a series there are.
  func count(_ name: String, _ kind: SeriesID.Kind = .succeeded) -> Int {
    let series = records.flatMap(\.series).filter { $0.id == SeriesID(name, kind) }
    return Int(series.reduce(0) { $0 + $1.counts.count })
  }

  /// A sum over the counters of a benchmark.
  func total(_ name: String, _ counter: KeyPath<BenchmarkCounters, UInt64>) -> Int {
    let counters = records.flatMap(\.counters).filter { $0.benchmark == name }
    return Int(counters.reduce(0) { $0 + $1[keyPath: counter] })
  }

  /// The failures of a benchmark by kind.
  func errors(_ name: String) -> [ErrorKind: UInt64] {
    records.flatMap(\.counters).filter { $0.benchmark == name }
      .reduce(into: [:]) { $0.merge($1.errors, uniquingKeysWith: +) }
  }

  /// What the engine said in words.
  var notices: [String] {
    events.compactMap { if case .notice(let text) = $0.kind { text } else { nil } }
  }

  /// The figures of one benchmark.
  func benchmark(_ name: String = "b0") throws -> BenchmarkSummary {
    try #require(summary.benchmarks.first { $0.name == name })
  }

  /// Every request that a server may have seen.
  var accounted: Int {
    Int(summary.benchmarks.reduce(0) { $0 + $1.count + $1.warmup + $1.cutOff })
  }

  /// When the first event of a kind happened, ns of session time.
  func time(of kind: SessionEvent.Kind) -> Int64? {
    events.first { $0.kind == kind }?.atNanoseconds
  }
}

/// What a test wants to be run.
struct EngineScenario {
  var requests: [HTTPRequest] = [HTTPRequest(method: "GET", url: "/")]
  /// Instead of `requests`.
  var workloads: [Workload] = []
  var classes: [UserClass] = []
  var folder = ""
  /// A whole suite, instead of all but `threads` and `intervalMilliseconds`.
  var written: Suite?
  var weights: [Double] = []
  var model = LoadProfile.LoadModel.closed
  /// Level from, level to, milliseconds.
  var stages: [(from: Double, to: Double, milliseconds: Int64)]
  var iterations: Int?
  var warmupMilliseconds: Int64 = 0
  var mostInFlight: Int?
  /// Longer than any pause of a busy machine: only tests about timeouts have shorter ones.
  var timeoutMilliseconds: Int64 = 60_000
  var thinkMilliseconds: ClosedRange<Int64> = 0...0
  var objectives: [Objective] = []
  var threads = 1
  var intervalMilliseconds: Int64 = 100
  var tls = TLSTrust()

  static func closed(users: Double, milliseconds: Int64) -> EngineScenario {
    EngineScenario(stages: [(users, users, milliseconds)])
  }

  static func open(rate: Double, milliseconds: Int64) -> EngineScenario {
    EngineScenario(model: .open, stages: [(rate, rate, milliseconds)])
  }

  static func suite(_ suite: Suite) -> EngineScenario {
    EngineScenario(written: suite, stages: [])
  }

  var suite: Suite {
    if let written { return written }
    var profile = LoadProfile(
      name: "p",
      model: model,
      stages: stages.map {
        LoadProfile.Stage(from: $0.from, to: $0.to, nanoseconds: $0.milliseconds * 1_000_000)
      },
      iterations: iterations
    )
    profile.warmupNanoseconds = warmupMilliseconds * 1_000_000
    profile.mostInFlight = mostInFlight
    let workloads = workloads.isEmpty ? requests.map(Workload.http) : workloads
    let benchmarks = workloads.enumerated().map { index, workload in
      var benchmark = Benchmark(name: "b\(index)", workload: workload)
      benchmark.timeoutNanoseconds = timeoutMilliseconds * 1_000_000
      benchmark.thinkNanoseconds =
        thinkMilliseconds.lowerBound * 1_000_000...thinkMilliseconds.upperBound * 1_000_000
      if weights.indices.contains(index) { benchmark.weight = weights[index] }
      return benchmark
    }
    var suite = Suite(name: "s", profile: profile, benchmarks: benchmarks, objectives: objectives)
    suite.tls = tls
    suite.classes = classes
    suite.folder = folder
    return suite
  }

  var head: SessionHead {
    var head = SessionHead(suite: "s", profile: "p", startedNanoseconds: 0)
    head.intervalNanoseconds = intervalMilliseconds * 1_000_000
    return head
  }

  func engine(against base: String) throws -> HTTPEngine {
    var options = HTTPEngine.Options()
    options.base = base
    options.threads = threads
    options.intervalNanoseconds = intervalMilliseconds * 1_000_000
    return try HTTPEngine(suite: suite, options: options)
  }

  /// Runs to the end; `watch` sees every input, previews included, and may touch the load.
  ///
  /// What is asked for `first` takes effect as the run begins, however slow the machine is.
  ///
  /// Whatever the run, these hold: intervals follow each other without gaps, figures of errors add
  /// up, and a second state that is fed with the same inputs ends in the same summary.
  func run(
    against base: String,
    first: [Control] = [],
    watch: @escaping @Sendable (SessionInput, HTTPEngine) -> Void = { _, _ in }
  ) async throws -> EngineRunLog {
    let engine = try engine(against: base)
    let inbox = Inbox()
    for control in first { engine.apply(control) }
    try engine.start(into: inbox)
    let inputs = await withCheckedContinuation { continuation in
      startThread {
        continuation.resume(returning: Self.collect(inbox, engine, watch))
      }
    }
    var state = SessionState(head: head, suite: suite)
    for input in inputs { _ = state.apply(input) }
    var log = EngineRunLog(suite: suite, summary: state.summary())
    log.inputs = inputs.filter { if case .preview = $0 { false } else { true } }
    if case .end(let end)? = inputs.last { log.end = end }
    try #require(log.end != .torn, "the run did not end in time")
    checkInvariants(log)
    return log
  }

  private static func collect(
    _ inbox: Inbox,
    _ engine: HTTPEngine,
    _ watch: (SessionInput, HTTPEngine) -> Void
  ) -> [SessionInput] {
    let isOver = Mutex(false)
    let watchdog = Watchdog { inbox.put(.end(.torn)) }
    defer { watchdog.cancel() }
    var inputs: [SessionInput] = []
    while !isOver.withLock({ $0 }) {
      for input in inbox.takeAll() {
        inputs.append(input)
        if case .end = input {
          isOver.withLock { $0 = true }
          break
        }
        watch(input, engine)
      }
    }
    return inputs
  }

  private func checkInvariants(_ log: EngineRunLog) {
    var last: Int64 = 0
    for (number, record) in log.records.enumerated() {
      #expect(record.number == number)
      #expect(record.startNanoseconds == last)
      #expect(record.endNanoseconds > record.startNanoseconds)
      #expect(record.endNanoseconds % 1_000_000 == 0)
      #expect(record.activeNanoseconds >= 0)
      last = record.endNanoseconds
      for series in record.series {
        #expect(series.counts.count > 0)
        #expect((record.phase == .warmup) == [.warmup, .warmupFailed].contains(series.id.kind))
      }
      for counters in record.counters {
        let failed = record.series.first { $0.id == SeriesID(counters.benchmark, .failed) }
        #expect(counters.errors.values.reduce(0, +) == failed?.counts.count ?? 0)
      }
      let ended = record.series.filter { $0.id.kind != .service }
        .reduce(0) { $0 + $1.counts.count }
      #expect(ended == 0 || record.generator.busiestLoop > 0)
    }
    if model == .open {
      // A flow has no service time; its steps have. An exchange and its parts have none.
      for benchmark in log.summary.benchmarks where !log.suite.isWithoutService(benchmark.name) {
        let service = log.records.flatMap(\.series)
          .filter { $0.id == SeriesID(benchmark.name, .service) }
          .reduce(0) { $0 + $1.counts.count }
        #expect(service == benchmark.count - benchmark.failed)
      }
    }
    var replayed = SessionState(head: head, suite: suite)
    for input in log.inputs { _ = replayed.apply(input) }
    #expect(replayed.summary() == log.summary)
  }
}

extension Budgets.Suite {
  fileprivate func isWithoutService(_ name: String) -> Bool {
    benchmarks.contains { benchmark in
      switch benchmark.workload {
      case .flow: name == benchmark.name
      case .webSocket: name == benchmark.name || name.hasPrefix(benchmark.name + "/")
      case .http, .command, .function, .external: false
      }
    }
  }
}

/// Does something after two minutes, unless it is cancelled before.
///
/// That only bounds a run that hangs: a busy machine may need much longer than a quiet one.
final class Watchdog: Sendable {
  private let isCancelled = Atomic<Bool>(false)

  init(_ action: @escaping @Sendable () -> Void) {
    startThread { [self] in
      for _ in 0..<1_200 where !isCancelled.load(ordering: .relaxed) { usleep(100_000) }
      if !isCancelled.load(ordering: .relaxed) { action() }
    }
  }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}

/// Lets something happen once.
final class Once: Sendable {
  private let isDone = Atomic<Bool>(false)

  /// Whether there was such a call.
  var isOver: Bool { isDone.load(ordering: .relaxed) }

  /// True for the first call with a true condition.
  func first(_ condition: @autoclosure () -> Bool) -> Bool {
    guard condition() else { return false }
    return !isDone.exchange(true, ordering: .relaxed)
  }
}

extension SessionInput {
  /// Up to where a preview or an interval brings the session, ns; 0 for other inputs.
  var reached: Int64 {
    switch self {
    case .preview(let record), .interval(let record): record.endNanoseconds
    case .event, .end: 0
    }
  }
}
