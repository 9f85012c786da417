import Sessions
import TestSupport
import Testing

struct SelfBenchmarksTests {
  /// The suite of the repository.
  private static var suite: String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/budgets/self.yaml"
  }

  @Test func `the hot paths are the functions of their suite, and run under its budgets`() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(
      ["run", Self.suite, "record", "scan-response", "--no-record", "--format", "json"],
      in: folder.path,
      named: "SelfBenchmarks"
    )
    // Without optimisation they may take longer than their budgets allow.
    #expect([0, 2].contains(result.status))
    let benchmarks = try summary(result.output).benchmarks
    #expect(benchmarks.map(\.name) == ["record", "scan-response"])
    #expect(benchmarks.map(\.count) == [20_000, 20_000])
  }
}
