import Budgets
import Measurements
import Testing

private let millisecond = 1_000_000.0

private func objective(
  _ metric: Metric,
  _ budget: Double,
  _ comparison: Comparison? = nil,
  limits: VerdictLimits = VerdictLimits()
) -> Objective {
  Objective(
    subject: .benchmark("list"),
    metric: metric,
    comparison: comparison,
    budget: budget,
    limits: limits
  )
}

/// What happened in ten seconds: `good` requests of `milliseconds`, and others.
private func totals(
  good: UInt64 = 0,
  milliseconds: Double = 10,
  failed: UInt64 = 0,
  dropped: UInt64 = 0,
  cutOff: UInt64 = 0
) -> Totals {
  var totals = Totals()
  totals.latency.record(Int64(milliseconds * millisecond), samples: good)
  totals.events = EventCounts(
    succeeded: good,
    failed: failed,
    dropped: dropped,
    cutOff: cutOff,
    activeNanoseconds: 10_000_000_000
  )
  return totals
}

@Suite("The judge")
struct JudgeTests {
  @Test(
    "passes up to the budget, drifts up to 110 % of it, and beyond calls it a violation",
    arguments: [
      (100, .pass), (199, .pass), (200, .pass), (201, .drift), (219, .drift), (220, .drift),
      (222, .violation), (1000, .violation),
    ] as [(Double, Verdict)]
  )
  func limits(milliseconds: Double, verdict: Verdict) throws {
    let judged = judge(
      objective(.quantile(.p95), 200 * millisecond),
      totals(good: 100, milliseconds: milliseconds)
    )
    #expect(judged.verdict == verdict)
    let consumption = try #require(judged.consumption)
    #expect(abs(consumption - milliseconds / 200) < 0.001 * consumption)
  }

  @Test("takes a value in the same bucket as its budget for the budget")
  func sameBucket() {
    let hard = objective(.maximum, 200 * millisecond, limits: .hard)
    // 200 ms lies in a bucket of 131,072 ns, whose highest value is reported.
    let at = judge(hard, totals(good: 1, milliseconds: 200.01))
    #expect(at.verdict == .pass)
    #expect(at.consumption == 1)
    #expect(judge(hard, totals(good: 1, milliseconds: 200.2)).verdict == .violation)
    let soft = objective(.maximum, 200 * millisecond)
    #expect(judge(soft, totals(good: 1, milliseconds: 220.05)).verdict == .drift)
    #expect(judge(soft, totals(good: 1, milliseconds: 220.2)).verdict == .violation)
  }

  @Test("calls every breach a violation where verdicts are hard")
  func hard() {
    let hard = objective(.errorRate, 0.01, limits: .hard)
    #expect(judge(hard, totals(good: 99, failed: 1)).verdict == .pass)
    #expect(judge(hard, totals(good: 989, failed: 10)).verdict == .violation)
    #expect(judge(objective(.errorRate, 0.01), totals(good: 989, failed: 10)).verdict == .drift)
  }

  @Test(
    "waits for as many samples as the quantile needs",
    arguments: [(Quantile.p50, 2), (.p95, 20), (.p99, 100), (.p999, 1000)]
  )
  func pending(quantile: Quantile, least: Int) {
    let objective = objective(.quantile(quantile), 200 * millisecond)
    let before = judge(objective, totals(good: UInt64(least - 1)))
    #expect(before.verdict == .pending)
    #expect(before.missing == 1)
    #expect(before.observed != nil)
    #expect(!before.sure)
    let after = judge(objective, totals(good: UInt64(least)))
    #expect(after.verdict == .pass)
    #expect(after.missing == 0)
  }

  @Test("has nothing to say of nothing")
  func nothing() {
    for metric in [Metric.quantile(.p95), .minimum, .mean, .maximum, .errorRate, .availability] {
      #expect(judge(objective(metric, 1), Totals()).verdict == .pending)
      #expect(judge(objective(metric, 1), Totals()).observed == nil)
    }
    // No request in ten seconds of load is a throughput.
    #expect(judge(objective(.throughput, 5), Totals()).verdict == .pending)
    #expect(judge(objective(.throughput, 5), totals()).verdict == .violation)
  }

  @Test(
    "calls only failures a violation and never pending",
    arguments: [
      Metric.quantile(.p50), .quantile(.p95), .quantile(.p999), .minimum, .mean, .maximum,
    ]
  )
  func onlyFailures(metric: Metric) {
    for totals in [totals(failed: 1), totals(dropped: 3), totals(cutOff: 2)] {
      let judged = judge(objective(metric, 200 * millisecond), totals)
      #expect(judged.verdict == .violation)
      #expect(judged.tooFewAnswers)
      #expect(judged.consumption == .infinity)
      #expect(judged.observed == nil)
    }
  }

  @Test(
    "passes no objective on latency when 99 % are answered with a fast 503",
    arguments: [
      Metric.quantile(.p50), .quantile(.p95), .quantile(.p999), .mean, .maximum, .minimum,
    ]
  )
  func flood(metric: Metric) {
    let judged = judge(
      objective(metric, 200 * millisecond),
      totals(good: 100, milliseconds: 1, failed: 9900)
    )
    #expect(judged.verdict == .violation)
    #expect(judged.tooFewAnswers)
  }

