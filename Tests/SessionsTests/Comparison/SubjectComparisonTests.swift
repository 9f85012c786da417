import Budgets
import Measurements
import Sessions
import TestSupport
import Testing

@Suite("What two sessions show of a benchmark") struct SubjectComparisonTests {
  private func change(
    _ metric: Metric,
    _ base: SubjectFigures,
    _ current: SubjectFigures,
    minChange: Double = 0.01
  ) throws -> MetricChange {
    let comparison = SubjectComparison(
      base: base,
      current: current,
      isPaired: false,
      minChange: minChange
    )
    return try #require(comparison.change(of: metric))
  }

  @Test("is every metric, in their order")
  func metrics() {
    #expect(
      SubjectComparison.metrics.map(\.name)
        == ["throughput", "error_rate", "mean", "p50", "p75", "p90", "p95", "p99", "p99.9"]
    )
  }

  @Test("is slower or faster where nothing varies and the latency differs")
  func steady() throws {
    let slower = try change(.mean, .steady(), .steady(milliseconds: 12))
    #expect(slower.finding == .worse)
    #expect(slower.words == "slower")
    #expect(abs(try #require(slower.change) - 0.2) < 0.001)
    #expect(try change(.quantile(.p50), .steady(milliseconds: 12), .steady()).words == "faster")
  }

  @Test("is no difference if it is smaller than the least change")
  func leastChange() throws {
    let current = SubjectFigures.steady(milliseconds: 10.3)
    #expect(try change(.mean, .steady(), current, minChange: 0.05).finding == .noDifference)
    #expect(try change(.mean, .steady(), current, minChange: 0.02).finding == .worse)
  }

  @Test("is nothing with fewer than ten intervals on a side")
  func short() throws {
    for metric in SubjectComparison.metrics {
      let change = try change(metric, .steady(seconds: 9), .steady(milliseconds: 50))
      #expect(change.finding == .tooFew)
      #expect(change.words == "too few samples")
    }
  }

  @Test("is nothing of a percentile that too few samples reach")
  func sparse() throws {
    let base = SubjectFigures.steady(perSecond: 4)
    let current = SubjectFigures.steady(perSecond: 4, milliseconds: 20)
    #expect(try change(.quantile(.p50), base, current).finding == .worse)
    #expect(try change(.quantile(.p99), base, current).finding == .tooFew)
  }

  /// So many runs of a command, around so many milliseconds.
  private func runs(_ count: Int, milliseconds: Double, seed: UInt64) -> SubjectFigures {
    var random = SeededGenerator(seed: seed)
    var good = Histogram()
    for _ in 0..<count {
      good.record(random.latency(medianNanoseconds: milliseconds * 1e6, spread: 0.1))
    }
    var totals = Totals()
    let nanoseconds = Int64((good.mean ?? 0) * Double(count))
    totals.add(good.sparse, EventCounts(succeeded: good.count, activeNanoseconds: nanoseconds))
    return SubjectFigures(
      name: "encode",
      totals: totals,
      batches: BatchMeans(),
      isIndependent: true
    )
  }

  @Test("of independent samples follows from their number, not from that of intervals")
  func independent() throws {
    let (base, slower) = (runs(40, milliseconds: 5, seed: 1), runs(40, milliseconds: 10, seed: 2))
    let mean = try change(.mean, base, slower)
    #expect(mean.finding == .worse)
    #expect(try #require(mean.low) > 0.6)
    #expect(try #require(mean.high) < 1.4)
    #expect(try change(.quantile(.p50), base, slower).finding == .worse)
    #expect(try change(.throughput, base, slower).finding == .worse)
    #expect(try change(.mean, slower, base).finding == .better)
    // Too few to have a sample beyond it.
    #expect(try change(.quantile(.p99), base, slower).finding == .tooFew)
    #expect(try change(.errorRate, base, slower).finding == .cantTell)
    #expect(try change(.mean, runs(1, milliseconds: 5, seed: 1), slower).finding == .tooFew)
  }

  @Test("of independent samples of the same is hardly ever claimed")
  func sameIndependent() throws {
    var claims: [String: Int] = [:]
    for pair in 0..<200 as Range<UInt64> {
      let comparison = SubjectComparison(
        base: runs(30, milliseconds: 5, seed: 2 * pair),
        current: runs(30, milliseconds: 5, seed: 2 * pair + 1),
        isPaired: false,
        minChange: 0.001
      )
      for change in comparison.changes where change.finding.isClaim {
        claims[change.metric.name, default: 0] += 1
      }
    }
    // 1 % of 200 is expected; 8 or more have a probability of 0.1 %.
    for (metric, count) in claims { #expect(count < 8, "\(metric)") }
  }

  @Test("is less throughput, and nothing of latency, where nothing succeeded any more")
  func nothingSucceeded() throws {
    let broken = SubjectFigures.steady(perSecond: 0, failed: 50)
    let throughput = try change(.throughput, .steady(), broken)
    #expect(throughput.finding == .worse)
    #expect(throughput.change == -1)
    #expect(try change(.errorRate, .steady(), broken).words == "more errors")
    #expect(try change(.mean, .steady(), broken).finding == .tooFew)
    let again = try change(.throughput, broken, .steady())
    #expect(again.finding == .better)
    #expect(again.change == nil)
  }

  @Test("can't be told where a few failures may be chance")
  func fewFailures() throws {
    var few = SubjectFigures.steady(seconds: 14)
    for _ in 0..<6 {
      var good = Histogram()
      good.record(10_000_000, samples: 49)
      few.append(good.sparse, failed: 1)
    }
    #expect(try change(.errorRate, .steady(), few).finding == .cantTell)
    let many = try change(.errorRate, .steady(), .steady(perSecond: 48, failed: 2))
    #expect(many.finding == .worse)
    #expect(abs(try #require(many.change) - 0.04) < 1e-12)
  }

  @Test("is no difference only if the whole interval is within the least change")
  func equivalence() throws {
    let load = SimulatedLoad()
    let (first, second) = (load.measured(seed: 1), load.measured(seed: 2))
    let p95 = try change(.quantile(.p95), first, second)
    #expect(p95.finding == .cantTell)
    #expect(p95.words == "can't tell")
    let (low, high) = (try #require(p95.low), try #require(p95.high))
    #expect(low < -0.01 && high > 0.01)
    let widest = max(-low, high)
    #expect(try change(.quantile(.p95), first, second, minChange: widest).finding == .noDifference)
    let less = min(-low, high)
    #expect(try change(.quantile(.p95), first, second, minChange: less).finding == .cantTell)
    // Without a failure in 500 requests the rate may be 1 %, in 50,000 it may not.
    #expect(try change(.errorRate, .steady(), .steady()).finding == .cantTell)
    let many = SubjectFigures.steady(perSecond: 2500)
    #expect(try change(.errorRate, many, many).finding == .noDifference)
  }

  @Test("has an interval around the change")
  func interval() throws {
    let load = SimulatedLoad()
    for metric in [Metric.mean, .throughput, .quantile(.p90), .errorRate] {
      let change = try change(metric, load.measured(seed: 1), load.measured(seed: 2))
      let low = try #require(change.low)
      let high = try #require(change.high)
      let middle = try #require(change.change)
      #expect(low < middle && middle < high)
    }
  }
}
