/// A moment of a session as a user types it.
package enum SessionMoment: Sendable, Equatable {
  /// `14:03`, `14:03:07`: the time of day on the clock of who looks at it; the second is nil if it was not given.
  case timeOfDay(minute: Int, second: Int?)
  /// `+21:57`, `90s`, `2m`: since 00:00 on the screen, ns.
  case elapsed(nanoseconds: Int64)
  /// `50%`: of the way from the start to the end, 0...1.
  case share(Double)

  /// Where a session lies in time.
  package struct Span: Sendable, Equatable {
    /// The start, nanoseconds since 1970-01-01 UTC.
    package var startedNanoseconds: Int64
    /// The offset from UTC of the clock that times are read from, seconds.
    package var utcOffsetSeconds: Int
    /// 00:00 on the screen, ns since the start: the end of the warm-up.
    package var originNanoseconds: Int64
    /// The end, ns since the start.
    package var endNanoseconds: Int64

    /// A session from its start to its end.
    package init(
      startedNanoseconds: Int64,
      utcOffsetSeconds: Int,
      originNanoseconds: Int64,
      endNanoseconds: Int64
    ) {
      self.startedNanoseconds = startedNanoseconds
      self.utcOffsetSeconds = utcOffsetSeconds
      self.originNanoseconds = originNanoseconds
      self.endNanoseconds = endNanoseconds
    }

    /// The time of day of a moment, as `14:03:52`.
    package func timeOfDay(at nanoseconds: Int64) -> String {
      let offset = Int64(utcOffsetSeconds) * 1_000_000_000
      let local = UTCTime(nanoseconds: startedNanoseconds + nanoseconds + offset)
      return String(local.iso8601.dropFirst(11).prefix(8))
    }
  }

  /// What can be typed, for a message that refuses something else.
  package static let examples = "14:03 (time of day), +21:57 or 90s (elapsed), or 50%"

  /// Reads what was typed; nil if it is no moment.
  package init?(_ text: String) {
    let text = text.split(separator: " ").joined()
    if text.hasSuffix("%") {
      guard let percent = Double(text.dropLast()), (0...100).contains(percent) else { return nil }
      self = .share(percent / 100)
      return
    }
    if text.hasPrefix("+") || !text.contains(":") {
      let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
      guard let seconds = Self.seconds(digits) else { return nil }
      self = .elapsed(nanoseconds: Int64(seconds * 1e9))
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    var second: Int?
    if parts.count == 3 {
      guard let given = parts[2], (0..<60).contains(given) else { return nil }
      second = given
    }
    self = .timeOfDay(minute: hour * 60 + minute, second: second)
  }

  /// Where it is in a session, ns since its start; nil if a time of day lies outside of it.
  ///
  /// An elapsed time beyond the end is the end. A session of several days has a time of day more than
  /// once: the first one is meant.
  package func nanoseconds(in span: Span) -> Int64? {
    let end = span.endNanoseconds
    switch self {
    case .share(let share): return Int64(Double(end) * share)
    case .elapsed(let nanoseconds):
      let (moment, overflows) = span.originNanoseconds.addingReportingOverflow(nanoseconds)
      return overflows ? end : min(end, moment)
    case .timeOfDay(let minute, let second):
      let day: Int64 = 86_400_000_000_000
      let offset = Int64(span.utcOffsetSeconds) * 1_000_000_000
      let midnight = (span.startedNanoseconds + offset) / day * day - offset
      let asked = midnight + Int64(minute * 60 + (second ?? 0)) * 1_000_000_000
      var moment = asked - span.startedNanoseconds
      // `14:03` is the minute: a session that starts within it starts there.
      if second == nil, moment < 0, moment > -60_000_000_000 { moment = 0 }
      if moment < 0 { moment += day }
      return moment <= end ? moment : nil
    }
  }

  /// Seconds of `21:57`, `1:02:31`, `90s`, `2m`, `1.5h` or `90`.
  private static func seconds(_ text: Substring) -> Double? {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    if let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }) {
      return number(text.dropLast(unit.count)).map { $0 * factor }
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.count <= 3 else { return nil }
    var total = 0.0
    for part in parts {
      guard let number = number(part) else { return nil }
      total = total * 60 + number
    }
    return total
  }

  private static func number(_ text: Substring) -> Double? {
    guard text.allSatisfy({ "0123456789.".contains($0) }), let number = Double(text), number < 1e7
    else { return nil }
    return number
  }
}