  @Test("lets 1 - Q of the requests fail before a quantile lies among them")
  func answers() {
    let p95 = objective(.quantile(.p95), 200 * millisecond)
    #expect(judge(p95, totals(good: 95, failed: 5)).verdict == .pass)
    #expect(judge(p95, totals(good: 94, failed: 6)).verdict == .violation)
    #expect(judge(p95, totals(good: 94, dropped: 6)).tooFewAnswers)
    #expect(judge(p95, totals(good: 94, failed: 2, dropped: 2, cutOff: 2)).tooFewAnswers)
    let p99 = objective(.quantile(.p99), 200 * millisecond)
    #expect(judge(p99, totals(good: 9900, failed: 100)).verdict == .pass)
    #expect(judge(p99, totals(good: 9899, failed: 101)).verdict == .violation)
  }

  @Test("does not condemn a run for one failure among its first requests")
  func earlyFailure() {
    let judged = judge(objective(.quantile(.p95), 200 * millisecond), totals(good: 5, failed: 1))
    #expect(judged.verdict == .pending)
    #expect(judged.missing == 14)
    #expect(!judged.tooFewAnswers)
  }

  @Test("counts what was dropped or cut off against availability, not as an error")
  func lost() throws {
    let totals = totals(good: 90, failed: 2, dropped: 5, cutOff: 3)
    #expect(totals.events.due == 100)
    #expect(totals.events.bad == 10)
    #expect(totals.events.count == 92)
    let availability = judge(objective(.availability, 0.9), totals)
    #expect(availability.observed == 0.9)
    #expect(availability.verdict == .pass)
    let errors = judge(objective(.errorRate, 0.1), totals)
    #expect(errors.observed == 2.0 / 92)
  }

  @Test(
    "measures the consumption of an availability on the error side",
    arguments: [
      (9995, 5, 0.5, .pass), (9990, 10, 1, .pass), (9989, 11, 1.1, .drift),
      (9988, 12, 1.2, .violation), (10_000, 0, 0, .pass),
    ] as [(UInt64, UInt64, Double, Verdict)]
  )
  func availability(good: UInt64, failed: UInt64, consumption: Double, verdict: Verdict) throws {
    let judged = judge(objective(.availability, 0.999), totals(good: good, failed: failed))
    #expect(judged.verdict == verdict)
    #expect(abs(try #require(judged.consumption) - consumption) < 1e-9)
  }

  @Test("consumes nothing of a budget of 0 without errors, and all of it with one")
  func zero() {
    let none = objective(.errorRate, 0)
    #expect(judge(none, totals(good: 10)).consumption == 0)
    #expect(judge(none, totals(good: 10)).verdict == .pass)
    #expect(judge(none, totals(good: 10, failed: 1)).consumption == .infinity)
    #expect(judge(none, totals(good: 10, failed: 1)).verdict == .violation)
    let all = objective(.availability, 1)
    #expect(judge(all, totals(good: 10)).consumption == 0)
    #expect(judge(all, totals(good: 10, cutOff: 1)).verdict == .violation)
  }

  @Test("counts successes only as throughput, and divides by the time the load was on")
  func throughput() throws {
    let objective = objective(.throughput, 20)
    let judged = judge(objective, totals(good: 190, failed: 500))
    #expect(judged.observed == 19)
    #expect(judged.verdict == .drift)
    #expect(abs(try #require(judged.consumption) - 20.0 / 19) < 1e-12)
    #expect(judge(objective, totals(good: 200)).verdict == .pass)
    #expect(judge(objective, totals(good: 181)).verdict == .violation)
    #expect(judge(objective, totals(failed: 500)).consumption == .infinity)
  }

  @Test("turns each comparison round for 'at least'")
  func atLeast() {
    let slow = objective(.quantile(.p50), 100 * millisecond, .atLeast)
    #expect(judge(slow, totals(good: 10, milliseconds: 100.03)).verdict == .pass)
    #expect(judge(slow, totals(good: 10, milliseconds: 150)).verdict == .pass)
    #expect(judge(slow, totals(good: 10, milliseconds: 95)).verdict == .drift)
    #expect(judge(slow, totals(good: 10, milliseconds: 80)).verdict == .violation)
  }

  @Test("finds the worst verdict, and pending where there is none")
  func worst() {
    #expect(
      Verdict.allCases.sorted { $0.severity < $1.severity }.map(\.rawValue) == [
        "skipped", "pending", "pass", "drift", "violation",
      ]
    )
  }
}

