import Budgets
import Sessions
import Workloads

/// Makes what measures a suite: a source for each of its parts, and one for the whole session.
struct SuiteSources {
  /// The suite.
  let suite: Suite
  /// Where relative URLs go: the embedded server, or the suite's target; nil if it has none.
  let base: String?
  /// What is known of the session.
  let head: SessionHead
  /// How it is measured.
  let options: EngineOptions

  /// The source of the session; throws what is wrong with any part before the first one begins.
  func session() throws -> any SessionSource {
    let parts = try suite.parts.map { part in
      SessionPart(
        source: try source(of: part.kind, benchmarks: part.benchmarks),
        benchmarks: part.benchmarks.map { suite.benchmarks[$0].name }
      )
    }
    guard let first = parts.first else { throw EngineError.nothingToRun }
    return parts.count == 1 ? first.source : Conductor(parts: parts)
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
    case .external(let engine): throw LaterWorkload(name: "the engine '\(Visible.text(engine))'")
    }
  }

  private func samples(_ suite: Suite) throws -> SampleSource {
    if let function = suite.benchmarks.first(where: \.workload.isFunction) {
      throw LaterWorkload(name: "measuring the function '\(Visible.text(function.name))'")
    }
    var options = SampleSource.Options()
    options.takesTurns = suite.interleaves
    options.intervalNanoseconds = head.intervalNanoseconds
    let subjects = try SampleSource.commands(suite.benchmarks, in: suite.folder)
    return SampleSource(subjects, options: options)
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

extension Workload {
  /// Whether a Swift function of the user's own does it.
  fileprivate var isFunction: Bool { if case .function = self { true } else { false } }
}

/// A part of a suite whose turn has not come.
struct LaterWorkload: CommandFailure, Equatable {
  /// What it is.
  var name: String

  var status: ExitStatus { .unavailable }
  var text: String { name + " is not available yet." }
}
