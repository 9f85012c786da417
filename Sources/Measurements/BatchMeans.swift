/// The samples of a run in contiguous batches, from which the uncertainty of a figure of
/// autocorrelated load is computed.
///
/// At most 64 sparse batches are kept; when they are full they are merged in pairs, so memory does
/// not grow with the length of the run. For an interval they are grouped into ten contiguous batches
/// of nearly equal length. Sources: Law, Simulation Modeling and Analysis, 5th ed., ch. 9 (batch
/// means); Woodruff, JASA 47 (1952) 635 (confidence of a quantile through its share); Cochran,
/// Sampling Techniques, 3rd ed., 6.4 (variance of a ratio, for batches of unequal size).
package struct BatchMeans: Sendable {
  /// Student's t with 9 degrees of freedom, two-sided 95 %.
  static let student95 = 2.262_157
  /// Batches that an interval is computed from.
  static let groupCount = 10
  /// The most batches that are kept.
  static let capacity = 64

  private(set) var batches: [Batch] = []
  /// How many intervals a full batch spans.
  private var stride = 1
  /// How many intervals the last batch has.
  private var filled = 0
  /// How many neighbouring buckets a batch counts together, as a power of two.
  private(set) var shift = 0

  /// No samples yet.
  package init() {}

  /// Takes in one interval; one that was paused from end to end is left out.
  ///
  /// - Parameters:
  ///   - good: its good samples.
  ///   - failed: the samples that failed.
  ///   - unanswered: what should have been answered and was not.
  ///   - activeNanoseconds: how long the load was on.
  package mutating func append(
    _ good: SparseCounts,
    failed: UInt64,
    unanswered: UInt64,
    activeNanoseconds: Int64
  ) {
    guard activeNanoseconds > 0 || !good.isEmpty || failed + unanswered > 0 else { return }
    if batches.isEmpty || filled == stride {
      if batches.count == Self.capacity { mergePairs() }
      batches.append(.empty)
      filled = 0
    }
    let interval = Batch(
      good,
      shift: shift,
      failed: failed,
      unanswered: unanswered,
      activeNanoseconds: activeNanoseconds
    )
    let last = batches.count - 1
    batches[last] = filled == 0 ? interval : batches[last].merged(with: interval)
    filled += 1
    if batches[last].size > Batch.mostBuckets { coarsen() }
  }

  private mutating func mergePairs() {
    batches = Swift.stride(from: 0, to: batches.count, by: 2).map { first in
      batches[first].merged(with: batches[first + 1])
    }
    stride *= 2
    coarsen()
  }

  /// Counts more buckets together until each batch is small enough.
  private mutating func coarsen() {
    while shift < 15, batches.contains(where: { $0.size > Batch.mostBuckets }) {
      shift += 1
      batches = batches.map { $0.coarser() }
    }
  }

  /// The ratio sum(part) / sum(whole) over all batches and half the width of its 95 % interval over
  /// ten groups of them; nil if there are fewer than ten batches, or a group is without samples.
  private func ratio(
    _ figures: (Batch) -> (part: Double, whole: Double)
  ) -> (value: Double, halfWidth: Double)? {
    guard batches.count >= Self.groupCount else { return nil }
    var parts = [Double](repeating: 0, count: Self.groupCount)
    var wholes = parts
    for (position, batch) in batches.enumerated() {
      let (part, whole) = figures(batch)
      let group = position * Self.groupCount / batches.count
      parts[group] += part
      wholes[group] += whole
    }
    guard wholes.allSatisfy({ $0 > 0 }) else { return nil }
    let groups = Double(Self.groupCount)
    let value = parts.reduce(0, +) / wholes.reduce(0, +)
    let meanWhole = wholes.reduce(0, +) / groups
    let squares = zip(parts, wholes).reduce(0.0) { sum, pair in
      let residual = (pair.0 - value * pair.1) / meanWhole
      return sum + residual * residual
    }
    return (value, Self.student95 * (squares / (groups * (groups - 1))).squareRoot())
  }

  /// The 95 % range of a ratio that is never negative and at most `most`.
  private func range(
    upTo most: Double,
    _ figures: (Batch) -> (part: Double, whole: Double)
  ) -> ClosedRange<Double>? {
    guard let (value, halfWidth) = ratio(figures) else { return nil }
    return max(0, value - halfWidth)...min(most, value + halfWidth)
  }

  /// The ends of the 95 % range of a quantile of the good samples, ns; `pooled` is the histogram of
  /// them all.
  ///
  /// An end that the samples do not reach is nil, as the upper one of a maximum.
  package func bounds(of quantile: Quantile, pooled: Histogram) -> (low: Int64?, high: Int64?) {
    guard let value = pooled.value(at: quantile) else { return (nil, nil) }
    // The share up to the value jumps where many samples are equal; before the jump it may vary more.
    let limit = BucketLayout.index(clamping: value)
    let halfWidths = [limit, limit - 1].compactMap { limit in
      ratio { ($0.good(upTo: limit, shift: shift), Double($0.good)) }?.halfWidth
    }
    guard let halfWidth = halfWidths.max() else { return (nil, nil) }
    let low = quantile.share - halfWidth
    let high = quantile.share + halfWidth
    return (
      low > 0 ? pooled.value(atShare: low).map { min($0, value) } : nil,
      high < 1 ? pooled.value(atShare: high).map { max($0, value) } : nil
    )
  }

  /// The 95 % range of a quantile of the good samples, ns; `pooled` is the histogram of them all.
  ///
  /// Nil where the samples do not reach one of its ends.
  package func range(of quantile: Quantile, pooled: Histogram) -> ClosedRange<Int64>? {
    guard case (let low?, let high?) = bounds(of: quantile, pooled: pooled) else { return nil }
    return low...high
  }

  /// The 95 % range of the mean of the good samples, ns.
  package func rangeOfMean() -> ClosedRange<Double>? {
    range(upTo: .infinity) { ($0.sum, Double($0.good)) }
  }

  /// The 95 % range of failed / (good + failed), 0...1.
  package func rangeOfFailedShare() -> ClosedRange<Double>? {
    range(upTo: 1) { (Double($0.failed), Double($0.good + $0.failed)) }
  }

  /// The 95 % range of the share of what failed or was not answered, 0...1.
  package func rangeOfBadShare() -> ClosedRange<Double>? {
    range(upTo: 1) { batch in
      let bad = batch.failed + batch.unanswered
      return (Double(bad), Double(batch.good + bad))
    }
  }

  /// The 95 % range of the good samples per second in which the load was on.
  package func rangeOfGoodPerSecond() -> ClosedRange<Double>? {
    range(upTo: .infinity) { (Double($0.good), Double($0.activeNanoseconds) / 1e9) }
  }
}

