/// The counts of some buckets: how recorders hand over what they touched, and how windows and
/// batches are kept. Buckets ascend; a bucket may stand more than once, its counts then add up.
package struct SparseCounts: Sendable, Equatable {
  /// One bucket and how many samples fell into it.
  package struct Entry: Sendable, Equatable {
    /// The bucket, an index of `BucketLayout`.
    package var index: UInt16
    /// The number of samples, at least 1.
    package var count: UInt32

    /// A bucket and its count.
    package init(index: UInt16, count: UInt32) {
      self.index = index
      self.count = count
    }
  }

  /// The buckets, ascending.
  package var entries: [Entry]

  /// Counts of the given buckets, which must ascend.
  package init(entries: [Entry] = []) { self.entries = entries }

  /// Whether no sample is in it.
  package var isEmpty: Bool { entries.isEmpty }

  /// The number of samples. O(entries).
  package var count: UInt64 { entries.reduce(0) { $0 + UInt64($1.count) } }

  /// The number of samples in buckets beyond that of `nanoseconds`. O(entries).
  package func count(above nanoseconds: Int64) -> UInt64 {
    let limit = BucketLayout.index(clamping: nanoseconds)
    return entries.reduce(0) { $0 + (Int($1.index) > limit ? UInt64($1.count) : 0) }
  }

  /// Adds the samples of `other`. O(entries of both).
  package mutating func merge(_ other: SparseCounts) {
    guard !other.isEmpty else { return }
    guard !isEmpty else {
      entries = other.entries
      return
    }
    var merged: [Entry] = []
    merged.reserveCapacity(entries.count + other.entries.count)
    var left = entries[...]
    var right = other.entries[...]
    while let a = left.first, let b = right.first {
      if a.index == b.index, UInt64(a.count) + UInt64(b.count) <= UInt64(UInt32.max) {
        merged.append(Entry(index: a.index, count: a.count + b.count))
        left.removeFirst()
        right.removeFirst()
      } else if a.index <= b.index {
        merged.append(a)
        left.removeFirst()
      } else {
        merged.append(b)
        right.removeFirst()
      }
    }
    merged.append(contentsOf: left)
    merged.append(contentsOf: right)
    entries = merged
  }
}
