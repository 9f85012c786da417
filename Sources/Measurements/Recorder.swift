/// The hot end of a series: counts samples, and hands over what was touched as a sparse list.
///
/// One per event loop or worker and series, used by its owner only. `record` is O(1) and allocates
/// only when it touches a chunk for the first time; `drain` costs what was touched.
package final class Recorder {
  /// Buckets per chunk, 1 KB of counts.
  @usableFromInline package static let chunkShift = 8
  @usableFromInline package static let offsetMask = (1 << chunkShift) - 1
  @usableFromInline package static let chunkCount = BucketLayout.bucketCount >> chunkShift

  @usableFromInline package let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
  /// One byte a chunk: whether it was touched since the last drain.
  @usableFromInline package let dirty: UnsafeMutablePointer<Bool>
  /// The number of values since the last drain.
  @usableFromInline package var pending: UInt64 = 0
  /// The number of values outside 1 ns...1 h since the last drain, which were clamped.
  @usableFromInline package var pendingClamped: UInt64 = 0

  /// A recorder without samples; about 1.2 KB until the first one.
  package init() {
    chunks = .allocate(capacity: Self.chunkCount)
    chunks.initialize(repeating: nil, count: Self.chunkCount)
    dirty = .allocate(capacity: Self.chunkCount)
    dirty.initialize(repeating: false, count: Self.chunkCount)
  }

  deinit {
    for chunk in 0..<Self.chunkCount { chunks[chunk]?.deallocate() }
    chunks.deallocate()
    dirty.deallocate()
  }

  /// Counts one value in ns, clamped to 1 ns...1 h.
  @inlinable @inline(__always)
  package func record(_ nanoseconds: Int64) {
    var value = nanoseconds
    if UInt64(bitPattern: value &- 1) >= UInt64(BucketLayout.highestTrackable) {
      value = min(max(value, 1), BucketLayout.highestTrackable)
      pendingClamped &+= 1
    }
    let index = BucketLayout.index(of: value)
    let chunk = index &>> Self.chunkShift
    let offset = index & Self.offsetMask
    if let counts = chunks[chunk] {
      counts[offset] &+= 1
      dirty[chunk] = true
    } else {
      touch(chunk)[offset] &+= 1
    }
    pending &+= 1
  }

  @usableFromInline @inline(never)
  package func touch(_ chunk: Int) -> UnsafeMutablePointer<UInt32> {
    let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: 1 << Self.chunkShift)
    counts.initialize(repeating: 0, count: 1 << Self.chunkShift)
    chunks[chunk] = counts
    dirty[chunk] = true
    return counts
  }

  /// Whether nothing was recorded since the last drain.
  package var isEmpty: Bool { pending == 0 }

  /// Hands over what was recorded since the last drain, and how much of it was clamped.
  package func drain() -> (counts: SparseCounts, clamped: UInt64) {
    guard pending > 0 else { return (SparseCounts(), 0) }
    var entries: [SparseCounts.Entry] = []
    for chunk in 0..<Self.chunkCount where dirty[chunk] {
      dirty[chunk] = false
      guard let counts = chunks[chunk] else { continue }
      let base = chunk << Self.chunkShift
      for offset in 0..<(1 << Self.chunkShift) where counts[offset] > 0 {
        entries.append(
          SparseCounts.Entry(index: UInt16(base + offset), count: counts[offset]))
        counts[offset] = 0
      }
    }
    defer {
      pending = 0
      pendingClamped = 0
    }
    return (SparseCounts(entries: entries), pendingClamped)
  }
}
