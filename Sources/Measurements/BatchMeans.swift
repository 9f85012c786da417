/// The samples of a run in contiguous batches, from which the uncertainty of a figure of
/// autocorrelated load is computed.
///
/// At most 64 sparse batches are kept; when they are full they are merged in pairs, so memory does
/// not grow with the length of the run. For an interval they are grouped into ten contiguous batches
/// of nearly equal length. Sources: Law, Simulation Modeling and Analysis, 5th ed., ch. 9 (batch
/// means); Woodruff, JASA 47 (1952) 635 (confidence of a quantile through its share); Cochran,
/// Sampling Techniques, 3rd ed., 6.4 (variance of a ratio, for batches of unequal size).
package struct BatchMeans: Sendable {
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

  /// How many intervals were taken in.
  var intervalCount: Int { max(0, batches.count - 1) * stride + filled }

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
}
