/// When the user paused a session, in whole milliseconds of its time.
struct Pauses {
  private var all: [Range<Int64>] = []
  /// Since when it is paused, ns; nil if it is not.
  private(set) var since: Int64?

  /// Times of control are whole milliseconds, as the boundaries of intervals are.
  static func wholeMillisecond(_ time: Int64) -> Int64 { (time + 999_999) / 1_000_000 * 1_000_000 }

  /// A pause begins; when that is.
  mutating func begin(at time: Int64) -> Int64 {
    let start = Self.wholeMillisecond(time)
    since = start
    return start
  }

  /// The pause is over; when that is.
  mutating func end(at time: Int64) -> Int64 {
    let start = since ?? time
    let end = max(start, Self.wholeMillisecond(time))
    all.append(start..<end)
    since = nil
    return end
  }

  /// What was paused, up to now.
  var ranges: [ClosedRange<Int64>] {
    all.map { $0.lowerBound...$0.upperBound } + (since.map { [$0...(.max)] } ?? [])
  }

  /// How much of a stretch was paused, ns.
  func nanoseconds(in stretch: Range<Int64>) -> Int64 {
    let open = since.map { [$0..<max($0, stretch.upperBound)] } ?? []
    return (all + open).reduce(0) { $0 + Int64($1.clamped(to: stretch).count) }
  }
}
