import Measurements
import Sessions

/// What is known of an interval that is not complete.
struct LocustInterval {
  /// `[benchmark]`: what it did.
  private var entries: [String: LocustCounts] = [:]
  /// The slowest requests, slowest first.
  private(set) var slowest: [SlowRequest] = []
  private static let mostSlowest = 5

  /// Adds what a benchmark did.
  mutating func add(_ counts: LocustCounts, to benchmark: String) {
    if entries[benchmark]?.merge(counts) == nil { entries[benchmark] = counts }
  }

  /// Keeps those requests that are among the slowest.
  mutating func keep(_ requests: [SlowRequest]) {
    let sorted = (slowest + requests).sorted { $0.latencyNanoseconds > $1.latencyNanoseconds }
    slowest = Array(sorted.prefix(Self.mostSlowest))
  }

  /// Adds all that is known of another interval.
  mutating func merge(_ other: LocustInterval) {
    for (benchmark, counts) in other.entries { add(counts, to: benchmark) }
    keep(other.slowest)
  }

  /// Puts it into a record, as what its phase makes of it.
  func fill(_ record: inout IntervalRecord) {
    let isWarmup = record.phase == .warmup
    for (benchmark, counts) in entries.sorted(by: { $0.key < $1.key }) {
      if !counts.good.isEmpty {
        let id = SeriesID(benchmark, isWarmup ? .warmup : .succeeded)
        record.series.append(SeriesCounts(id: id, counts: counts.good))
      }
      if !counts.bad.isEmpty {
        let id = SeriesID(benchmark, isWarmup ? .warmupFailed : .failed)
        record.series.append(SeriesCounts(id: id, counts: counts.bad))
      }
      guard !counts.errors.isEmpty || counts.clamped > 0 else { continue }
      var counters = BenchmarkCounters(benchmark: benchmark)
      counters.errors = counts.errors
      counters.clamped = counts.clamped
      record.counters.append(counters)
    }
  }
}
