import Sessions

/// When the event loops of a run stood still, in whole milliseconds of session time.
struct GapList {
  /// In order and apart from each other.
  private(set) var ranges: [ClosedRange<Int64>] = []

  /// Takes what one loop says in; nil if another one has told of the same gap before.
  mutating func insert(from: Int64, to: Int64, _ gap: Gap) -> Gap? {
    let range = min(from, to)...to
    let isKnown = ranges.contains { $0.overlaps(range) }
    guard isKnown else {
      ranges.append(range)
      ranges.sort { $0.lowerBound < $1.lowerBound }
      return gap
    }
    let same = ranges.filter { $0.overlaps(range) } + [range]
    let low = same.map(\.lowerBound).min() ?? from
    let high = same.map(\.upperBound).max() ?? to
    ranges.removeAll { $0.overlaps(range) }
    ranges.append(low...high)
    ranges.sort { $0.lowerBound < $1.lowerBound }
    return nil
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
