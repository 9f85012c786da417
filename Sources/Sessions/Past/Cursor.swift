/// A session after some of its intervals, exactly as it was then but for its histories.
struct Cursor {
  var state: SessionState
  /// The intervals of its last minute, or more.
  var minute: [IntervalRecord]

  /// The intervals before it.
  var intervalCount: Int { state.intervalCount }

  /// Takes in the next input.
  mutating func take(_ input: SessionInput) {
    _ = state.apply(input)
    if case .interval(let record) = input { minute.append(record) }
  }
}

/// Where a session was looked at last, and places on the way there: the next look mostly goes a step
/// to either side, and sets out from the nearest of them.
struct Cursors {
  /// How far a step goes at most, intervals.
  private static let reach = 32
  /// The intervals between two places that are kept.
  private static let spacing = 8

  /// The intervals of a minute.
  let minuteCount: Int
  private(set) var newest: Cursor?
  /// Ascending, and before `newest`.
  private var way: [Cursor] = []

  /// Nothing was looked at yet; `minuteCount` intervals are a minute.
  init(minuteCount: Int) { self.minuteCount = minuteCount }

  /// The last place after so many intervals; nil if there is none.
  func last(after counts: ClosedRange<Int>) -> Cursor? {
    if let newest, counts.contains(newest.intervalCount) { return newest }
    return way.last { counts.contains($0.intervalCount) }
  }

  /// The first place that is remembered on the way to `count` intervals.
  func first(to count: Int) -> Int {
    // A copy is only worth its memory where steps are made.
    let isStep = newest.map { abs($0.intervalCount - count) <= Self.reach } ?? false
    return isStep ? count - Self.reach : count
  }

  /// Goes on from a place, up to `count` intervals, and remembers where that led.
  mutating func go(
    from start: Cursor,
    through inputs: some Sequence<SessionInput>,
    to count: Int
  ) -> Cursor {
    let first = first(to: count)
    way.removeAll { !(first..<count).contains($0.intervalCount) }
    var cursor = start
    for input in inputs {
      cursor.take(input)
      if case .interval = input, (first..<count).contains(cursor.intervalCount),
        cursor.intervalCount.isMultiple(of: Self.spacing)
      {
        keep(cursor)
      }
    }
    cursor.minute = cursor.minute.suffix(minuteCount)
    newest = cursor
    return cursor
  }

  /// Remembers a place that was looked at.
  mutating func look(at cursor: Cursor) {
    newest = cursor
    way = []
  }

  private mutating func keep(_ cursor: Cursor) {
    let place = way.firstIndex { $0.intervalCount >= cursor.intervalCount } ?? way.count
    guard place == way.count || way[place].intervalCount > cursor.intervalCount else { return }
    way.insert(cursor, at: place)
  }
}
