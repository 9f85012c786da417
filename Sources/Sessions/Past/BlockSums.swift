import Measurements

/// The samples of the subjects of a session, summed over blocks of intervals, over eight of them, over
/// 64 and so on: the sum of any run of blocks takes few additions.
struct BlockSums {
  /// The sums of a stretch.
  private final class Sum: Sendable {
    /// `[subject]`: its samples; those that joined later are not in it.
    let counts: [PackedCounts]

    init(_ counts: [PackedCounts]) { self.counts = counts }

    /// The samples of a subject.
    subscript(subject: Int) -> PackedCounts {
      subject < counts.count ? counts[subject] : PackedCounts()
    }
  }

  private struct Level {
    /// Intervals in a sum.
    var span: Int
    var sums: [Sum] = []
  }

  private static let fanOut = 8

  /// `[level]`: the finest first.
  private var levels: [Level]
  /// What all of it takes, roughly.
  private(set) var bytes = 0

  /// No blocks yet.
  init(span: Int) { levels = [Level(span: span)] }

  /// Intervals in a block.
  var span: Int { levels[0].span }

  /// Blocks that are complete.
  var count: Int { levels[0].sums.count }

  /// Takes in the next block, `[subject]`.
  mutating func append(_ block: [PackedCounts]) {
    append(Sum(block), to: 0)
    var level = 0
    while level + 1 < levels.count || levels[level].sums.count == Self.fanOut {
      if level + 1 == levels.count {
        levels.append(Level(span: levels[level].span * Self.fanOut))
      }
      let parts = levels[level + 1].span / levels[level].span
      guard levels[level].sums.count % parts == 0 else { return }
      append(Self.sum(levels[level].sums.suffix(parts)), to: level + 1)
      level += 1
    }
  }

  private mutating func append(_ sum: Sum, to level: Int) {
    levels[level].sums.append(sum)
    bytes += Self.size(of: sum)
  }

  /// Adds the samples of a subject in a run of whole blocks, given in intervals.
  func add(_ range: Range<Int>, of subject: Int, to histogram: inout Histogram) {
    forEachSum(of: range) { histogram.add($0[subject]) }
  }

  /// The samples of each of so many subjects in a run of whole blocks, given in intervals.
  func sums(of range: Range<Int>, subjectCount: Int) -> [Histogram] {
    var histograms = [Histogram](repeating: Histogram(), count: subjectCount)
    forEachSum(of: range) { sum in
      for subject in histograms.indices { histograms[subject].add(sum[subject]) }
    }
    return histograms
  }

  /// Joins blocks in twos; there must be an even number of them.
  mutating func coarsen() {
    if levels.count > 1, levels[1].span == 2 * levels[0].span {
      levels.removeFirst()
    } else {
      let fine = levels[0].sums
      levels[0] = Level(
        span: 2 * levels[0].span,
        sums: stride(from: 0, to: fine.count, by: 2).map { Self.sum(fine[$0..<($0 + 2)]) }
      )
    }
    bytes = levels.reduce(0) { $0 + $1.sums.reduce(0) { $0 + Self.size(of: $1) } }
  }

  /// Calls `body` with as few sums as make up a run of whole blocks.
  private func forEachSum(of range: Range<Int>, _ body: (Sum) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let level = levels.last { level in
        start % level.span == 0 && start + level.span <= range.upperBound
          && start / level.span < level.sums.count
      }
      guard let level else { preconditionFailure("\(range) are no whole blocks of \(span)") }
      body(level.sums[start / level.span])
      start += level.span
    }
  }

  private static func sum(_ sums: ArraySlice<Sum>) -> Sum {
    let subjectCount = sums.map(\.counts.count).max() ?? 0
    return Sum(
      (0..<subjectCount).map { subject in
        var histogram = Histogram()
        for sum in sums { histogram.add(sum[subject]) }
        return PackedCounts(histogram.sparse)
      }
    )
  }

  private static func size(of sum: Sum) -> Int {
    // An array takes 32 bytes besides its elements.
    sum.counts.reduce(48) { $0 + $1.length + 40 }
  }
}
