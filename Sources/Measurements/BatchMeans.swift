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

  /// The batches that are full.
  private var full: [Batch] = []
  /// The batch that is filling; nil if there is none, or if it was put away.
  private var open: OpenBatch?
  /// The batch that is filling, put away.
  private var resting: Batch?
  /// How many intervals a full batch spans.
  private var stride = 1
  /// How many intervals the batch that is filling has.
  private var filled = 0
  /// How many neighbouring buckets a batch counts together, as a power of two.
  private(set) var shift = 0

  /// No samples yet.
  package init() {}

  /// All of them, the one that is filling last.
  var batches: [Batch] { full + [open?.batch ?? resting].compactMap(\.self) }

  /// How many intervals were taken in.
  var intervalCount: Int { full.count * stride + filled }

  /// Takes in one interval; one that was paused from end to end is left out.
  ///
  /// O(buckets of the interval).
  ///
  /// - Parameters:
  ///   - good: its good samples, as far as anybody asks for their latency.
  ///   - unplaced: good samples whose latency nobody asks for.
  ///   - failed: the samples that failed.
  ///   - unanswered: what should have been answered and was not.
  ///   - activeNanoseconds: how long the load was on.
  package mutating func append(
    _ good: SparseCounts,
    unplaced: UInt64 = 0,
    failed: UInt64,
    unanswered: UInt64,
    activeNanoseconds: Int64
  ) {
    var events = Batch.Events()
    events.good = good.count + unplaced
    events.sum = good.sum
    events.failed = failed
    events.unanswered = unanswered
    events.activeNanoseconds = activeNanoseconds
    guard !events.isEmpty else { return }
    if filled == 0, full.count == Self.capacity { mergePairs() }
    guard stride > 1 else {
      full.append(Batch(events, good, shift: shift))
      while shift < 15, full[full.count - 1].size > Batch.mostBuckets { coarsen() }
      return
    }
    if open == nil {
      open = resting.map { OpenBatch($0, shift: shift) } ?? OpenBatch(shift: shift)
      resting = nil
    }
    // In place, so that nothing is copied.
    open?.append(good, events)
    filled += 1
    while shift < 15, open?.fits == false { coarsen() }
    guard filled == stride, let done = open?.batch else { return }
    full.append(done)
    open = nil
    filled = 0
  }

  /// The same in as little room as possible, for what is kept and seldom gone on with.
  package var compacted: BatchMeans {
    var compacted = self
    if let open {
      compacted.resting = open.batch
      compacted.open = nil
    }
    return compacted
  }

  private mutating func mergePairs() {
    full = Swift.stride(from: 0, to: full.count, by: 2).map { first in
      full[first].merged(with: full[first + 1])
    }
    stride *= 2
    while shift < 15, full.contains(where: { $0.size > Batch.mostBuckets }) { coarsen() }
  }

  /// Counts more buckets together, in twos.
  private mutating func coarsen() {
    shift += 1
    full = full.map { $0.coarser() }
    open = open.map { OpenBatch($0.batch.coarser(), shift: shift) }
  }
}
