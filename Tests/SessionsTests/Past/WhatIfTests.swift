import Budgets
import Measurements
import Sessions
import Testing

struct WhatIfTests {
  private static let second: Int64 = 1_000_000_000
  /// p95 in ms after each second: the whole creeps up, one window goes over early and comes back.
  private static let trace: ObjectiveTrace = {
    var trace = ObjectiveTrace()
    trace.ends = TraceColumn((1...8).map { $0 * second })
    trace.whole = TraceColumn([.nan, 150, 160, 170, 190, 205, 215, 225].map { $0 * 1e6 })
    trace.last10 = TraceColumn([.nan, 150, 230, 180, 210, 240, 260, 300].map { $0 * 1e6 })
    trace.lacksAnswers = TraceColumn(repeatElement(false, count: 8))
    return trace
  }()

  private func p95(_ milliseconds: Double, _ limits: VerdictLimits = VerdictLimits()) -> Objective {
    Objective(
      subject: .benchmark("list"),
      metric: .quantile(.p95),
      budget: milliseconds * 1e6,
      limits: limits
    )
  }

  @Test func `a budget is judged at the end, since when, and from its first window on`() {
    let own = Self.trace.judged(by: p95(200))
    #expect(own.verdict == .violation)
    #expect(own.sinceNanoseconds == 8 * Self.second)
    #expect(own.firstOverNanoseconds == 3 * Self.second)
    #expect(!own.isOverOnlyInWindows)
    let drift = Self.trace.judged(by: p95(210))
    #expect(drift.verdict == .drift)
    #expect(drift.sinceNanoseconds == 7 * Self.second)
    let pass = Self.trace.judged(by: p95(230))
    #expect(pass.verdict == .pass)
    #expect(pass.firstOverNanoseconds == 6 * Self.second)
    #expect(pass.isOverOnlyInWindows)
    #expect(Self.trace.judged(by: p95(300)).firstOverNanoseconds == nil)
  }

  @Test func `hard limits know no drift`() {
    #expect(Self.trace.judged(by: p95(210, .hard)).verdict == .violation)
    #expect(Self.trace.judged(by: p95(225, .hard)).verdict == .pass)
  }

  @Test func `a value in the bucket of its budget equals it`() {
    var trace = ObjectiveTrace()
    trace.ends = TraceColumn([Self.second])
    // 1.000 s and 1.0003 s fall into one bucket of 3 digits.
    trace.whole = TraceColumn([1_000_300_000])
    trace.last10 = TraceColumn([1_000_300_000])
    trace.lacksAnswers = TraceColumn([false])
    #expect(trace.judged(by: p95(1000, .hard)).verdict == .pass)
    #expect(trace.judged(by: p95(1000, .hard)).firstOverNanoseconds == nil)
  }

  @Test func `without answers no budget helps`() {
    var trace = Self.trace
    trace.lacksAnswers[7] = true
    #expect(trace.judged(by: p95(10_000)).verdict == .violation)
    #expect(trace.judged(by: p95(10_000)).consumption == .infinity)
    #expect(trace.strictestPassing(p95(200)) == nil)
    #expect(ObjectiveTrace().judged(by: p95(200)).verdict == .pending)
    #expect(ObjectiveTrace().strictestPassing(p95(200)) == nil)
  }

  @Test func `the strictest budget that passes is a round figure`() throws {
    #expect(try #require(Self.trace.strictestPassing(p95(200))).budget == 225e6)
    var trace = Self.trace
    trace.whole[7] = 225_300_000
    let passing = try #require(trace.strictestPassing(p95(200)))
    #expect(passing.budget == 226e6)
    #expect(trace.judged(by: passing).verdict == .pass)
    trace.whole[7] = 0.9984
    let available = Objective(subject: .suite, metric: .availability, budget: 0.999)
    let shares = try #require(trace.strictestPassing(available))
    #expect(abs(shares.budget - 0.9984) < 1e-9)
    #expect(trace.judged(by: shares).verdict == .pass)
    let throughput = Objective(subject: .suite, metric: .throughput, budget: 100)
    trace.whole[7] = 84.37
    let slower = try #require(trace.strictestPassing(throughput))
    #expect(slower.budget == 84.3)
  }

  @Test(
    arguments: [
      (1000.0, 1050.0, 975.0, 2000.0, 500.0), (200, 210, 195, 500, 100), (550, 575, 525, 1000, 500),
      (197, 200, 195, 200, 100), (123, 125, 120, 200, 100),
    ]
  )
  func `a budget steps by round figures`(
    from: Double,
    up: Double,
    down: Double,
    coarseUp: Double,
    coarseDown: Double
  ) {
    let objective = p95(from)
    #expect(objective.stepping(up: true).budget == up * 1e6)
    #expect(objective.stepping(up: false).budget == down * 1e6)
    #expect(objective.stepping(up: true, isCoarse: true).budget == coarseUp * 1e6)
    #expect(objective.stepping(up: false, isCoarse: true).budget == coarseDown * 1e6)
  }

  @Test func `an availability steps by what it lets fail`() {
    let objective = Objective(subject: .suite, metric: .availability, budget: 0.999)
    #expect(abs(objective.stepping(up: false).budget - 0.99895) < 1e-12)
    #expect(abs(objective.stepping(up: false, isCoarse: true).budget - 0.998) < 1e-12)
    #expect(abs(objective.stepping(up: true, isCoarse: true).budget - 0.9995) < 1e-12)
  }

  @Test func `steps end where a metric ends`() {
    var errors = Objective(subject: .suite, metric: .errorRate, budget: 0)
    #expect(errors.stepping(up: false).budget == 0)
    #expect(errors.stepping(up: true).budget > 0)
    errors.budget = 1
    #expect(errors.stepping(up: true).budget == 1)
    var latency = p95(0.001)
    for _ in 0..<50 { latency = latency.stepping(up: false) }
    #expect(latency.budget == 1000)
  }
}