@Suite("The error budget that an objective implies")
struct AllowedBadShareTests {
  @Test("is what its metric leaves, or what the suite says")
  func implied() throws {
    func allowed(_ objective: Objective) -> Double? {
      objective.allowedBadShare.map { ($0 * 1e9).rounded() / 1e9 }
    }
    #expect(allowed(objective(.availability, 0.999)) == 0.001)
    #expect(allowed(objective(.errorRate, 0.01)) == 0.01)
    #expect(allowed(objective(.quantile(.p95), 1)) == 0.05)
    #expect(allowed(objective(.quantile(.p999), 1)) == 0.001)
    #expect(allowed(objective(.quantile(.p95), 1, .atLeast)) == nil)
    #expect(allowed(objective(.mean, 1)) == nil)
    #expect(allowed(objective(.throughput, 1)) == nil)
    var written = objective(.quantile(.p99), 1)
    written.errorBudget = 0.02
    #expect(allowed(written) == 0.02)
    var silent = objective(.errorRate, 0.01)
    silent.isDefault = true
    #expect(allowed(silent) == nil)
  }
}

@Suite("How sure a verdict is")
struct CertaintyTests {
  /// Twelve seconds with `good` requests each, in batches and together.
  private func run(
    _ good: [[Double]],
    failed: UInt64 = 0,
    dropped: UInt64 = 0,
    active: Int64 = 1_000_000_000
  ) -> (totals: Totals, batches: BatchMeans) {
    var totals = Totals()
    var batches = BatchMeans()
    for milliseconds in good {
      var second = Histogram()
      for value in milliseconds { second.record(Int64(value * millisecond)) }
      totals.add(
        second.sparse,
        EventCounts(
          succeeded: second.count,
          failed: failed,
          dropped: dropped,
          activeNanoseconds: active
        )
      )
      batches.append(
        second.sparse,
        failed: failed,
        unanswered: dropped,
        activeNanoseconds: active
      )
    }
    return (totals, batches)
  }

  @Test("is sure where the whole range lies on one side")
  func sure() throws {
    let even = Array(repeating: (1...100).map(Double.init), count: 12)
    let (totals, batches) = run(even)
    let far = judge(
      objective(.quantile(.p95), 200 * millisecond),
      totals,
      certainty: .batches(batches)
    )
    #expect(far.verdict == .pass)
    #expect(far.sure)
    #expect(try #require(far.low) <= (try #require(far.observed)))
    #expect(try #require(far.high) >= (try #require(far.observed)))
    let over = judge(
      objective(.quantile(.p95), 50 * millisecond),
      totals,
      certainty: .batches(batches)
    )
    #expect(over.verdict == .violation)
    #expect(over.sure)
  }

  @Test("is not sure where the range straddles a limit, and the verdict stays")
  func unsure() throws {
    // Every second second is slower.
    let restless = (0..<12).map { second in (1...100).map { Double($0 * (second % 2 + 1)) } }
    let (totals, batches) = run(restless)
    let observed = try #require(totals.value(of: .quantile(.p50)))
    let judged = judge(objective(.quantile(.p50), observed), totals, certainty: .batches(batches))
    #expect(judged.verdict == .pass)
    #expect(!judged.sure)
    #expect(try #require(judged.high) > observed)
  }

  @Test("is never sure without ten batches, or where the samples do not reach the upper end")
  func unknown() {
    let few = run(Array(repeating: (1...100).map(Double.init), count: 9))
    let early = judge(
      objective(.quantile(.p95), 1e12),
      few.totals,
      certainty: .batches(few.batches)
    )
    #expect(early.low == nil)
    #expect(early.high == nil)
    #expect(!early.sure)
    // One second is slow as a whole: how slow the slowest twentieth can be is not known.
    let burst = run((0..<10).map { Array(repeating: $0 == 4 ? 90.0 : 1, count: 100) })
    let judged = judge(
      objective(.quantile(.p90), 95 * millisecond),
      burst.totals,
      certainty: .batches(burst.batches)
    )
    #expect(judged.verdict == .pass)
    #expect(judged.low != nil)
    #expect(judged.high == nil)
    #expect(!judged.sure)
  }

  @Test("ranges over what the metric counts: errors without what was dropped")
  func errors() throws {
    let (totals, batches) = run(
      Array(repeating: [1, 2, 3, 4, 5, 6, 7, 8], count: 12),
      failed: 2,
      dropped: 10
    )
    let rate = judge(objective(.errorRate, 0.5), totals, certainty: .batches(batches))
    #expect(rate.observed == 0.2)
    #expect(abs(try #require(rate.low) - 0.2) < 1e-9)
    #expect(abs(try #require(rate.high) - 0.2) < 1e-9)
    let availability = judge(objective(.availability, 0.2), totals, certainty: .batches(batches))
    #expect(abs(try #require(availability.low) - 0.4) < 1e-9)
    #expect(abs(try #require(availability.observed) - 0.4) < 1e-9)
  }

  @Test("ranges over the time that the load was on, not over what was paused")
  func throughput() throws {
    let (totals, batches) = run(
      Array(repeating: [1, 2, 3, 4, 5], count: 12),
      active: 250_000_000
    )
    let judged = judge(objective(.throughput, 10), totals, certainty: .batches(batches))
    #expect(judged.observed == 20)
    #expect(abs(try #require(judged.low) - 20) < 1e-9)
    #expect(abs(try #require(judged.high) - 20) < 1e-9)
    #expect(judged.sure)
  }
}
