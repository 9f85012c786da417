import Budgets
import Sessions
import Workloads

/// Makes what measures a suite: a source for each of its parts, and one for the whole session.
struct SuiteSources {
  /// The suite.
  let suite: Suite
  /// Where relative URLs go: the embedded server, or the suite's target; nil if it has none.
  let base: String?
  /// The embedded server; nil if nothing asks for it.
  var demo: String?
  /// What is known of the session.
  let head: SessionHead
  /// How it is measured.
  let options: EngineOptions
  /// Whether only what a file grows by is read.
  var skipsExisting = false

  /// The source of the session; throws what is wrong with any part before the first one begins.
  func session() throws -> any SessionSource {
    let parts = try suite.parts.map { part in
      SessionPart(
        source: try source(of: part.kind, benchmarks: part.benchmarks),
        benchmarks: part.benchmarks.map { suite.benchmarks[$0].name }
      )
    }
    guard let first = parts.first else { throw EngineError.nothingToRun }
    let processes = suite.processes.isEmpty ? nil : ProcessWatch(suite.processes)
    if parts.count == 1, processes == nil { return first.source }
    return Conductor(parts: parts, processes: processes)
  }

  /// The source of one part, with its benchmarks as places in those of the suite.
  private func source(
    of kind: Workload.Kind,
    benchmarks: [Int]
  ) throws -> any SessionSource {
    var own = suite
    own.benchmarks = benchmarks.map { suite.benchmarks[$0] }
    switch kind {
    case .load:
      // Classes of users name benchmarks by their places in the whole suite.
      return try load(suite)
    case .samples: return try samples(own)
    case .external(let name):
      guard let engine = suite.engines.first(where: { $0.name == name }) else {
        throw EngineError.nothingToRun
      }
      return try source(of: engine)
    }
  }

  /// The source of a program that measures by itself.
  private func source(of engine: ExternalEngine) throws -> any SessionSource {
    switch engine.kind {
    case .stream(let program):
      var options = StreamSource.Options()
      options.intervalNanoseconds = head.intervalNanoseconds
      options.mostNanoseconds = head.choice.durationNanoseconds
      options.skipsExisting = skipsExisting
      options.folder = suite.folder
      return try StreamSource(name: engine.name, stream: program, options: options)
    case .k6(let script):
      var options = K6Source.Options()
      options.intervalNanoseconds = head.intervalNanoseconds
      options.folder = suite.folder
      return try K6Source(name: engine.name, script: script, options: options)
    case .locust(let file):
      var options = LocustSource.Options()
      options.intervalNanoseconds = head.intervalNanoseconds
      options.folder = suite.folder
      options.host = file.host == "demo" ? demo : file.host ?? base
      return try LocustSource(
        name: engine.name,
        file: file,
        profile: file.load(under: suite.profile, askedUsers: head.choice.users),
        options: options
      )
    }
  }

  private func samples(_ suite: Suite) throws -> SampleSource {
    var options = SampleSource.Options()
    options.takesTurns = suite.interleaves
    options.intervalNanoseconds = head.intervalNanoseconds
    let commands = try SampleSource.commands(suite.benchmarks, in: suite.folder)
    let subjects = commands + functions(suite)
    let places = Dictionary(
      suite.benchmarks.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return SampleSource(
      subjects.sorted { places[$0.name, default: 0] < places[$1.name, default: 0] },
      options: options
    )
  }

  /// The functions of a suite that this program declares.
  private func functions(_ suite: Suite) -> [any SampleSubject] {
    guard let declared = DeclaredFunctions.current else { return [] }
    let clock = ClockCost.measured()
    var subjects: [any SampleSubject] = []
    for benchmark in suite.benchmarks {
      guard case .function(let sampling) = benchmark.workload,
        let function = declared.benchmarks.first(where: { $0.name == benchmark.name })
      else { continue }
      subjects.append(
        FunctionSubject(
          name: benchmark.name,
          sampling: sampling,
          clock: clock,
          introduction: subjects.isEmpty ? clock.notice : nil,
          body: function.body
        )
      )
    }
    return subjects
  }

  private func load(_ suite: Suite) throws -> HTTPEngine {
    var options = HTTPEngine.Options()
    options.base = base
    options.seed = head.seed
    options.intervalNanoseconds = head.intervalNanoseconds
    options.threads = self.options.threads
    return try HTTPEngine(suite: suite, options: options)
  }
}
