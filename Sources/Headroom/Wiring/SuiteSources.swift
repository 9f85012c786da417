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
  let options: EngineChoice
  /// Whether only what a file grows by is read.
  var skipsExisting = false
  /// Whether what needs a program that is not there is skipped; else it is an error.
  var skipsMissing = false
  /// Why the suite's functions can't be had here; nil if they can.
  var missingFunctions: String?

  /// The source of the session; throws what is wrong with any part before the first one begins.
  func session() throws -> any SessionSource {
    var parts: [SessionPart] = []
    var skipped: [SkippedBenchmark] = []
    for part in suite.parts {
      guard let source = try source(of: part.kind, part.benchmarks, skipping: &skipped) else {
        continue
      }
      let benchmarks = part.benchmarks.map { suite.benchmarks[$0] }
        .filter { benchmark in !skipped.contains { $0.name == benchmark.name } }
      parts.append(SessionPart(source: source, benchmarks: benchmarks.flatMap(\.names)))
    }
    guard let first = parts.first else {
      guard !skipped.isEmpty else { throw EngineError.nothingToRun }
      return PartialSource(nil, skipped: skipped)
    }
    let processes = suite.processes.isEmpty ? nil : ProcessWatch(suite.processes)
    let source =
      parts.count == 1 && processes == nil
      ? first.source : Conductor(parts: parts, processes: processes)
    return skipped.isEmpty ? source : PartialSource(source, skipped: skipped)
  }

  /// The source of one part, with its benchmarks as places in those of the suite; nil if all of it is
  /// skipped.
  private func source(
    of kind: Workload.Kind,
    _ benchmarks: [Int],
    skipping skipped: inout [SkippedBenchmark]
  ) throws -> (any SessionSource)? {
    let own = benchmarks.map { suite.benchmarks[$0] }
    switch kind {
    case .load:
      // Classes of users name benchmarks by their places in the whole suite.
      return try load(suite)
    case .samples: return try samples(own, skipping: &skipped)
    case .external(let name):
      guard let engine = suite.engines.first(where: { $0.name == name }) else {
        throw EngineError.nothingToRun
      }
      do {
        return try source(of: engine)
      } catch let error as any MissingProgram {
        // A suite that is nothing but this engine can't begin.
        guard skipsMissing, suite.parts.count > 1, let reason = error.missing else { throw error }
        let names = own.isEmpty ? [name] : own.map(\.name)
        skipped += names.map { SkippedBenchmark(name: $0, reason: reason) }
        return nil
      }
    }
  }

  /// The source of a program that measures by itself.
  private func source(of engine: ExternalEngine) throws -> any SessionSource {
    var options = ExternalOptions()
    options.intervalNanoseconds = head.intervalNanoseconds
    options.mostNanoseconds = head.choice.durationNanoseconds
    options.folder = suite.folder
    switch engine.kind {
    case .stream(let program):
      return try StreamSource(
        name: engine.name,
        stream: program,
        skipsExisting: skipsExisting,
        options: options
      )
    case .k6(let script):
      return try K6Source(name: engine.name, script: script, options: options)
    case .locust(let file):
      return try LocustSource(
        name: engine.name,
        file: file,
        host: file.host == "demo" ? demo : file.host ?? base,
        profile: file.load(under: suite.profile, askedUsers: head.choice.users),
        options: options
      )
    }
  }

  /// The source of commands and functions; nil if there is none that can be run.
  private func samples(
    _ benchmarks: [Budgets.Benchmark],
    skipping skipped: inout [SkippedBenchmark]
  ) throws -> SampleSource? {
    var options = SampleSource.Options()
    options.takesTurns = suite.interleaves
    options.intervalNanoseconds = head.intervalNanoseconds
    let commands = try CommandSubjects(benchmarks, in: suite.folder)
    for (name, error) in commands.missing {
      guard skipsMissing, let reason = error.missing else { throw error }
      skipped.append(SkippedBenchmark(name: name, reason: reason))
    }
    if let missingFunctions {
      skipped += benchmarks.filter(\.workload.isFunction).map {
        SkippedBenchmark(name: $0.name, reason: missingFunctions)
      }
    }
    let subjects = commands.subjects + functions(benchmarks)
    guard !subjects.isEmpty else { return nil }
    let places = Dictionary(
      benchmarks.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return SampleSource(
      subjects.sorted { places[$0.name, default: 0] < places[$1.name, default: 0] },
      options: options
    )
  }

  /// The functions of a suite that this program declares.
  private func functions(_ benchmarks: [Budgets.Benchmark]) -> [any SampleSubject] {
    guard let declared = DeclaredFunctions.current else { return [] }
    let clock = ClockCost.measured()
    var subjects: [any SampleSubject] = []
    for benchmark in benchmarks {
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
