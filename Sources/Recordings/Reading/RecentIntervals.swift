import Sessions

/// The intervals of a recording that were last looked at, decoded: the next look mostly goes to the
/// same ones, or to those beside them.
struct RecentIntervals {
  /// The most bytes of the file that they may stand for.
  private static let limitBytes: Int64 = 2 << 20

  /// `[interval]`: its inputs.
  private var kept: [Int: [SessionInput]] = [:]
  /// The bytes of the file that they stand for.
  private var bytes: Int64 = 0

  /// Gives the intervals of a range; those that are not here are read.
  ///
  /// - Parameters:
  ///   - wanted: which ones.
  ///   - places: `[interval]`: where it begins in the file.
  ///   - read: reads the intervals of a range; it may give fewer of a file that was cut.
  /// - Returns: their inputs, in their order.
  /// - Throws: what `read` does.
  mutating func take(
    _ wanted: Range<Int>,
    places: [Int64],
    _ read: (Range<Int>) throws -> [[SessionInput]]
  ) rethrows -> [SessionInput] {
    var next = wanted.lowerBound
    while next < wanted.upperBound {
      let first = next
      while next < wanted.upperBound, kept[next] == nil { next += 1 }
      if first < next {
        for (interval, inputs) in zip(first..<next, try read(first..<next)) {
          kept[interval] = inputs
        }
        bytes += places[min(next, places.count - 1)] - places[first]
      }
      next += 1
    }
    defer { if bytes > Self.limitBytes { drop(except: wanted, places) } }
    return wanted.flatMap { kept[$0] ?? [] }
  }

  private mutating func drop(except wanted: Range<Int>, _ places: [Int64]) {
    kept = kept.filter { wanted.contains($0.key) }
    bytes = places[min(wanted.upperBound, places.count - 1)] - places[wanted.lowerBound]
    if bytes > Self.limitBytes { (kept, bytes) = ([:], 0) }
  }
}
