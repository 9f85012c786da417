import Sessions

/// Where the intervals and ticks of a session begin and end.
///
/// The end of the warm-up opens a new interval. A tick is at most 100 ms, and each interval has the
/// same number of them.
struct IntervalGrid: Sendable, Equatable {
  /// Where the measured part begins, ns of session time.
  ///
  /// A pause in the warm-up moves it.
  var warmupNanoseconds: Int64
  let intervalNanoseconds: Int64
  let ticksPerInterval: Int

  /// For a warm-up whose end is not known while it is paused: 100 years.
  static let farAway: Int64 = 3_153_600_000_000_000_000

  init(warmupNanoseconds: Int64, intervalNanoseconds: Int64) {
    self.warmupNanoseconds = warmupNanoseconds
    self.intervalNanoseconds = intervalNanoseconds
    ticksPerInterval = Int(max(1, (intervalNanoseconds + 99_999_999) / 100_000_000))
  }

  private var warmupIntervals: Int {
    Int((warmupNanoseconds + intervalNanoseconds - 1) / intervalNanoseconds)
  }

  /// Whether the samples of an interval count.
  func phase(of interval: Int) -> IntervalRecord.Phase {
    interval < warmupIntervals ? .warmup : .measured
  }

  /// The start of an interval, ns of session time.
  func start(of interval: Int) -> Int64 {
    interval < warmupIntervals
      ? Int64(interval) * intervalNanoseconds
      : warmupNanoseconds + Int64(interval - warmupIntervals) * intervalNanoseconds
  }

  /// The end of an interval, ns of session time.
  func end(of interval: Int) -> Int64 {
    let end = start(of: interval) + intervalNanoseconds
    return interval < warmupIntervals ? min(end, warmupNanoseconds) : end
  }

  /// One tick of one interval.
  struct Slot: Sendable, Hashable {
    var interval = 0
    /// 0..<ticksPerInterval.
    var tick = 0
  }

  /// The end of a slot, ns of session time.
  func end(of slot: Slot) -> Int64 {
    let start = start(of: slot.interval)
    let length = end(of: slot.interval) - start
    return start + length * Int64(slot.tick + 1) / Int64(ticksPerInterval)
  }

  /// The slot after `slot`.
  func next(after slot: Slot) -> Slot {
    slot.tick + 1 < ticksPerInterval
      ? Slot(interval: slot.interval, tick: slot.tick + 1)
      : Slot(interval: slot.interval + 1, tick: 0)
  }
}
