import Budgets
import Measurements

/// What one subject did in one interval.
struct SubjectInterval {
  var good = SparseCounts()
  var failed: UInt64 = 0
  var dropped: UInt64 = 0
  var cutOff: UInt64 = 0
  var interrupted: UInt64 = 0
  var clamped: UInt64 = 0
  var warmup: UInt64 = 0
  var errors: [ErrorKind: UInt64] = [:]

  var isEmpty: Bool {
    good.isEmpty && failed + dropped + cutOff + interrupted + warmup == 0
  }

  /// Requests that ended, failed ones included.
  var count: UInt64 { good.count + failed }

  /// The value of a metric in its unit over `active` ns; nil if nothing can be said.
  ///
  /// As `Totals.value(of:)`.
  func value(of metric: Metric, activeNanoseconds active: Int64) -> Double? {
    let succeeded = good.count
    switch metric {
    case .quantile(let quantile):
      return good.value(at: quantile).map(Double.init)
    case .minimum:
      return good.entries.first.map { entry in
        good.resolution?.lowest(of: Int(entry.index))
          ?? Double(BucketLayout.lowest(of: Int(entry.index)))
      }
    case .mean:
      return good.mean
    case .maximum:
      return good.entries.last.map { Double(BucketLayout.highest(of: Int($0.index))) }
    case .errorRate:
      let all = succeeded + failed
      return all > 0 ? Double(failed) / Double(all) : nil
    case .availability:
      let due = succeeded + failed + dropped + cutOff
      return due > 0 ? Double(succeeded) / Double(due) : nil
    case .throughput:
      return active > 0 ? Double(succeeded) / (Double(active) / 1e9) : nil
    case .userTime, .systemTime, .residentMemory, .cpu, .threads, .openFiles, .contextSwitches:
      return nil
    }
  }

  /// Takes in the counters of a benchmark.
  mutating func add(_ counters: BenchmarkCounters) {
    dropped += counters.dropped
    cutOff += counters.cutOff
    interrupted += counters.interrupted
    clamped += counters.clamped
    for (kind, count) in counters.errors { errors[kind, default: 0] += count }
  }

  /// Takes in the figures of another subject, except its samples.
  mutating func addCounts(of other: SubjectInterval) {
    failed += other.failed
    dropped += other.dropped
    cutOff += other.cutOff
    interrupted += other.interrupted
    clamped += other.clamped
    warmup += other.warmup
    for (kind, count) in other.errors { errors[kind, default: 0] += count }
  }
}

extension Totals {
  /// Takes in an interval.
  mutating func add(_ interval: SubjectInterval, activeNanoseconds active: Int64) {
    latency.add(interval.good)
    failed += interval.failed
    dropped += interval.dropped
    cutOff += interval.cutOff
    activeNanoseconds += active
  }
}

/// The figures of a subject over the last intervals, kept incrementally.
struct SubjectWindow {
  private struct Counts {
    var failed: UInt64 = 0
    var dropped: UInt64 = 0
    var cutOff: UInt64 = 0
    var active: Int64 = 0
    var errors: [ErrorKind: UInt64] = [:]
  }

  private var samples: Window
  private var ring: [Counts] = []
  private var oldest = 0
  private(set) var totals = Totals()
  private(set) var errors: [ErrorKind: UInt64] = [:]

  init(length: Int) { samples = Window(length: length) }

  /// A window of this length without intervals.
  var emptied: SubjectWindow { SubjectWindow(length: samples.length) }

  mutating func append(
    _ interval: SubjectInterval,
    packed: PackedCounts,
    activeNanoseconds: Int64
  ) {
    let counts = Counts(
      failed: interval.failed,
      dropped: interval.dropped,
      cutOff: interval.cutOff,
      active: activeNanoseconds,
      errors: interval.errors
    )
    // The window's histogram is the totals' histogram: let go of one while the other changes.
    totals.latency = Histogram.none
    samples.append(interval.good, packed: packed)
    totals.latency = samples.histogram
    if ring.count < samples.length {
      ring.append(counts)
    } else {
      let leaving = ring[oldest]
      totals.failed -= leaving.failed
      totals.dropped -= leaving.dropped
      totals.cutOff -= leaving.cutOff
      totals.activeNanoseconds -= leaving.active
      for (kind, count) in leaving.errors {
        let rest = errors[kind, default: 0] - count
        errors[kind] = rest > 0 ? rest : nil
      }
      ring[oldest] = counts
      oldest = (oldest + 1) % samples.length
    }
    totals.failed += counts.failed
    totals.dropped += counts.dropped
    totals.cutOff += counts.cutOff
    totals.activeNanoseconds += counts.active
    for (kind, count) in counts.errors { errors[kind, default: 0] += count }
  }
}

extension Histogram {
  fileprivate static let none = Histogram()
}

