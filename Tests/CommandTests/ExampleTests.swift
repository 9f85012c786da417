import Glibc
import Sessions
import TestSupport
import Testing

/// The package of `Tests/Example`, which depends on Headroom as users' packages do.
///
/// `make test` builds its products beside `headroom`; in CI they must be there.
@Suite(.enabled(if: Program.isBuilt("CodecPerformance") || getenv("CI") != nil))
struct ExampleTests {
  private static var root: String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }

  /// Runs some functions of a suite.
  private func run(_ program: String, _ suite: String, _ functions: [String]) throws -> Summary {
    let folder = TemporaryFolder()
    let result = try Program.run(
      ["run", "\(Self.root)/budgets/\(suite).yaml"] + functions
        + ["--no-record", "--format", "json"],
      in: folder.path,
      named: program
    )
    // Without optimisation they may take longer than their budgets allow.
    #expect([0, 2].contains(result.status), "\(result.errors)")
    return try summary(result.output)
  }

  @Test func `a tokenizer, parser and emitter run under their budgets`() throws {
    let functions = ["transpile-simple", "ir-parse-simple", "lua-emit-simple"]
    let summary = try run("TranspilerPerformance", "transpiler", functions)
    #expect(summary.benchmarks.map(\.name) == functions)
    #expect(summary.benchmarks.map(\.count) == [400, 400, 400])
    #expect(summary.benchmarks.allSatisfy { $0.failed == 0 })
  }

  @Test func `functions and a command of one suite run in one session`() throws {
    let summary = try run("CodecPerformance", "atlas", ["verify", "encode-command"])
    #expect(summary.benchmarks.map(\.name) == ["verify", "encode-command"])
    #expect(summary.benchmarks.map(\.count) == [60, 40])
  }
}
