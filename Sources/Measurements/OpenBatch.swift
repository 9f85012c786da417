/// The batch that is filling: its buckets lie side by side, so that an interval costs what its own
/// buckets cost, however many the batch has.
struct OpenBatch {
  /// The widest span of buckets.
  static let widest = 4096

  private(set) var events = Batch.Events()
  /// How many buckets have samples.
  private(set) var size = 0
  /// The bucket of the first count, shifted.
  private var first = 0
  /// `[bucket - first]`.
  private var counts: [UInt64] = []
  private let shift: Int

  /// No samples yet.
  init(shift: Int) { self.shift = shift }

  /// What a batch had when it was put away.
  init(_ batch: Batch, shift: Int) {
    self.shift = shift
    events = batch.events
    for (bucket, count) in batch.entries { add(count, at: bucket) }
  }

  /// Whether it is small enough to be kept as it is.
  var fits: Bool { size <= Batch.mostBuckets && counts.count <= Self.widest }

  /// Takes in an interval.
  mutating func append(_ samples: SparseCounts, _ events: Batch.Events) {
    self.events = self.events + events
    guard let low = samples.entries.first, let high = samples.entries.last else { return }
    makeRoom(for: Int(low.index) >> shift, and: Int(high.index) >> shift)
    let (shift, first) = (shift, first)
    var fresh = 0
    counts.withUnsafeMutableBufferPointer { counts in
      // There is room from the first of the entries, which ascend, to the last.
      guard let counts = counts.baseAddress else { return }
      for entry in samples.entries {
        let count = counts + (Int(entry.index) &>> shift &- first)
        fresh &+= count.pointee == 0 ? 1 : 0
        count.pointee &+= UInt64(entry.count)
      }
    }
    size += fresh
  }

  private mutating func add(_ count: UInt64, at bucket: Int) {
    makeRoom(for: bucket, and: bucket)
    if counts[bucket - first] == 0 { size += 1 }
    counts[bucket - first] += count
  }

  private mutating func makeRoom(for low: Int, and high: Int) {
    if counts.isEmpty { first = low }
    if low < first {
      counts.insert(contentsOf: repeatElement(0, count: first - low), at: 0)
      first = low
    }
    if high - first >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: high - first + 1 - counts.count))
    }
  }

  /// The same as a batch.
  var batch: Batch {
    Batch(
      events,
      size: size,
      counts.indices.lazy.filter { counts[$0] > 0 }
        .map { (bucket: $0 + first, count: counts[$0]) }
    )
  }
}
