import Budgets
import Sessions
import Testing

@Suite("The pace of a session against another one")
struct PaceTests {
  private func status(
    _ name: String,
    _ metric: Metric,
    _ observed: Double?,
    budget: Double = 1
  ) -> ObjectiveStatus {
    let judgement = Judgement(observed: observed, verdict: observed == nil ? .pending : .pass)
    return ObjectiveStatus(
      objective: Objective(
        subject: .benchmark(name),
        metric: metric,
        comparison: metric == .throughput ? .atLeast : .atMost,
        budget: budget
      ),
      whole: judgement,
      last10: judgement,
      last60: judgement
    )
  }

  @Test("is how much faster it is, or how much more it does")
  func lead() throws {
    let faster = Pace(of: [status("a", .mean, 88)], against: [status("a", .mean, 100, budget: 2)])
    #expect(abs(try #require(faster).lead - 0.12) < 1e-12)
    let slower = Pace(of: [status("a", .throughput, 88)], against: [status("a", .throughput, 100)])
    #expect(abs(try #require(slower).lead + 0.12) < 1e-12)
  }

  @Test("is the median of all objectives that both have")
  func median() {
    let names = ["a", "b", "c", "d"]
    let others = names.map { status($0, .mean, 100) }
    let own = zip(names, [90.0, 80, 500, 70]).map { status($0, .mean, $1) }
    #expect(Pace(of: Array(own.prefix(3)), against: others)?.lead == 1 - 90.0 / 100)
    #expect(Pace(of: own, against: others)?.lead == ((1 - 90.0 / 100) + (1 - 80.0 / 100)) / 2)
  }

  @Test("names the objective that is far behind, if the others are not")
  func laggard() {
    let others = ["a", "b", "c"].map { status($0, .mean, 100) }
    let own = zip(["a", "b", "c"], [100.0, 197, 99]).map { status($0, .mean, $1) }
    let pace = Pace(of: own, against: others)
    #expect(pace?.lead == 0)
    #expect(pace?.laggard?.objective.subject == .benchmark("b"))
    #expect(abs((pace?.laggard?.lead ?? 0) + 0.97) < 1e-12)
    let alike = ["a", "b", "c"].map { status($0, .mean, 150) }
    #expect(Pace(of: alike, against: others)?.laggard == nil)
    let ahead = zip(["a", "b", "c"], [50.0, 95, 50]).map { status($0, .mean, $1) }
    #expect(Pace(of: ahead, against: others)?.laggard == nil)
  }

  @Test("leaves shares and what has no value out")
  func leftOut() {
    #expect(Pace(of: [], against: []) == nil)
    #expect(Pace(of: [status("a", .mean, 1)], against: [status("b", .mean, 1)]) == nil)
    #expect(Pace(of: [status("a", .mean, 1)], against: [status("a", .maximum, 1)]) == nil)
    #expect(Pace(of: [status("a", .mean, nil)], against: [status("a", .mean, 1)]) == nil)
    #expect(Pace(of: [status("a", .mean, 1)], against: [status("a", .mean, 0)]) == nil)
    // A quantile of too few samples has a value and is not judged yet.
    var early = status("a", .mean, 3)
    early.whole.verdict = .pending
    #expect(Pace(of: [early], against: [status("a", .mean, 1)]) == nil)
    #expect(Pace(of: [status("a", .mean, 1)], against: [early]) == nil)
    #expect(Pace(of: [status("a", .errorRate, 1)], against: [status("a", .errorRate, 2)]) == nil)
  }
}
