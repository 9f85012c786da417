/// The samples of some contiguous intervals.
///
/// Only the share of samples up to a bucket is ever asked for, and its variance hardly depends on
/// which bucket of a close neighbourhood it is. So buckets are counted together, in twos, fours …,
/// as soon as there are more than 128 of them: 64 batches of any series fit into 50 KB. Copies of
/// `BatchMeans` share them.
final class Batch: Sendable {
  /// The most buckets, or groups of them, that a batch counts apart.
  static let mostBuckets = 128

  /// What happened in it besides where its samples lie.
  let events: Events
  private let samples: Samples

  /// The good samples.
  var good: UInt64 { events.good }
  /// The sum of the midpoints of the good samples' buckets, ns.
  var sum: Double { events.sum }
  /// The samples that failed.
  var failed: UInt64 { events.failed }
  /// What should have been answered and was not.
  var unanswered: UInt64 { events.unanswered }
  /// How long the load was on, ns.
  var activeNanoseconds: Int64 { events.activeNanoseconds }

  /// What happened in some contiguous intervals.
  struct Events {
    /// The good samples.
    var good: UInt64 = 0
    /// The sum of the midpoints of the good samples' buckets, ns.
    var sum = 0.0
    /// The samples that failed.
    var failed: UInt64 = 0
    /// What should have been answered and was not.
    var unanswered: UInt64 = 0
    /// How long the load was on, ns.
    var activeNanoseconds: Int64 = 0

    /// Whether nothing happened and no time passed.
    var isEmpty: Bool { activeNanoseconds == 0 && good + failed + unanswered == 0 }

    static func + (left: Events, right: Events) -> Events {
      Events(
        good: left.good + right.good,
        sum: left.sum + right.sum,
        failed: left.failed + right.failed,
        unanswered: left.unanswered + right.unanswered,
        activeNanoseconds: left.activeNanoseconds + right.activeNanoseconds
      )
    }
  }

  /// Samples by bucket.
  private struct Samples {
    /// `[entry]`: a bucket's index, shifted; ascending, and twice where a count would overflow.
    var buckets: [UInt16] = []
    /// `[entry]`: its samples.
    var counts: [UInt32] = []

    init(capacity: Int) {
      buckets.reserveCapacity(capacity)
      counts.reserveCapacity(capacity)
    }

    /// Adds samples of the last bucket or one beyond it.
    mutating func append(_ bucket: UInt16, _ count: UInt32) {
      if buckets.last == bucket {
        let (sum, overflow) = counts[counts.count - 1].addingReportingOverflow(count)
        if !overflow {
          counts[counts.count - 1] = sum
          return
        }
      }
      buckets.append(bucket)
      counts.append(count)
    }

    /// How many entries there are whose bucket fulfils a condition, as those after it do not.
    ///
    /// O(log entries).
    func count(where condition: (UInt16) -> Bool) -> Int {
      var low = 0
      var high = buckets.count
      while low < high {
        let middle = (low + high) / 2
        if condition(buckets[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// The samples of some entries.
    func total(of entries: Range<Int>) -> UInt64 {
      counts.withUnsafeBufferPointer { counts in
        var total: UInt64 = 0
        for count in UnsafeBufferPointer(rebasing: counts[entries]) { total &+= UInt64(count) }
        return total
      }
    }
  }

  /// The samples of `events` by bucket, shifted; the entries ascend.
  init(_ events: Events, size: Int, _ entries: some Sequence<(bucket: Int, count: UInt64)>) {
    self.events = events
    var samples = Samples(capacity: size)
    for (bucket, count) in entries {
      var rest = count
      while rest > 0 {
        let part = UInt32(clamping: rest)
        samples.append(UInt16(bucket), part)
        rest -= UInt64(part)
      }
    }
    self.samples = samples
  }

  /// The samples of one interval.
  convenience init(_ events: Events, _ good: SparseCounts, shift: Int) {
    self.init(
      events,
      size: min(good.entries.count, Self.mostBuckets),
      good.entries.lazy.map { (bucket: Int($0.index) >> shift, count: UInt64($0.count)) }
    )
  }

  /// Both together; the buckets of both have the same shift.
  private init(_ left: Batch, _ right: Batch) {
    events = left.events + right.events
    var merged = Samples(capacity: left.size + right.size)
    var (l, r) = (0, 0)
    while l < left.size || r < right.size {
      if r == right.size || l < left.size && left.samples.buckets[l] <= right.samples.buckets[r] {
        merged.append(left.samples.buckets[l], left.samples.counts[l])
        l += 1
      } else {
        merged.append(right.samples.buckets[r], right.samples.counts[r])
        r += 1
      }
    }
    samples = merged
  }

  /// A batch whose neighbouring buckets are counted together, in twos.
  private init(coarser fine: Batch) {
    events = fine.events
    var coarse = Samples(capacity: fine.size)
    for (bucket, count) in zip(fine.samples.buckets, fine.samples.counts) {
      coarse.append(bucket >> 1, count)
    }
    samples = coarse
  }

  /// How many buckets are counted apart.
  var size: Int { samples.buckets.count }

  /// `[entry]`: its buckets, shifted, and their samples.
  var entries: some Sequence<(bucket: Int, count: UInt64)> {
    zip(samples.buckets, samples.counts).lazy.map { (bucket: Int($0), count: UInt64($1)) }
  }

  /// Both together; the buckets of both have the same shift.
  func merged(with other: Batch) -> Batch { Batch(self, other) }

  /// The same with neighbours counted together, in twos.
  func coarser() -> Batch { Batch(coarser: self) }

  /// The good samples in buckets beyond `limit`; never less than 0.
  func beyond(_ limit: Int, shift: Int) -> Double {
    max(0, Double(samples.total(of: 0..<size)) - good(upTo: limit, shift: shift))
  }

  /// The good samples in buckets up to and with `limit`.
  ///
  /// Where buckets are counted together, as many of the last ones as lie below the limit if they
  /// are spread evenly.
  func good(upTo limit: Int, shift: Int) -> Double {
    let last = UInt16(limit >> shift)
    let part = Double((limit & ((1 << shift) - 1)) + 1) / Double(1 << shift)
    let below = samples.count { $0 < last }
    let upTo = samples.count { $0 <= last }
    let whole = samples.total(of: 0..<below)
    let divided = samples.total(of: below..<upTo)
    return Double(whole) + Double(divided) * part
  }
}
