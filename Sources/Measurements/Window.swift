/// The samples of the last intervals of a series, kept incrementally: adding an interval adds its
/// buckets and takes away those of the interval that leaves.
package struct Window: Sendable {
  /// The number of intervals it spans.
  package let length: Int
  /// The samples of these intervals.
  package private(set) var histogram = Histogram()
  /// A ring of the last intervals; the oldest stands at `oldest`.
  private var intervals: [PackedCounts] = []
  private var oldest = 0

  /// An empty window over `length` intervals, at least 1.
  package init(length: Int) { self.length = max(length, 1) }

  /// Takes in the next interval, which may be empty.
  ///
  /// O(buckets of the two intervals).
  package mutating func append(_ interval: SparseCounts) {
    append(interval, packed: PackedCounts(interval))
  }

  /// The same with `packed`, the same samples, which several windows can share.
  package mutating func append(_ interval: SparseCounts, packed: PackedCounts) {
    histogram.add(interval)
    if intervals.count < length {
      intervals.append(packed)
      return
    }
    histogram.subtract(intervals[oldest])
    intervals[oldest] = packed
    oldest = (oldest + 1) % length
  }
}
