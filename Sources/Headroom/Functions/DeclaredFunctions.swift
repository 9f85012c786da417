import Budgets
import Sessions
import Synchronization

/// The functions that this program declares; none for `headroom` itself.
struct DeclaredFunctions: Sendable {
  /// In their order.
  let benchmarks: [Benchmark]
  /// The path of their suite file; empty for none.
  let suite: String

  private static let declared = Mutex<DeclaredFunctions?>(nil)

  /// Those of this program; nil if it declares none.
  static var current: DeclaredFunctions? { declared.withLock { $0 } }

  /// Makes these the functions of this program.
  static func declare(_ benchmarks: [Benchmark], suite: String) {
    declared.withLock { $0 = DeclaredFunctions(benchmarks: benchmarks, suite: suite) }
  }

  /// The arguments, those of a run of their suite where they name no command.
  static func arguments(_ arguments: [String]) -> [String] {
    guard current != nil else { return arguments }
    let own = ["--help", "-h", "--version", "help"]
    let commands = HeadroomCommandLine.names
    if let first = arguments.first, own.contains(first) || commands.contains(first) {
      return arguments
    }
    return ["run"] + arguments
  }

  /// The suite file of these functions, or one that only has their names.
  func source() throws -> SuiteSource {
    if !suite.isEmpty { return try SuiteSource(reading: try place(of: suite)) }
    let program = Path.last(CommandLine.arguments.first ?? "functions")
    let names = benchmarks.map { "  \(JSON.string($0.name).text): {}" }
    let lines = ["suite: \(JSON.string(program).text)", "benchmarks:"] + names
    return SuiteSource(text: lines.joined(separator: "\n") + "\n", file: program)
  }

  /// The path from the current folder, or the nearest one above it that has the file.
  private func place(of path: String) throws(SuiteLookupError) -> String {
    guard !path.hasPrefix("/") else { return path }
    var shown = path
    for _ in 0..<40 {
      if Files.exists(shown) { return shown }
      shown = "../" + shown
    }
    throw .noFile(path)
  }

  /// The budgets of those that are chosen, each with the name of its benchmark; of all if none is.
  func budgets(of chosen: [String]) -> [String] {
    benchmarks.filter { chosen.isEmpty || chosen.contains($0.name) }
      .flatMap { benchmark in benchmark.budgets.map { "\(benchmark.name).\($0)" } }
  }

  /// What is on one side only; nil if all of `suite`'s functions are declared and the other way round.
  ///
  /// `suite` has all of its benchmarks, whatever is chosen of them.
  func mismatch(with suite: Suite, file: String) -> FunctionMismatch? {
    let listed = suite.benchmarks.filter(\.workload.isFunction).map(\.name)
    let declared = benchmarks.map(\.name)
    let twice = declared.first { name in declared.count { $0 == name } > 1 }
    let mismatch = FunctionMismatch(
      file: file,
      undeclared: listed.filter { !declared.contains($0) },
      unlisted: declared.filter { !listed.contains($0) },
      twice: twice,
      declared: declared
    )
    return mismatch.isNone ? nil : mismatch
  }
}

extension Workload {
  /// Whether a Swift function of the user's own does it.
  var isFunction: Bool { if case .function = self { true } else { false } }
}

/// Names of functions that are on one side only: in the suite or in the program.
struct FunctionMismatch: CommandFailure, Equatable {
  /// The suite file.
  var file: String
  /// In the suite, and not declared.
  var undeclared: [String]
  /// Declared, and not in the suite.
  var unlisted: [String]
  /// Declared more than once.
  var twice: String?
  /// All that are declared.
  var declared: [String]

  var isNone: Bool { undeclared.isEmpty && unlisted.isEmpty && twice == nil }

  var status: ExitStatus { .badInput }

  var text: String {
    var lines: [String] = []
    let shown = Visible.text(file)
    for name in undeclared {
      lines.append(
        "\(shown): the program declares no function '\(Visible.text(name))'. "
          + Choices.text(declared, nearest: name)
      )
    }
    for name in unlisted {
      lines.append(
        "\(shown): the function '\(Visible.text(name))' is declared, and not in the suite. Add it to "
          + "'benchmarks', or remove it from the program."
      )
    }
    if let twice { lines.append("the function '\(Visible.text(twice))' is declared twice.") }
    return lines.joined(separator: "\n")
  }
}
