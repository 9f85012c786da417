import Measurements
import Testing

@testable import Budgets

@Suite struct BudgetTests {
  @Test(arguments: [
    ("p(95)<200", "p95 <= 200ms"), ("p(99.9) <= 1.5", "p99.9 <= 1.5ms"),
    ("avg<100", "mean <= 100ms"),
    ("med < 80", "p50 <= 80ms"), ("max<2000", "max <= 2s"), ("min>1", "min >= 1ms"),
    ("rate<0.001", "error_rate <= 0.1%"), ("rate>=0.95", "availability >= 95%"),
    ("rate>20/s", "throughput >= 20/s"), ("p95<200ms", "p95 <= 200ms"),
    ("p95≤1m30s", "p95 <= 90s"), ("error_rate<=0.5%", "error_rate <= 0.5%"),
    ("availability>99.9%", "availability >= 99.9%"), ("success_rate>0.95", "availability >= 95%"),
    ("throughput >= 1200/min", "throughput >= 20/s"), ("throughput>50", "throughput >= 50/s"),
    ("list-notes.p95 < 300ms", "list-notes: p95 <= 300ms"),
    ("v1.list.p99.9<1s", "v1.list: p99.9 <= 1s"), ("a.p(95)<200", "a: p95 <= 200ms"),
    ("notes-server.rss<=512MB", "notes-server: rss <= 512MB"), ("cpu<0.8", "cpu <= 80%"),
    ("host.cpu < 150%", "host: cpu <= 150%"), ("open_files<200", "open_files <= 200"),
    ("user<20", "user <= 20ms"), ("encode[n=0.5].rss<1GiB", "encode[n=0.5]: rss <= 1GiB"),
    ("p99.999<1s", "p99.999 <= 1s"), ("p0.1<1s", "p0.1 <= 1s"),
  ])
  func comparisonsAreReadAsK6AndWeSpellThem(text: String, meaning: String) throws {
    let expression = try BudgetExpression.parse(text)
    let objective = Objective(
      subject: .suite,
      metric: expression.metric,
      comparison: expression.comparison,
      budget: expression.value
    )
    let name = expression.benchmark.map { "\($0): " } ?? ""
    #expect("\(name)\(expression.metric.name) \(ValueText.budget(objective))" == meaning)
  }

  @Test(arguments: [
    ("p95", "'p95' is no comparison, as in p95<200ms."),
    ("p95=200", "'p95=200' is no comparison, as in p95<200ms. Write < or >."),
    ("p95<", "'p95<' is no comparison, as in p95<200ms."),
    ("count<5", "unknown metric 'count'. Metrics: every percentile up to p99.999"),
    ("p100<5", "unknown metric 'p100'. Did you mean 'max'?"),
    ("p99.9999<5", "unknown metric 'p99.9999'. Did you mean 'p99.9'?"),
    ("rate<5", "'5' is more than all. Write a share as 5%, or as a number up to 1."),
    ("p95<5%", "'5%' is a share, not a duration."),
    ("tls<64ms", "the metric 'tls' is not available yet."),
    ("rss<64", "'64' has no unit. Write 64MB; units here: B, KB, MB, GB, KiB, MiB, GiB."),
  ])
  func whatIsNoComparisonIsAnsweredWithOne(text: String, message: String) {
    #expect {
      try BudgetExpression.parse(text)
    } throws: {
      ($0 as? BudgetExpression.Failure)?.message.hasPrefix(message) == true
    }
  }

  private static let layered = """
    target: demo
    budget: { availability: 99%, throughput: 10/s }
    profiles:
      fast: { users: 1, budget: { throughput: 20/s, a.p95: 300ms, b.p99: 1s } }
    benchmarks:
      a: { http: /, budget: { p95: 400ms, error_rate: 2%, mean: 90ms } }
      b: { http: /, budget: [ "p(95)<400", "p(95)>1" ] }
    environments:
      ci:
        budget: { b.p99: 2s }
        benchmarks: { a: { budget: { p95: 200ms, error_rate: none } } }
    """

  @Test func laterPlacesTakeTheLimitsOfEarlierOnesMetricByMetric() throws {
    var request = SuiteRequest()
    #expect(
      try lines(request) == [
        "a p95 <= 300ms", "a error_rate <= 2%", "a mean <= 90ms", "b p95 <= 400ms hard",
        "b p95 >= 1ms hard", "b p99 <= 1s", "b error_rate <= 1% default",
        "suite availability >= 99%", "suite throughput >= 20/s",
      ]
    )
    request.environment = "ci"
    #expect(
      try lines(request) == [
        "a p95 <= 200ms", "a mean <= 90ms", "b p95 <= 400ms hard", "b p95 >= 1ms hard",
        "b p99 <= 2s", "b error_rate <= 1% default", "suite availability >= 99%",
        "suite throughput >= 20/s",
      ]
    )
    request.budgets = ["p95<100ms", "a.rate<0.05"]
    #expect(
      try lines(request) == [
        "a p95 <= 100ms hard", "a error_rate <= 5% hard", "a mean <= 90ms", "b p95 <= 100ms hard",
        "b p99 <= 2s", "b error_rate <= 1% default", "suite availability >= 99%",
        "suite throughput >= 20/s",
      ]
    )
    request.benchmarks = ["b"]
    #expect(try lines(request).filter { $0.hasPrefix("a ") }.isEmpty)
  }

  @Test func aBenchmarkWithoutWordsOnErrorsIsHeldToOnePercent() throws {
    let text = """
      target: demo
      verdicts: hard
      benchmarks:
        a: { http: / }
        b: { http: /, budget: { error_rate: none } }
        c: { http: /, budget: { availability: 99.5% } }
      """
    let suite = try read(text)
    #expect(suite.objectives.map(\.isDefault) == [true, false])
    #expect(suite.objectives.map(\.limits) == [.hard, .hard])
    #expect(suite.objectives.map(\.subject.name) == ["a", "c"])
  }

  @Test func zeroNeedsNoUnit() throws {
    let suite = try read("target: demo\nbenchmarks: { a: { http: /, budget: { error_rate: 0 } } }")
    #expect(suite.objectives.map(\.budget) == [0])
  }

  private func lines(_ request: SuiteRequest) throws -> [String] {
    try read(Self.layered, request).objectives.map { objective in
      "\(objective.subject.name) \(objective.metric.name) \(ValueText.budget(objective))"
        + (objective.isDefault ? " default" : "") + (objective.limits == .hard ? " hard" : "")
    }
  }
}
