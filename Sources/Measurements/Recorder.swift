// `@usableFromInline` on the type itself: without it the compiler keeps the body of an `@inlinable
// package` method to its own module. What changes with each sample lies behind pointers: a stored
// `var` of a class costs a call to `swift_beginAccess` for each access.

/// The hot end of a series: counts samples, and hands over what was touched as a sparse list.
///
/// One per event loop or worker and series, used by its owner only. `record` is O(1) and allocates
/// only when it touches a chunk for the first time; `drain` costs what was touched.
@usableFromInline
package final class Recorder {
  /// Buckets per chunk: 256, so 1 KB of counts.
  @inlinable static var chunkShift: Int { 8 }
  @inlinable static var chunkLength: Int { 1 &<< chunkShift }
  @inlinable static var chunkCount: Int { BucketLayout.bucketCount &>> chunkShift }

  /// `[chunk][bucket in chunk]`; nil where nothing was ever recorded.
  @usableFromInline let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
  /// `[chunk]`: whether it was touched since the last drain.
  @usableFromInline let dirty: UnsafeMutablePointer<Bool>
  /// The number of values outside 1 ns...1 h since the last drain.
  private var clamped: UInt64 = 0

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
    // Unsigned, so that one comparison finds both ends.
    if UInt64(bitPattern: value &- 1) >= UInt64(bitPattern: BucketLayout.highestTrackable) {
      value = clamp(value)
    }
    let index = BucketLayout.index(of: value)
    let chunk = index &>> Self.chunkShift
    let offset = index & (Self.chunkLength &- 1)
    if let counts = chunks[chunk] {
      counts[offset] &+= 1
      dirty[chunk] = true
    } else {
      touch(chunk)[offset] &+= 1
    }
  }

  /// The nearest value that is kept; counts it.
  @usableFromInline @inline(never)
  func clamp(_ nanoseconds: Int64) -> Int64 {
    clamped += 1
    return min(max(nanoseconds, 1), BucketLayout.highestTrackable)
  }

  /// Makes the counts of a chunk that was never touched.
  @usableFromInline @inline(never)
  func touch(_ chunk: Int) -> UnsafeMutablePointer<UInt32> {
    let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.chunkLength)
    counts.initialize(repeating: 0, count: Self.chunkLength)
    chunks[chunk] = counts
    dirty[chunk] = true
    return counts
  }

  /// Whether nothing was recorded since the last drain.
  package var isEmpty: Bool {
    !UnsafeBufferPointer(start: dirty, count: Self.chunkCount).contains(true)
  }

  /// Hands over what was recorded since the last drain, and how much of it was clamped.
  package func drain() -> (counts: SparseCounts, clamped: UInt64) {
    let touched = (0..<Self.chunkCount).reduce(0) { $0 + (dirty[$1] ? 1 : 0) }
    guard touched > 0 else { return (SparseCounts(), 0) }
    defer { clamped = 0 }
    // Room for the worst case, and for the one more that `move` needs; what is handed over is cut to
    // size.
    return withUnsafeTemporaryAllocation(
      of: SparseCounts.Entry.self,
      capacity: touched * Self.chunkLength + 1
    ) { buffer in
      var filled = 0
      for chunk in 0..<Self.chunkCount where dirty[chunk] {
        dirty[chunk] = false
        move(chunk, into: buffer, at: &filled)
      }
      return (SparseCounts(entries: Array(buffer[..<filled])), clamped)
    }
  }

  /// Appends the samples of a chunk to `buffer` and clears it.
  ///
  /// In a chunk that has samples about every second bucket has some, and nothing tells which: a
  /// branch for each would be mispredicted all the time. So every bucket of a group that is not empty
  /// is written, and an empty one is overwritten by the next; the last may stand behind the end.
  private func move(
    _ chunk: Int,
    into buffer: UnsafeMutableBufferPointer<SparseCounts.Entry>,
    at filled: inout Int
  ) {
    guard let counts = chunks[chunk] else { return }
    let bytes = UnsafeRawPointer(counts)
    var end = filled
    for start in stride(from: 0, to: Self.chunkLength, by: 4) {
      let group = bytes + start * MemoryLayout<UInt32>.stride
      guard group.load(as: UInt64.self) | (group + 8).load(as: UInt64.self) != 0 else { continue }
      for offset in start..<(start + 4) {
        let index = UInt16(truncatingIfNeeded: chunk &<< Self.chunkShift | offset)
        buffer[end] = SparseCounts.Entry(index: index, count: counts[offset])
        end &+= counts[offset] > 0 ? 1 : 0
      }
    }
    counts.update(repeating: 0, count: Self.chunkLength)
    filled = end
  }
}
