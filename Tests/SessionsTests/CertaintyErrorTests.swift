import Budgets
import Glibc
import Measurements
import Sessions
import TestSupport
import Testing

/// How often a verdict that is called sure is wrong, with fixed seeds, where the budget is the true
/// value; `make bench` measures it at the full size.
@Suite("Of verdicts on a server whose speed wanders") struct CertaintyErrorTests {
  private static let sampleSpread = 0.4

  /// A run, second by second; each second has a level of its own, AR(1) with 0.5.
  private struct Run {
    var totals = Totals()
    var batches = BatchMeans()
    private var random: SeededGenerator
    private var level: Double
    let levelSpread: Double
    let sampleSpread: Double
    let perSecond: Int

    init(seed: UInt64, levelSpread: Double, sampleSpread: Double, perSecond: Int = 10) {
      random = SeededGenerator(seed: seed)
      level = random.normal()
      (self.levelSpread, self.sampleSpread) = (levelSpread, sampleSpread)
      self.perSecond = perSecond
    }

    /// Half of the failures come with the level of the second.
    mutating func second(failedShare: Double = 0) {
      level = 0.5 * level + 0.75.squareRoot() * random.normal()
      let median = 10_000_000 * exp(levelSpread * level)
      let share = failedShare * exp(0.5 * level - 0.125)
      var good = Histogram()
      var failed: UInt64 = 0
      for _ in 0..<perSecond {
        if random.unit() < share {
          failed += 1
        } else {
          good.record(random.latency(medianNanoseconds: median, spread: sampleSpread))
        }
      }
      let events = EventCounts(
        succeeded: good.count,
        failed: failed,
        activeNanoseconds: 1_000_000_000
      )
      totals.add(good.sparse, events)
      batches.append(good.sparse, failed: failed, unanswered: 0, activeNanoseconds: 1_000_000_000)
    }

    func judged(_ objective: Objective, _ confidence: Confidence = .final) -> Judgement {
      judge(objective, totals, certainty: .batches(batches), confidence: confidence)
    }
  }

  private func objective(_ metric: Metric, _ budget: Double) -> Objective {
    Objective(subject: .benchmark("list"), metric: metric, budget: budget, limits: .hard)
  }

  @Test(
    "a sure one is wrong in at most about one run of twenty",
    arguments: [(0.2, 0.4, 60), (0.4, 0.1, 30), (0.05, 0.4, 30)]
  )
  func sureAtTheEnd(levelSpread: Double, sampleSpread: Double, seconds: Int) {
    let spread = (levelSpread * levelSpread + sampleSpread * sampleSpread).squareRoot()
    for (quantile, deviations) in [(Quantile.p50, 0.0), (.p95, 1.644_854)] {
      let budget = 10_000_000 * exp(deviations * spread)
      var wrong = 0
      for seed in 0..<100 {
        var run = Run(seed: UInt64(seed), levelSpread: levelSpread, sampleSpread: sampleSpread)
        for _ in 0..<seconds { run.second() }
        if run.judged(objective(.quantile(quantile), budget)).sure { wrong += 1 }
      }
      #expect(wrong <= 8, "\(quantile.name)")
    }
  }

  @Test("one that is sure at any second of the run is wrong no more often")
  func sureSoFar() {
    let spread = (0.04 + 0.16).squareRoot()
    let confidence = Confidence.during(looks: 60)
    for (quantile, deviations) in [(Quantile.p50, 0.0), (.p95, 1.644_854)] {
      let objective = objective(.quantile(quantile), 10_000_000 * exp(deviations * spread))
      var wrong = 0
      for seed in 0..<40 {
        var run = Run(seed: UInt64(1000 + seed), levelSpread: 0.2, sampleSpread: 0.4)
        var isSure = false
        for _ in 0..<60 {
          run.second()
          isSure = isSure || run.judged(objective, confidence).sure
        }
        if isSure { wrong += 1 }
      }
      #expect(wrong <= 4, "\(quantile.name)")
    }
  }

  @Test("a sure one on failures is wrong as seldom")
  func failures() {
    var wrong = 0
    for seed in 0..<100 {
      var run = Run(seed: UInt64(2000 + seed), levelSpread: 0.2, sampleSpread: 0.4, perSecond: 40)
      for _ in 0..<60 { run.second(failedShare: 0.02) }
      if run.judged(objective(.errorRate, 0.02)).sure { wrong += 1 }
    }
    #expect(wrong <= 8)
  }

  @Test(
    "what is far from its budget is sure early, however much the speed wanders",
    arguments: [(0.2, 4.0), (0.05, 2), (0.4, 100)]
  )
  func early(levelSpread: Double, times: Double) {
    let confidence = Confidence.during(looks: 300)
    let below = objective(.quantile(.p95), 20_000_000 * times)
    let above = objective(.quantile(.p95), 20_000_000 / times)
    var (passes, violations) = (0, 0)
    for seed in 0..<10 {
      var run = Run(
        seed: UInt64(seed),
        levelSpread: levelSpread,
        sampleSpread: 0.4,
        perSecond: 100
      )
      for _ in 0..<30 { run.second() }
      if run.judged(below, confidence).sure { passes += 1 }
      if run.judged(above, confidence).sure { violations += 1 }
    }
    #expect(passes >= 9)
    #expect(violations == 10)
  }
}
