import Measurements
import Sessions

/// Puts the ticks of all event loops together to intervals.
struct IntervalBuilder {
  private struct Benchmark {
    var good = SparseCounts()
    var failed = SparseCounts()
    var service = SparseCounts()
    var counters: BenchmarkCounters
  }

  private let names: [String]
  /// `[benchmark]`; nil for those of which nothing came.
  private var benchmarks: [Benchmark?]
  private var cpu: [Int: Int64] = [:]
  private var inFlight: [Int: Int] = [:]
  private var connections: [Int: Int] = [:]
  private var slowest: [Int: [SlowRequest]] = [:]
  private var generator = GeneratorGauge()

  init(names: [String]) {
    self.names = names
    benchmarks = Array(repeating: nil, count: names.count)
  }

  mutating func add(_ report: SlotReport) {
    for slot in report.benchmarks {
      var benchmark =
        benchmarks[slot.index]
        ?? Benchmark(counters: BenchmarkCounters(benchmark: names[slot.index]))
      // Let go of the slot's storage while it is changed, so that nothing is copied.
      benchmarks[slot.index] = nil
      benchmark.good.merge(slot.good)
      benchmark.failed.merge(slot.failed)
      benchmark.service.merge(slot.service)
      benchmark.counters.add(slot.counters)
      benchmarks[slot.index] = benchmark
    }
    cpu[report.worker, default: 0] += report.cpuNanoseconds
    inFlight[report.worker] = report.inFlight
    connections[report.worker] = report.connections
    slowest[report.worker] = report.slowest
    generator.lagNanoseconds = max(generator.lagNanoseconds, report.lagNanoseconds)
    generator.sends += report.sends
    generator.lateSends += report.lateSends
  }

  /// What came so far, as `record`'s content.
  func fill(_ record: inout IntervalRecord, level: Double) {
    let isWarmup = record.phase == .warmup
    for (index, benchmark) in benchmarks.enumerated() {
      guard let benchmark else { continue }
      let name = names[index]
      func add(_ kind: SeriesID.Kind, _ counts: SparseCounts) {
        guard !counts.isEmpty else { return }
        record.series.append(SeriesCounts(id: SeriesID(name, kind), counts: counts))
      }
      add(isWarmup ? .warmup : .succeeded, benchmark.good)
      add(isWarmup ? .warmupFailed : .failed, benchmark.failed)
      if !isWarmup { add(.service, benchmark.service) }
      let counters = isWarmup ? benchmark.counters.ofWarmup : benchmark.counters
      if !counters.isEmpty { record.counters.append(counters) }
    }
    record.load.level = level
    record.load.inFlight = inFlight.values.reduce(0, +)
    record.load.connections = connections.values.reduce(0, +)
    record.generator = generator
    let length = record.endNanoseconds - record.startNanoseconds
    if length > 0 {
      record.generator.busiestLoop = Double(cpu.values.max() ?? 0) / Double(length)
    }
  }

  /// The slowest requests of the interval, slowest first.
  var slowestRequests: [SlowRequest] {
    let all = slowest.values.flatMap { $0 }
    return Array(all.sorted { $0.latencyNanoseconds > $1.latencyNanoseconds }.prefix(5))
  }

  /// Goes on to the next interval.
  mutating func reset() { self = IntervalBuilder(names: names) }
}

extension BenchmarkCounters {
  /// What counts of a warm-up: that requests were sent.
  var ofWarmup: BenchmarkCounters {
    var counters = BenchmarkCounters(benchmark: benchmark)
    counters.interrupted = cutOff + interrupted
    return counters
  }

  mutating func add(_ other: BenchmarkCounters) {
    dropped += other.dropped
    droppedPaused += other.droppedPaused
    cutOff += other.cutOff
    interrupted += other.interrupted
    clamped += other.clamped
    retried += other.retried
    unresolvedMemory += other.unresolvedMemory
    bytesReceived += other.bytesReceived
    for (kind, count) in other.errors { errors[kind, default: 0] += count }
    for (reason, count) in other.reasons { reasons[reason, default: 0] += count }
  }

  var isEmpty: Bool { self == BenchmarkCounters(benchmark: benchmark) }
}