/// The samples of some contiguous intervals.
///
/// Only the share of samples up to a bucket is ever asked for, and its variance hardly depends on
/// which bucket of a close neighbourhood it is. So buckets are counted together, in twos, fours …,
/// as soon as there are more than 128 of them: 64 batches of any series fit into 50 KB. Copies of
/// `BatchMeans` share them.
final class Batch: Sendable {
  /// The most buckets, or groups of them, that a batch counts apart.
  static let mostBuckets = 128

  /// No samples.
  static let empty = Batch(
    SparseCounts(),
    shift: 0,
    failed: 0,
    unanswered: 0,
    activeNanoseconds: 0
  )

  /// The good samples.
  let good: UInt64
  /// The sum of the midpoints of the good samples' buckets, ns.
  let sum: Double
  /// The samples that failed.
  let failed: UInt64
  /// What should have been answered and was not.
  let unanswered: UInt64
  /// How long the load was on, ns.
  let activeNanoseconds: Int64
  private let samples: Samples

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
  }

  /// An interval, whose buckets are shifted.
  init(
    _ counts: SparseCounts,
    shift: Int,
    failed: UInt64,
    unanswered: UInt64,
    activeNanoseconds: Int64
  ) {
    var samples = Samples(capacity: counts.entries.count)
    var good: UInt64 = 0
    var sum = 0.0
    for entry in counts.entries {
      good += UInt64(entry.count)
      sum += Double(entry.count) * Double(BucketLayout.midpoint(of: Int(entry.index)))
      samples.append(entry.index >> UInt16(shift), entry.count)
    }
    self.good = good
    self.sum = sum
    self.failed = failed
    self.unanswered = unanswered
    self.activeNanoseconds = activeNanoseconds
    self.samples = samples
  }

  /// Both together; the buckets of both have the same shift.
  private init(_ left: Batch, _ right: Batch) {
    good = left.good + right.good
    sum = left.sum + right.sum
    failed = left.failed + right.failed
    unanswered = left.unanswered + right.unanswered
    activeNanoseconds = left.activeNanoseconds + right.activeNanoseconds
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
    good = fine.good
    sum = fine.sum
    failed = fine.failed
    unanswered = fine.unanswered
    activeNanoseconds = fine.activeNanoseconds
    var coarse = Samples(capacity: fine.size)
    for (bucket, count) in zip(fine.samples.buckets, fine.samples.counts) {
      coarse.append(bucket >> 1, count)
    }
    samples = coarse
  }

  /// How many buckets are counted apart.
  var size: Int { samples.buckets.count }

  /// Both together; the buckets of both have the same shift.
  func merged(with other: Batch) -> Batch { Batch(self, other) }

  /// The same with neighbours counted together, in twos.
  func coarser() -> Batch { Batch(coarser: self) }

  /// The good samples in buckets up to and with `limit`.
  ///
  /// Where buckets are counted together, as many of the last ones as lie below the limit if they
  /// are spread evenly.
  func good(upTo limit: Int, shift: Int) -> Double {
    let last = UInt16(limit >> shift)
    let part = Double((limit & ((1 << shift) - 1)) + 1) / Double(1 << shift)
    var whole: UInt64 = 0
    var divided: UInt64 = 0
    for (bucket, count) in zip(samples.buckets, samples.counts) {
      guard bucket <= last else { break }
      if bucket < last { whole += UInt64(count) } else { divided += UInt64(count) }
    }
    return Double(whole) + Double(divided) * part
  }
}
