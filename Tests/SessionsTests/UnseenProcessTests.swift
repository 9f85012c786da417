import Budgets
import Measurements
import Sessions
import Testing

@Suite("A watched process that was never there")
struct UnseenProcessTests {
  private func suite(_ objectives: [Objective]) -> Suite {
    var suite = SessionsTests.suite(objectives + [Objective.defaultErrorRate(of: "list")])
    suite.processes = [WatchedProcess(label: "ghost", target: .name("ghost"))]
    return suite
  }

  private var script: Script {
    var script = Script()
    script.seconds(30, .init(good: 100))
    script.end()
    return script
  }

  @Test(
    "is named, is never passed, and ends with status 3",
    arguments: [Metric.residentMemory, .cpu]
  )
  func alone(metric: Metric) {
    let asked = Objective(subject: .process("ghost"), metric: metric, budget: 1e9)
    let summary = run(script, suite([asked])).state.summary()
    #expect(summary.status == 3)
    #expect(summary.verdict == .pending)
    #expect(summary.unseenProcesses == ["ghost"])
    let judged = summary.processes[0].objectives
    #expect(judged.map(\.judgement.verdict) == [.pending])
    #expect(judged.allSatisfy { $0.isOfUnseenProcess })
  }

  @Test("does not hide that something else that was asked for is met")
  func beside() {
    let asked = Objective(subject: .process("ghost"), metric: .cpu, budget: 1)
    let summary = run(script, suite([asked, objective(.quantile(.p95), 50)])).state.summary()
    #expect(summary.status == 0)
    #expect(summary.verdict == .pass)
    #expect(summary.unseenProcesses == ["ghost"])
  }

  @Test("does not hide a violation")
  func violated() {
    let asked = Objective(subject: .process("ghost"), metric: .cpu, budget: 1)
    let summary = run(script, suite([asked, objective(.quantile(.p95), 1)])).state.summary()
    #expect(summary.status == 2)
  }

  @Test("changes nothing where no budget is about it")
  func unasked() {
    let summary = run(script, suite([])).state.summary()
    #expect(summary.status == 0)
    #expect(summary.unseenProcesses == ["ghost"])
  }

  @Test("CPU above one core says out of how many")
  func cores() {
    #expect(Figures.cpu(0.98, of: 2) == "98.0%")
    #expect(Figures.cpu(1.8, of: 2) == "180% of 2 cores")
    #expect(Figures.cpu(1.02, of: 1) == "102% of 1 core")
    #expect(Figures.cpu(1.8, of: 0) == "180%")
  }
}
