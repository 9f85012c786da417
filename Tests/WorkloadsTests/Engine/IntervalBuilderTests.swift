import Measurements
import Sessions
import Testing

@testable import Workloads

struct IntervalBuilderTests {
  private static func counts(_ values: [Int64]) -> SparseCounts {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return histogram.sparse
  }

  private static func slot(
    _ index: Int,
    _ name: String,
    good: [Int64],
    failed: [Int64] = []
  )
    -> BenchmarkSlot
  {
    var slot = BenchmarkSlot(index: index, counters: BenchmarkCounters(benchmark: name))
    slot.good = counts(good)
    slot.failed = counts(failed)
    if !failed.isEmpty { slot.counters.errors = [.reset: UInt64(failed.count)] }
    return slot
  }

  private static func report(worker: Int, _ benchmarks: [BenchmarkSlot]) -> SlotReport {
    var report = SlotReport(worker: worker, slot: .init(), startNanoseconds: 0)
    report.benchmarks = benchmarks
    return report
  }

  private static func record(_ phase: IntervalRecord.Phase) -> IntervalRecord {
    IntervalRecord(
      number: 0,
      startNanoseconds: 0,
      endNanoseconds: 100_000_000,
      phase: phase
    )
  }

  @Test func `what several loops did adds up`() throws {
    var builder = IntervalBuilder(names: ["a", "b"])
    var first = Self.report(worker: 0, [Self.slot(0, "a", good: [10, 20], failed: [5])])
    first.inFlight = 3
    first.connections = 4
    first.sends = 7
    first.lateSends = 1
    first.lagNanoseconds = 9
    first.cpuNanoseconds = 50_000_000
    var second = Self.report(worker: 1, [Self.slot(0, "a", good: [20], failed: [5, 6])])
    second.inFlight = 2
    second.connections = 1
    second.sends = 5
    second.lagNanoseconds = 12
    second.cpuNanoseconds = 10_000_000
    builder.add(first)
    builder.add(second)
    var record = Self.record(.measured)
    builder.fill(&record, level: 5)
    #expect(
      record.series == [
        SeriesCounts(id: SeriesID("a"), counts: Self.counts([10, 20, 20])),
        SeriesCounts(id: SeriesID("a", .failed), counts: Self.counts([5, 5, 6])),
      ]
    )
    #expect(record.counters.map(\.errors) == [[.reset: 3]])
    #expect(record.load.level == 5)
    #expect(record.load.inFlight == 5)
    #expect(record.load.connections == 5)
    #expect(record.generator.sends == 12)
    #expect(record.generator.lateSends == 1)
    #expect(record.generator.lagNanoseconds == 12)
    #expect(record.generator.busiestLoop == 0.5)
  }

  @Test func `of a loop's gauges the newest counts, and its CPU time adds up`() {
    var builder = IntervalBuilder(names: ["a"])
    for inFlight in [9, 4] {
      var report = Self.report(worker: 0, [])
      report.inFlight = inFlight
      report.cpuNanoseconds = 20_000_000
      builder.add(report)
    }
    var record = Self.record(.measured)
    builder.fill(&record, level: 0)
    #expect(record.load.inFlight == 4)
    #expect(record.generator.busiestLoop == 0.4)
  }

  @Test func `samples of the warm-up go into series of their own, and count for nothing else`() {
    var builder = IntervalBuilder(names: ["a", "b"])
    var slot = Self.slot(1, "b", good: [1], failed: [2])
    slot.service = Self.counts([1])
    slot.counters.dropped = 4
    builder.add(Self.report(worker: 0, [slot]))
    var record = Self.record(.warmup)
    builder.fill(&record, level: 1)
    #expect(record.series.map(\.id) == [SeriesID("b", .warmup), SeriesID("b", .warmupFailed)])
    #expect(record.counters.isEmpty)
  }

  @Test func `the five slowest of all loops are kept, slowest first`() {
    var builder = IntervalBuilder(names: ["a"])
    for worker in 0..<2 {
      var report = Self.report(worker: worker, [])
      report.slowest = (0..<5).map { place in
        SlowRequest(
          atNanoseconds: 1,
          benchmark: "a",
          latencyNanoseconds: Int64(100 - 10 * place + worker),
          outcome: "200",
          isGood: true,
          request: "GET /"
        )
      }
      builder.add(report)
    }
    #expect(builder.slowestRequests.map(\.latencyNanoseconds) == [101, 100, 91, 90, 81])
    builder.reset()
    #expect(builder.slowestRequests.isEmpty)
  }
}
