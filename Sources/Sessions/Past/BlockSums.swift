import Measurements

/// The samples of the subjects of a session, summed over each block of intervals, and from the start
/// of the session up to every 16th block: the sum of any run of blocks takes few additions.
struct BlockSums: Sendable {
  /// The sums of a stretch.
  private final class Sum: Sendable {
    /// `[subject]`: its samples; those that joined later are not in it.
    let counts: [PackedCounts]

    init(_ histograms: [Histogram]) { counts = histograms.map { PackedCounts($0.sparse) } }

    /// The samples of a subject.
    subscript(subject: Int) -> PackedCounts {
      subject < counts.count ? counts[subject] : PackedCounts()
    }

    /// What it takes, roughly.
    ///
    /// An array takes 32 bytes besides its elements.
    var bytes: Int { counts.reduce(48) { $0 + $1.length + 40 } }
  }

  /// Blocks from one prefix to the next.
  private static let stride = 16

  /// Intervals in a block.
  private(set) var span: Int
  private var blocks: [Sum] = []
  /// `[i]`: all blocks before that of number (i + 1) * stride.
  private var prefixes: [Sum] = []
  /// What all of it takes, roughly.
  private(set) var bytes = 0

  /// No blocks yet.
  init(span: Int) { self.span = span }

  /// Blocks that are complete.
  var count: Int { blocks.count }

  /// Takes in the next block, `[subject]`.
  mutating func append(_ block: [Histogram]) {
    blocks.append(Sum(block))
    bytes += blocks[blocks.count - 1].bytes
    guard blocks.count.isMultiple(of: Self.stride) else { return }
    let end = blocks.count * span
    prefixes.append(Sum(block.indices.map { sum(0..<end, of: $0) }))
    bytes += prefixes[prefixes.count - 1].bytes
  }

  /// The samples of a subject in a run of whole blocks, given in intervals.
  func sum(_ range: Range<Int>, of subject: Int) -> Histogram {
    let run = (range.lowerBound / span)..<(range.upperBound / span)
    // The prefixes within the run, which a short one does without.
    let first = (run.lowerBound + Self.stride - 1) / Self.stride
    let last = min(run.upperBound / Self.stride, prefixes.count)
    var histogram = Histogram()
    guard last > first, last > first + 1 || first == 0 else {
      for block in blocks[run] { histogram.add(block[subject]) }
      return histogram
    }
    histogram.add(prefixes[last - 1][subject])
    if first > 0 { histogram.subtract(prefixes[first - 1][subject]) }
    for block in blocks[run.lowerBound..<(first * Self.stride)] { histogram.add(block[subject]) }
    for block in blocks[(last * Self.stride)..<run.upperBound] { histogram.add(block[subject]) }
    return histogram
  }

  /// Joins blocks in twos; there must be an even number of them.
  mutating func coarsen() {
    let subjectCount = blocks.last?.counts.count ?? 0
    blocks = Swift.stride(from: 0, to: blocks.count, by: 2).map { block in
      let run = (block * span)..<((block + 2) * span)
      return Sum((0..<subjectCount).map { sum(run, of: $0) })
    }
    prefixes = Swift.stride(from: 1, to: prefixes.count, by: 2).map { prefixes[$0] }
    span *= 2
    bytes = (blocks + prefixes).reduce(0) { $0 + $1.bytes }
  }
}
