import Sessions

/// When the event loops of a run stood still, in whole milliseconds of session time.
struct GapList {
  /// In order and apart from each other.
  private(set) var ranges: [ClosedRange<Int64>] = []

  /// Those that were not told of yet.
  private var new: [(range: ClosedRange<Int64>, gap: Gap)] = []

  /// Takes in what one loop says; loops that saw the same gap add their requests to it.
  mutating func insert(from: Int64, to: Int64, _ gap: Gap) {
    let range = min(from, to)...to
    let same = ranges.filter { $0.overlaps(range) } + [range]
    let low = same.map(\.lowerBound).min() ?? from
    let high = same.map(\.upperBound).max() ?? to
    let isKnown = same.count > 1
    ranges.removeAll { $0.overlaps(range) }
    ranges.append(low...high)
    ranges.sort { $0.lowerBound < $1.lowerBound }
    if let index = new.firstIndex(where: { $0.range.overlaps(range) }) {
      new[index].range = low...high
      new[index].gap.nanoseconds = max(new[index].gap.nanoseconds, gap.nanoseconds)
      new[index].gap.isSuspension = new[index].gap.isSuspension || gap.isSuspension
      new[index].gap.inFlight += gap.inFlight
    } else if !isKnown {
      new.append((range, gap))
    }
  }

  /// The gaps that were not told of yet, and when they ended.
  mutating func takeNew() -> [(endNanoseconds: Int64, gap: Gap)] {
    defer { new = [] }
    return new.map { ($0.range.upperBound, $0.gap) }
  }

  /// How much of the time from `start` to `end` was a gap and not paused by the user, ns.
  func nanoseconds(from start: Int64, to end: Int64, without pauses: [ClosedRange<Int64>]) -> Int64
  {
    ranges.reduce(0) { sum, range in
      let low = max(range.lowerBound, start)
      let high = min(range.upperBound, end)
      guard low < high else { return sum }
      let paused = pauses.reduce(0) {
        $0 + max(0, min($1.upperBound, high) - max($1.lowerBound, low))
      }
      return sum + high - low - paused
    }
  }
}
