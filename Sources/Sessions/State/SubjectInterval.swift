import Budgets
import Measurements

/// What one subject did in one interval.
struct SubjectInterval {
  /// The samples that succeeded, as far as anybody asks for their latency.
  var good = SparseCounts()
  /// What happened, counted.
  var events = EventCounts()
  var interrupted: UInt64 = 0
  var clamped: UInt64 = 0
  var warmup: UInt64 = 0
  /// Those of the warm-up that failed.
  var warmupFailed: UInt64 = 0
  /// Whether it was measured in it.
  var isActive = true
  /// What few subjects have, kept apart: an interval is copied many times.
  private var rare: Rare?

  private final class Rare: Sendable {
    let figures: RareFigures

    init(_ figures: RareFigures) { self.figures = figures }
  }

  private struct RareFigures: Sendable {
    var errors: [ErrorKind: UInt64] = [:]
    var reasons: [ErrorReason: UInt64] = [:]
    var runs: Runs?
    var process: ProcessGauge?
  }

  /// Changes what few subjects have, in a copy of its own.
  private mutating func changeRare(_ change: (inout RareFigures) -> Void) {
    var figures = rare?.figures ?? RareFigures()
    change(&figures)
    rare = Rare(figures)
  }

  /// What failed, by kind.
  var errors: [ErrorKind: UInt64] {
    get { rare?.figures.errors ?? [:] }
    set { changeRare { $0.errors = newValue } }
  }

  /// Why it failed, where more is known than the kind.
  var reasons: [ErrorReason: UInt64] {
    get { rare?.figures.reasons ?? [:] }
    set { changeRare { $0.reasons = newValue } }
  }

  /// What the runs of a command took besides time; nil for anything else.
  var runs: Runs? {
    get { rare?.figures.runs }
    set { changeRare { $0.runs = newValue } }
  }

  /// A watched process at its end; nil for anything else, and while it is not there.
  var process: ProcessGauge? {
    get { rare?.figures.process }
    set { changeRare { $0.process = newValue } }
  }

  /// What the runs of a command took besides time.
  struct Runs: Sendable {
    var user = SparseCounts()
    var system = SparseCounts()
    var resident = SparseCounts()
    /// Those whose memory is at most what was recorded.
    var unresolvedMemory: UInt64 = 0

    mutating func add(_ series: SeriesCounts) {
      switch series.id.kind {
      case .userTime: user.merge(series.counts)
      case .systemTime: system.merge(series.counts)
      case .residentMemory: resident.merge(series.counts)
      case .succeeded, .failed, .service, .warmup, .warmupFailed: break
      }
    }
  }

  /// The value of a metric in its unit; nil if nothing can be said.
  ///
  /// As `Totals.value(of:)`.
  func value(of metric: Metric) -> Double? {
    switch metric {
    case .quantile(let quantile):
      good.value(at: quantile, of: events.succeeded).map(Double.init)
    case .minimum:
      good.entries.first.map { entry in
        good.resolution?.lowest(of: Int(entry.index))
          ?? Double(BucketLayout.lowest(of: Int(entry.index)))
      }
    case .mean: good.mean
    case .maximum: good.highest
    case .errorRate, .availability, .throughput: events.value(of: metric)
    case .userTime: runs?.user.mean
    case .systemTime: runs?.system.mean
    case .residentMemory: runs?.resident.highest ?? process.map { Double($0.residentBytes) }
    case .cpu: process?.cpu
    case .threads: process.map { Double($0.threads) }
    case .openFiles: process?.openFiles.map(Double.init)
    case .contextSwitches:
      process.flatMap {
        events.activeNanoseconds > 0
          ? Double($0.contextSwitches) / (Double(events.activeNanoseconds) / 1e9) : nil
      }
    }
  }

