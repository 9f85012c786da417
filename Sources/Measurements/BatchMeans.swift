/// The samples of a run in contiguous batches, from which the uncertainty of a figure of
/// autocorrelated load is computed.
///
/// At most 64 sparse batches are kept; when they are full they are merged in pairs, so memory does
/// not grow with the length of the run. For an interval they are grouped into ten contiguous batches
/// of nearly equal length. Sources: Law, Simulation Modeling and Analysis, 5th ed., ch. 9 (batch
/// means); Woodruff, JASA 47 (1952) 635 (confidence of a quantile through its share); Cochran,
/// Sampling Techniques, 3rd ed., 6.4 (variance of a ratio, for batches of unequal size).
package struct BatchMeans: Sendable {
  /// What one batch holds.
  struct Batch: Sendable {
    var good = SparseCounts()
    var bad: UInt64 = 0
  }

  /// Student's t with 9 degrees of freedom, two-sided 95 %.
  static let student95 = 2.262_157
  /// Batches that an interval is computed from.
  static let groupCount = 10
  static let capacity = 64

  private var batches: [Batch] = []
  /// How many intervals a full batch spans.
  private var stride = 1
  /// How many intervals the last batch has.
  private var filled = 0

  /// No samples yet.
  package init() {}

  /// Takes in one interval: its good samples and the number of bad ones.
  package mutating func append(_ interval: SparseCounts, bad: UInt64) {
    if batches.isEmpty || filled == stride {
      if batches.count == Self.capacity { mergePairs() }
      if batches.isEmpty || filled == stride {
        batches.append(Batch())
        filled = 0
      }
    }
    batches[batches.count - 1].good.merge(interval)
    batches[batches.count - 1].bad += bad
    filled += 1
  }

  private mutating func mergePairs() {
    var merged: [Batch] = []
    for first in Swift.stride(from: 0, to: batches.count, by: 2) {
      var batch = batches[first]
      batch.good.merge(batches[first + 1].good)
      batch.bad += batches[first + 1].bad
      merged.append(batch)
    }
    batches = merged
    stride *= 2
    filled = stride
  }

  /// Calls `body` with each batch and the group, 0..<10, that it belongs to.
  private func grouped(_ body: (Int, Batch) -> Void) {
    for (position, batch) in batches.enumerated() {
      body(position * Self.groupCount / batches.count, batch)
    }
  }

  /// Half the width of the 95 % interval of sum(part) / sum(whole) over ten groups; nil if there are
  /// fewer than ten batches or a group without samples leaves fewer than ten groups.
  private func halfWidth(_ parts: [Double], of wholes: [Double]) -> Double? {
    guard batches.count >= Self.groupCount, wholes.allSatisfy({ $0 > 0 }) else { return nil }
    let groups = Double(Self.groupCount)
    let ratio = parts.reduce(0, +) / wholes.reduce(0, +)
    let meanWhole = wholes.reduce(0, +) / groups
    let squares = zip(parts, wholes).reduce(0.0) { sum, pair in
      let residual = (pair.0 - ratio * pair.1) / meanWhole
      return sum + residual * residual
    }
    return Self.student95 * (squares / (groups * (groups - 1))).squareRoot()
  }

  /// The 95 % range of a quantile of the good samples, ns; `pooled` is the histogram of them all.
  package func range(of quantile: Quantile, pooled: Histogram) -> ClosedRange<Int64>? {
    guard let value = pooled.value(at: quantile) else { return nil }
    let limit = BucketLayout.index(clamping: value)
    var parts = [Double](repeating: 0, count: Self.groupCount)
    var wholes = parts
    grouped { group, batch in
      for entry in batch.good.entries {
        wholes[group] += Double(entry.count)
        if Int(entry.index) <= limit { parts[group] += Double(entry.count) }
      }
    }
    guard let half = halfWidth(parts, of: wholes),
      let low = pooled.value(atShare: quantile.share - half),
      let high = pooled.value(atShare: quantile.share + half)
    else { return nil }
    return min(low, value)...max(high, value)
  }

  /// The 95 % range of the mean of the good samples, ns.
  package func rangeOfMean() -> ClosedRange<Double>? {
    var parts = [Double](repeating: 0, count: Self.groupCount)
    var wholes = parts
    grouped { group, batch in
      for entry in batch.good.entries {
        wholes[group] += Double(entry.count)
        parts[group] += Double(entry.count) * Double(BucketLayout.midpoint(of: Int(entry.index)))
      }
    }
    guard let half = halfWidth(parts, of: wholes) else { return nil }
    let mean = parts.reduce(0, +) / wholes.reduce(0, +)
    return max(0, mean - half)...(mean + half)
  }

  /// The 95 % range of the share of bad samples, 0...1.
  package func rangeOfBadShare() -> ClosedRange<Double>? {
    var parts = [Double](repeating: 0, count: Self.groupCount)
    var wholes = parts
    grouped { group, batch in
      wholes[group] += Double(batch.good.count + batch.bad)
      parts[group] += Double(batch.bad)
    }
    guard let half = halfWidth(parts, of: wholes) else { return nil }
    let share = parts.reduce(0, +) / wholes.reduce(0, +)
    return max(0, share - half)...min(1, share + half)
  }

  /// The 95 % range of the good samples per interval; multiply by intervals per second for a rate.
  package func rangeOfGoodPerInterval() -> ClosedRange<Double>? {
    var parts = [Double](repeating: 0, count: Self.groupCount)
    var wholes = parts
    for (position, batch) in batches.enumerated() {
      let group = position * Self.groupCount / batches.count
      wholes[group] += Double(position == batches.count - 1 ? filled : stride)
      parts[group] += Double(batch.good.count)
    }
    guard let half = halfWidth(parts, of: wholes) else { return nil }
    let rate = parts.reduce(0, +) / wholes.reduce(0, +)
    return max(0, rate - half)...(rate + half)
  }
}
