import Sessions

/// Moments as other tools write them.
enum WallTime {
  /// Nanoseconds since 1970 of an ISO 8601 time with an offset, or of a number of seconds, ms, us or
  /// ns, told apart by its size; nil if it is neither.
  ///
  /// A number means seconds up to the year 5138, which as milliseconds are in March 1973.
  static func nanoseconds(_ text: LineText) -> Int64? {
    if let (number, end) = DecimalNumber.read(text.bytes, at: 0), end == text.bytes.count {
      guard let whole = number.scaled(byPowerOfTen: 0) else { return nil }
      let power = [(100_000_000_000, 9), (100_000_000_000_000, 6), (100_000_000_000_000_000, 3)]
        .first { whole < $0.0 }?.1
      return number.scaled(byPowerOfTen: power ?? 0)
    }
    return nanoseconds(text.string)
  }

  /// Nanoseconds since 1970 of an ISO 8601 time with `Z` or an offset (RFC 3339, 5.6).
  static func nanoseconds(_ text: String) -> Int64? {
    if let time = UTCTime(iso8601: text) { return time.nanoseconds }
    guard text.utf8.count > 19,
      let sign = text.dropFirst(19).firstIndex(where: { $0 == "+" || $0 == "-" })
    else { return nil }
    let offset = text[sign...].dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard offset.count == 2, 0...23 ~= offset[0], 0...59 ~= offset[1],
      let local = UTCTime(iso8601: text[..<sign] + "Z")
    else { return nil }
    let seconds = (offset[0] * 60 + offset[1]) * 60
    return local.nanoseconds - (text[sign] == "+" ? seconds : -seconds) * 1_000_000_000
  }
}