  /// Takes in the samples of a series.
  mutating func add(_ series: SeriesCounts) {
    switch series.id.kind {
    case .succeeded:
      good.merge(series.counts)
      events.succeeded += series.counts.count
    case .failed: events.failed += series.counts.count
    case .warmup: warmup += series.counts.count
    case .warmupFailed:
      warmup += series.counts.count
      warmupFailed += series.counts.count
    case .service: break
    case .userTime, .systemTime, .residentMemory:
      var runs = runs ?? Runs()
      runs.add(series)
      self.runs = runs
    }
  }

  /// Takes in the counters of a benchmark.
  mutating func add(_ counters: BenchmarkCounters) {
    events.dropped += counters.dropped
    events.cutOff += counters.cutOff
    interrupted += counters.interrupted
    clamped += counters.clamped
    if counters.unresolvedMemory > 0 {
      var runs = runs ?? Runs()
      runs.unresolvedMemory += counters.unresolvedMemory
      self.runs = runs
    }
    addErrors(counters.errors)
    addReasons(counters.reasons)
  }

  /// The same as if what came in the warm-up had been measured, without samples.
  var ofWarmup: SubjectInterval {
    var interval = SubjectInterval()
    interval.events = events
    interval.events.succeeded = warmup - warmupFailed
    interval.events.failed = warmupFailed
    interval.errors = errors
    interval.reasons = reasons
    return interval
  }

  /// Takes in the figures of another subject in the same interval, except its samples.
  mutating func addCounts(of other: SubjectInterval) {
    events.succeeded += other.events.succeeded
    events.failed += other.events.failed
    events.dropped += other.events.dropped
    events.cutOff += other.events.cutOff
    interrupted += other.interrupted
    clamped += other.clamped
    warmup += other.warmup
    warmupFailed += other.warmupFailed
    addErrors(other.errors)
    addReasons(other.reasons)
  }

  private mutating func addReasons(_ more: [ErrorReason: UInt64]) {
    guard !more.isEmpty else { return }
    var all = reasons
    ErrorReason.add(more, to: &all)
    reasons = all
  }

  private mutating func addErrors(_ more: [ErrorKind: UInt64]) {
    if !more.isEmpty { errors.merge(more, uniquingKeysWith: +) }
  }
}

extension Totals {
  /// Takes in an interval.
  mutating func add(_ interval: SubjectInterval) {
    add(interval.good, interval.events)
    if let more = interval.runs {
      var runs = runs ?? RunTotals()
      self.runs = nil
      runs.user.add(more.user)
      runs.system.add(more.system)
      runs.resident.add(more.resident)
      runs.unresolvedMemory += more.unresolvedMemory
      self.runs = runs
    }
    if let gauge = interval.process {
      var process = process ?? ProcessTotals()
      process.add(
        nanoseconds: interval.events.activeNanoseconds,
        cpu: gauge.cpu,
        switches: gauge.contextSwitches,
        residentBytes: gauge.residentBytes,
        threads: gauge.threads,
        openFiles: gauge.openFiles
      )
      self.process = process
    }
  }
}

extension SparseCounts {
  /// The mean of the buckets' midpoints, ns; nil without samples.
  ///
  /// O(entries).
  var mean: Double? {
    guard !isEmpty else { return nil }
    let sum = entries.reduce(0.0) { sum, entry in
      let midpoint =
        resolution?.midpoint(of: Int(entry.index))
        ?? Double(BucketLayout.midpoint(of: Int(entry.index)))
      return sum + Double(entry.count) * midpoint
    }
    return sum / Double(count)
  }

  /// The highest equivalent value of the highest sample; nil without samples.
  var highest: Double? {
    entries.last.map { Double(BucketLayout.highest(of: Int($0.index))) }
  }

  /// The value at a quantile, ns, as `Histogram.value(at:)` gives it, of as many samples as there are.
  ///
  /// O(entries beyond it): from the top, since quantiles are mostly high.
  func value(at quantile: Quantile, of count: UInt64) -> Int64? {
    guard !isEmpty else { return nil }
    let above = count - quantile.rank(of: count)
    var passed: UInt64 = 0
    for entry in entries.reversed() {
      passed += UInt64(entry.count)
      if passed > above { return BucketLayout.highest(of: Int(entry.index)) }
    }
    return nil
  }
}
