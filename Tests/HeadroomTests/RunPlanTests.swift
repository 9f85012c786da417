import Budgets
import Sessions
import TestSupport
import Testing

@testable import Headroom

struct RunPlanTests {
  private func plan(_ arguments: [String]) throws -> RunPlan {
    let command = try #require(try HeadroomCommandLine.parse(["run"] + arguments) as? RunCommand)
    let text = "seed: 11\nbenchmarks: { list: { http: http://127.0.0.1/ } }\n"
    var plan = RunPlan(source: SuiteSource(text: text, file: "a.yaml"), session: command.session)
    plan.engine = command.engine.choice
    return plan
  }

  private func seed(_ plan: RunPlan) throws -> UInt64 {
    let suite = try plan.suite()
    return plan.head(suite, target: "", git: GitFacts(), clock: ManualClock()).seed
  }

  @Test func `the seed is that of the command line, else that of the suite`() throws {
    #expect(try seed(plan([])) == 11)
    #expect(try seed(plan(["--seed", "7"])) == 7)
  }

  @Test func `without a seed there is another one each time`() throws {
    var plan = try plan([])
    let text = "benchmarks: { list: { http: http://127.0.0.1/ } }\n"
    plan.source = SuiteSource(text: text, file: "a.yaml")
    let seeds = try (0..<4).map { _ in try seed(plan) }
    #expect(Set(seeds).count > 1)
  }
}
