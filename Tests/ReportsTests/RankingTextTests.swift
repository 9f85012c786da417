import Budgets
import Measurements
import Sessions
import Testing

@testable import Reports

@Suite struct RankingTextTests {
  private func benchmark(_ name: String, _ values: [Int64]) throws -> BenchmarkSummary {
    var samples = Histogram()
    for value in values { samples.record(value) }
    var benchmark = try SummaryExample.violated.benchmarks[0]
    benchmark.name = name
    benchmark.latency = samples.summary()
    return benchmark
  }

  @Test func theFastestIsHeldAgainstEachOther() throws {
    let ranking = RankingText(
      [
        try benchmark("./old", [180, 190, 200, 210, 220]),
        try benchmark("./new", [90, 95, 100, 105, 110]),
        try benchmark("./newer", [89, 96, 101, 105, 110]), try benchmark("broken", []),
      ],
      glyphs: .unicode
    )
    #expect(
      ranking.lines == [
        "  can't tell whether ./new or ./newer is faster: 1.00 ± 0.12 times",
        "  ./new ran 2.00 ± 0.23 times faster than ./old",
      ]
    )
  }

  @Test func runsAreShownWithTheirSpreadAndWhatTheyTook() throws {
    var command = try benchmark("./new", [90_000_000, 95_000_000, 100_000_000, 105_000_000])
    command.runs = RunFigures(
      userNanoseconds: 80_000_000,
      systemNanoseconds: 4_000_000,
      residentBytes: 5 << 20
    )
    let other = try benchmark("list", [1, 2])
    #expect(
      RunsText([command, other], glyphs: .unicode).lines == [
        "  runs     mean ± stddev     min    max    user  system   memory",
        "  ./new  97.5ms ± 5.59ms  90.0ms  105ms  80.0ms  4.00ms  5.00MiB",
      ]
    )
    #expect(RunsText([other], glyphs: .unicode).lines == [])
    command.runs?.residentIsMost = true
    #expect(RunsText([command], glyphs: .unicode).lines[1].hasSuffix("  ≤5.00MiB"))
    #expect(RunsText([command], glyphs: .ascii).lines[1].hasSuffix("  <=5.00MiB"))
    // In the unit of its budget, as the line of that has it.
    var limit = Objective(subject: .benchmark("./new"), metric: .residentMemory, budget: 0)
    limit.setBudget(64_000_000, as: "64MB")
    command.objectives = [ObjectiveSummary(objective: limit, judgement: Judgement(verdict: .pass))]
    #expect(RunsText([command], glyphs: .unicode).lines[1].hasSuffix("  ≤5.24MB"))
  }

  @Test func oneAloneIsHeldAgainstNothing() throws {
    #expect(RankingText([try benchmark("a", [1, 2, 3])], glyphs: .unicode).lines == [])
    #expect(RankingText([], glyphs: .unicode).lines == [])
  }
}
