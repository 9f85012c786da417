/// The counts of some buckets: how recorders hand over what they touched, and what an interval
/// holds of a series.
///
/// Buckets ascend; a bucket may stand more than once, its counts then add up.
@usableFromInline
package struct SparseCounts: Sendable, Equatable {
  /// One bucket and how many samples fell into it.
  @frozen
  @usableFromInline
  package struct Entry: Sendable, Equatable, BitwiseCopyable {
    /// The bucket, an index of `BucketLayout`.
    @usableFromInline package var index: UInt16
    /// The number of samples, at least 1.
    @usableFromInline package var count: UInt32

    /// A bucket and its count.
    @inlinable
    package init(index: UInt16, count: UInt32) {
      self.index = index
      self.count = count
    }
  }

  /// The buckets, ascending; may be a part of an array that several share.
  package private(set) var entries: ArraySlice<Entry>
  /// The number of samples.
  package private(set) var count: UInt64
  /// The coarser buckets that the samples come from; nil if they were counted in these.
  package private(set) var resolution: Resolution?

  /// No samples.
  package init() {
    entries = []
    count = 0
  }

  /// Counts of the given buckets, which must ascend.
  package init(entries: [Entry], resolution: Resolution? = nil) {
    let count = entries.reduce(0) { $0 + UInt64($1.count) }
    self.init(entries[...], count: count, resolution: resolution)
  }

  /// Counts of the given buckets, which must ascend and have so many samples.
  package init(_ entries: ArraySlice<Entry>, count: UInt64, resolution: Resolution?) {
    self.entries = entries
    self.count = count
    self.resolution = resolution
  }

  /// Whether no sample is in it.
  package var isEmpty: Bool { count == 0 }

  /// The number of samples in buckets beyond that of `nanoseconds`.
  ///
  /// O(entries beyond it).
  package func count(above nanoseconds: Int64) -> UInt64 {
    guard nanoseconds > 0 else { return count }
    let limit = BucketLayout.index(clamping: nanoseconds)
    var sum: UInt64 = 0
    for entry in entries.reversed() {
      guard Int(entry.index) > limit else { break }
      sum += UInt64(entry.count)
    }
    return sum
  }

  /// The sum of the midpoints of the samples' buckets, ns.
  ///
  /// O(entries).
  var sum: Double {
    entries.withUnsafeBufferPointer { entries in
      var sum = 0.0
      for entry in entries {
        sum += Double(entry.count) * Double(BucketLayout.midpoint(of: Int(entry.index)))
      }
      return sum
    }
  }

  /// Adds the samples of `other`.
  ///
  /// O(entries of both).
  package mutating func merge(_ other: SparseCounts) {
    guard !other.isEmpty else { return }
    resolution = resolution ?? other.resolution
    count += other.count
    guard !entries.isEmpty else {
      entries = other.entries
      return
    }
    var merged: [Entry] = []
    merged.reserveCapacity(entries.count + other.entries.count)
    var left = entries.startIndex
    var right = other.entries.startIndex
    while left < entries.endIndex, right < other.entries.endIndex {
      let a = entries[left]
      let b = other.entries[right]
      let (sum, overflow) = a.count.addingReportingOverflow(b.count)
      if a.index == b.index, !overflow {
        merged.append(Entry(index: a.index, count: sum))
        left += 1
        right += 1
      } else if a.index <= b.index {
        merged.append(a)
        left += 1
      } else {
        merged.append(b)
        right += 1
      }
    }
    merged.append(contentsOf: entries[left...])
    merged.append(contentsOf: other.entries[right...])
    entries = merged[...]
  }

  /// All samples of `parts`.
  ///
  /// O(entries + buckets between the lowest and the highest).
  package init(merging parts: [SparseCounts]) {
    let parts = parts.filter { !$0.isEmpty }
    guard parts.count > 2 else {
      self = parts.first ?? SparseCounts()
      if parts.count == 2 { merge(parts[1]) }
      return
    }
    resolution = parts.lazy.compactMap(\.resolution).first
    count = parts.reduce(0) { $0 + $1.count }
    let lowest = parts.reduce(Int.max) { Swift.min($0, Int($1.entries.first?.index ?? .max)) }
    let highest = parts.reduce(0) { Swift.max($0, Int($1.entries.last?.index ?? 0)) }
    // In groups of four, so that where there are none they are passed together.
    let span = (highest - lowest + 4) & ~3
    entries = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: span) { sums in
      sums.initialize(repeating: 0)
      var most = 0
      for part in parts {
        most += part.entries.count
        for entry in part.entries { sums[Int(entry.index) &- lowest] &+= UInt64(entry.count) }
      }
      var merged: [Entry] = []
      merged.reserveCapacity(most)
      for group in stride(from: 0, to: span, by: 4) {
        guard sums[group] | sums[group + 1] | sums[group + 2] | sums[group + 3] != 0 else {
          continue
        }
        for offset in group..<(group + 4) where sums[offset] > 0 {
          var rest = sums[offset]
          while rest > 0 {
            let part = UInt32(clamping: rest)
            merged.append(Entry(index: UInt16(lowest + offset), count: part))
            rest -= UInt64(part)
          }
        }
      }
      return merged[...]
    }
  }
}
