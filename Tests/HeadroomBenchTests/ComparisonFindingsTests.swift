import HeadroomBench
import Testing

@Suite struct ComparisonFindingsTests {
  @Test func theFirstBenchmarkIsRead() throws {
    let findings = try #require(
      ComparisonFindings(
        reading: """
          {"benchmarks":[{"name":"a","metrics":[{"metric":"mean","finding":"worse"},
          {"metric":"p50","finding":"better"},{"metric":"p95","finding":"no_difference"}]},
          {"name":"b","metrics":[{"metric":"p99","finding":"worse"}]}]}
          """
      )
    )
    #expect(findings.claimed == ["mean", "p50"])
    #expect(findings.worse == ["mean"])
    #expect(findings.count == 3)
  }

  @Test func anythingElseIsNone() {
    #expect(ComparisonFindings(reading: "headroom: no such file") == nil)
    #expect(ComparisonFindings(reading: "{}") == nil)
  }
}