/// The figures of a subject over its last minute, added up when they are asked for: that is once an
/// interval at most, and never while a long session is gone through.
struct SubjectMinute {
  private struct Interval {
    var samples: PackedCounts
    var counts: SubjectInterval
    var active: Int64
  }

  private let length: Int
  private var ring: [Interval] = []
  private var oldest = 0

  init(length: Int) { self.length = length }

  /// A minute of this length without intervals.
  var emptied: SubjectMinute { SubjectMinute(length: length) }

  mutating func append(
    _ interval: SubjectInterval,
    packed: PackedCounts,
    activeNanoseconds: Int64
  ) {
    var counts = interval
    counts.good = SparseCounts()
    let newest = Interval(samples: packed, counts: counts, active: activeNanoseconds)
    if ring.count < length {
      ring.append(newest)
    } else {
      ring[oldest] = newest
      oldest = (oldest + 1) % length
    }
  }

  /// O(buckets of all its intervals).
  var totals: Totals {
    var totals = Totals()
    for interval in ring {
      totals.add(interval.counts, activeNanoseconds: interval.active)
      totals.latency.add(interval.samples)
    }
    return totals
  }

  var errors: [ErrorKind: UInt64] {
    ring.reduce(into: [:]) { $0.merge($1.counts.errors, uniquingKeysWith: +) }
  }
}

/// All that is known of one subject: a benchmark, or the suite as a whole.
struct SubjectState {
  var totals = Totals()
  var last10: SubjectWindow
  var last60: SubjectMinute
  var batches = BatchMeans()
  var errors: [ErrorKind: UInt64] = [:]
  var warmup: UInt64 = 0
  /// Requests that the end of the run interrupted, which count against nobody.
  var interrupted: UInt64 = 0
  var clamped: UInt64 = 0
  /// p95 per interval, ns.
  var history = History()
  /// Failed share per interval.
  var failedHistory = History()

  init(intervalNanoseconds: Int64) {
    last10 = SubjectWindow(length: Self.intervals(in: 10, of: intervalNanoseconds))
    last60 = SubjectMinute(length: Self.intervals(in: 60, of: intervalNanoseconds))
  }

  /// The number of intervals that span `seconds`, at least 1.
  static func intervals(in seconds: Int64, of intervalNanoseconds: Int64) -> Int {
    Int(max(1, (seconds * 1_000_000_000 + intervalNanoseconds - 1) / max(intervalNanoseconds, 1)))
  }

  /// Takes in a measured interval.
  mutating func append(_ interval: SubjectInterval, activeNanoseconds: Int64) {
    totals.add(interval, activeNanoseconds: activeNanoseconds)
    appendToWindows(interval, activeNanoseconds: activeNanoseconds)
    batches.append(
      interval.good,
      failed: interval.failed,
      unanswered: interval.dropped + interval.cutOff,
      activeNanoseconds: activeNanoseconds
    )
    for (kind, count) in interval.errors { errors[kind, default: 0] += count }
    interrupted += interval.interrupted
    clamped += interval.clamped
    history.append(interval.good.value(at: .p95).map(Double.init))
    failedHistory.append(interval.value(of: .errorRate, activeNanoseconds: activeNanoseconds))
  }

  /// Takes in a measured interval as one of the last.
  mutating func appendToWindows(_ interval: SubjectInterval, activeNanoseconds: Int64) {
    let packed = PackedCounts(interval.good)
    last10.append(interval, packed: packed, activeNanoseconds: activeNanoseconds)
    last60.append(interval, packed: packed, activeNanoseconds: activeNanoseconds)
  }

  /// The figures of the whole run, with the interval that is filling.
  func status(
    of totals: Totals,
    errors: [ErrorKind: UInt64],
    withBins: Bool
  ) -> WindowStatus {
    var status = WindowStatus()
    status.count = totals.count
    status.failed = totals.failed
    status.rate = totals.seconds > 0 ? Double(totals.count) / totals.seconds : 0
    status.errors = ErrorCount.sorted(errors)
    status.latency = totals.latency.summary()
    if withBins { status.bins = totals.latency.logarithmicBins() }
    return status
  }
}

extension ErrorCount {
  /// The kinds of `errors`, the most frequent first, then by name.
  static func sorted(_ errors: [ErrorKind: UInt64]) -> [ErrorCount] {
    errors.filter { $0.value > 0 }.map { ErrorCount(kind: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.kind.name) < ($0.count, $1.kind.name) }
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

  /// The value at a quantile, ns, as `Histogram.value(at:)` gives it.
  ///
  /// O(entries).
  func value(at quantile: Quantile) -> Int64? {
    guard !isEmpty else { return nil }
    let rank = quantile.rank(of: count)
    var passed: UInt64 = 0
    for entry in entries {
      passed += UInt64(entry.count)
      if passed >= rank { return BucketLayout.highest(of: Int(entry.index)) }
    }
    return nil
  }
}
