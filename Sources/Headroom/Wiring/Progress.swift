import Sessions

/// What a run without a screen says on standard error while it goes on.
struct Progress {
  /// Whether the line is written over; else there is a new one every 10 s.
  let isInPlace: Bool
  /// Columns that the terminal has; nil if nobody knows.
  var columns: Int?
  private var nextLookNanoseconds = Int64.min
  private var nextNanoseconds: Int64?
  private var lastColumns = 0
  private var hasSaidUnanswered = false
  private var hasSaidUnwritten = false
  private var saidNotices = 0
  /// The time of the last notice that was said, ns of session time, and how many of that time were.
  private var saidUntil = Int64.min
  private var saidAtThatTime = 0

  /// The most notices that are said; the recording has them all.
  static let mostNotices = 50

  /// Nothing was said yet.
  init(isInPlace: Bool, columns: Int? = nil) {
    self.isInPlace = isInPlace
    self.columns = columns
  }

  /// Whether there may be something to write at this moment of a monotonic clock.
  mutating func isDue(atNanoseconds now: Int64) -> Bool {
    guard now >= nextLookNanoseconds else { return false }
    nextLookNanoseconds = now + 500_000_000
    return true
  }

  /// What to write at this moment of a monotonic clock; nil for nothing.
  mutating func text(for snapshot: Snapshot, atNanoseconds now: Int64) -> String? {
    var text = ""
    for alarm in alarms(snapshot) { text += cleared() + Visible.text(alarm) + "\n" }
    if let due = nextNanoseconds, now < due { return text.isEmpty ? nil : text }
    let isFirst = nextNanoseconds == nil
    nextNanoseconds = now + (isInPlace ? 500_000_000 : 10_000_000_000)
    // The first line in a log would only say that nothing has happened yet.
    if isFirst, !isInPlace { return text.isEmpty ? nil : text }
    let line = ProgressText.line(snapshot)
    guard isInPlace else { return text + line + "\n" }
    // A line that is broken by the terminal could not be written over.
    let shown = columns.map { Columns.clip(line, to: max(1, $0 - 1), ellipsis: "") } ?? line
    let width = Columns.width(of: shown)
    let rest = String(repeating: " ", count: max(0, lastColumns - width))
    lastColumns = width
    return text + "\r" + shown + rest
  }

  /// What leaves the line clean for what comes behind it.
  mutating func cleared() -> String {
    guard isInPlace, lastColumns > 0 else { return "" }
    defer { lastColumns = 0 }
    return "\r" + String(repeating: " ", count: lastColumns) + "\r"
  }

  /// What is left to be said at the end.
  mutating func rest(of snapshot: Snapshot) -> String {
    let lines = notices(snapshot).map { Visible.text($0) + "\n" }
    return cleared() + lines.joined()
  }

  private mutating func alarms(_ snapshot: Snapshot) -> [String] {
    var alarms: [String] = []
    if snapshot.phase == .starting, let error = snapshot.traffic.errors.first, !hasSaidUnanswered {
      hasSaidUnanswered = true
      alarms.append(
        "no answer yet: \(error.count) \(error.kind.name) at \(snapshot.head.target); "
          + "the run goes on trying"
      )
    }
    if case .failed(let path, let reason) = snapshot.recording, !hasSaidUnwritten {
      hasSaidUnwritten = true
      alarms.append("the recording \(path) can't be written: \(reason); the run goes on")
    }
    return alarms + notices(snapshot)
  }

  /// What the source says of itself: what it waits for, what it could not make sense of, and when it stood
  /// still.
  private mutating func notices(_ snapshot: Snapshot) -> [String] {
    let events = snapshot.events.compactMap { event in
      let text: String? =
        switch event.kind {
        case .notice(let text): text
        case .gap(let gap): gap.words
        default: nil
        }
      return text.map { (at: event.atNanoseconds, text: $0) }
    }
    // Old events may be gone: what was said is found by its time, not by its place.
    let new = events.drop { $0.at < saidUntil }.dropFirst(saidAtThatTime)
    guard let last = new.last else { return [] }
    saidUntil = max(saidUntil, last.at)
    saidAtThatTime = events.count { $0.at == saidUntil }
    let room = max(0, Self.mostNotices - saidNotices)
    saidNotices += new.count
    let said = new.prefix(room).map(\.text)
    let isTooMuch = room > 0 && new.count > room
    return said + (isTooMuch ? ["more is said in the event list of the recording alone"] : [])
  }
}
