import Budgets
import Glibc
import Measurements
import Sessions
import TestSupport
import Testing

@Suite("The pace of a session against another one")
struct PaceTests {
  /// An objective whose value is known to 1 %, unless said otherwise.
  private func status(
    _ name: String,
    _ metric: Metric,
    _ observed: Double?,
    budget: Double = 1,
    within: Double? = 0.01
  ) -> ObjectiveStatus {
    var judgement = Judgement(observed: observed, verdict: observed == nil ? .pending : .pass)
    if let observed, let within {
      (judgement.low, judgement.high) = (observed * (1 - within), observed * (1 + within))
    }
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

  private func pace(_ own: [ObjectiveStatus], _ others: [ObjectiveStatus]) -> Pace? {
    Pace(of: own, against: others, afterSeconds: 120)
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 1e-12 }

  @Test("is how much faster it is, or how much more it does, where that is certain")
  func lead() {
    let base = status("a", .mean, 100e6, budget: 2)
    guard case .ahead(let ahead)? = pace([status("a", .mean, 60e6)], [base]) else {
      Issue.record("40 % less is not ahead")
      return
    }
    #expect(isNear(ahead, 0.4))
    let less = pace([status("a", .throughput, 60)], [status("a", .throughput, 100)])
    guard case .behind(let behind)? = less else {
      Issue.record("40 % less throughput is not behind")
      return
    }
    #expect(isNear(behind, -0.4))
  }

  @Test("is nothing where a run of the same thing may differ as much, or little is known")
  func chance() {
    let base = status("a", .mean, 100e6)
    #expect(pace([status("a", .mean, 90e6)], [base]) == nil)
    #expect(pace([status("a", .mean, 50e6, within: 0.4)], [base]) == nil)
    #expect(pace([status("a", .mean, 50e6, within: nil)], [base]) == nil)
    // What takes microseconds differs by microseconds.
    #expect(pace([status("a", .mean, 50e3)], [status("a", .mean, 100e3)]) == nil)
    let p95 = Metric.quantile(.p95)
    #expect(pace([status("a", p95, 140e6)], [status("a", p95, 100e6)]) == nil)
    #expect(pace([status("a", p95, 300e6)], [status("a", p95, 100e6)]) != nil)
  }

  @Test("is the median of all objectives that both have")
  func median() {
    let names = ["a", "b", "c", "d"]
    let others = names.map { status($0, .mean, 100e6) }
    let own = zip(names, [50e6, 40e6, 60e6, 30e6]).map { status($0, .mean, $1) }
    guard case .ahead(let lead)? = pace(own, others) else {
      Issue.record("all of them are ahead")
      return
    }
    #expect(isNear(lead, 0.55))
  }

  @Test("names the objective that is behind, if most are not")
  func laggard() {
    let others = ["a", "b", "c"].map { status($0, .mean, 100e6) }
    let own = zip(["a", "b", "c"], [100e6, 197e6, 99e6]).map { status($0, .mean, $1) }
    guard case .laggard(let objective, let lead)? = pace(own, others) else {
      Issue.record("one is far behind")
      return
    }
    #expect(objective.subject == .benchmark("b"))
    #expect(isNear(lead, -0.97))
    let alike = ["a", "b", "c"].map { status($0, .mean, 150e6) }
    #expect(pace(alike, others).map { if case .behind = $0 { true } else { false } } == true)
  }

  @Test("leaves shares, extremes and what has no value out")
  func leftOut() {
    #expect(pace([], []) == nil)
    #expect(pace([status("a", .mean, 1e6)], [status("b", .mean, 9e6)]) == nil)
    #expect(pace([status("a", .maximum, 1e6)], [status("a", .maximum, 9e6)]) == nil)
    #expect(pace([status("a", .mean, nil)], [status("a", .mean, 1e6)]) == nil)
    #expect(pace([status("a", .mean, 1e6)], [status("a", .mean, 0)]) == nil)
    // A quantile of too few samples has a value and is not judged yet.
    var early = status("a", .mean, 90e6)
    early.whole.verdict = .pending
    #expect(pace([early], [status("a", .mean, 1e6)]) == nil)
    #expect(pace([status("a", .mean, 1e6)], [early]) == nil)
    #expect(pace([status("a", .errorRate, 0.1)], [status("a", .errorRate, 0.9)]) == nil)
  }

  @Test("is hardly ever claimed of two runs of the same server, looked at every second")
  func sameServer() {
    let (pairs, seconds) = (60, 40)
    var claimed = 0
    for pair in 0..<pairs {
      var runs = (0..<2).map { side in
        (0..<3).map { WanderingServer(seed: UInt64(1000 * pair + 10 * side + $0)) }
      }
      var isClaimed = false
      for second in 1...seconds {
        let sides = runs.indices.map { side in
          runs[side].indices.flatMap { place in
            runs[side][place].second()
            return runs[side][place].statuses("benchmark \(place)")
          }
        }
        let pace = Pace(of: sides[0], against: sides[1], afterSeconds: Double(second))
        isClaimed = isClaimed || pace != nil
      }
      if isClaimed { claimed += 1 }
    }
    #expect(claimed <= 2)
  }
}

/// A server whose speed wanders from second to second, and whose runs differ: medians by 5 %.
private struct WanderingServer {
  private var totals = Totals()
  private var batches = BatchMeans()
  private var random: SeededGenerator
  private var level: Double
  private let median: Double

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    level = random.normal()
    median = 20e6 * exp(0.05 * random.normal())
  }

  mutating func second() {
    level = 0.5 * level + 0.75.squareRoot() * random.normal()
    var good = Histogram()
    for _ in 0..<20 {
      good.record(random.latency(medianNanoseconds: median * exp(0.2 * level), spread: 0.4))
    }
    totals.add(good.sparse, EventCounts(succeeded: 20, activeNanoseconds: 1_000_000_000))
    batches.append(good.sparse, failed: 0, unanswered: 0, activeNanoseconds: 1_000_000_000)
  }

  func statuses(_ name: String) -> [ObjectiveStatus] {
    [Metric.quantile(.p50), .quantile(.p95)].map { metric in
      let objective = Objective(subject: .benchmark(name), metric: metric, budget: 100e6)
      let judged = judge(objective, totals, certainty: .batches(batches))
      return ObjectiveStatus(objective: objective, whole: judged, last10: judged, last60: judged)
    }
  }
}
