/// A moment in nanoseconds since 1970-01-01 UTC, and how it is written.
package struct UTCTime: Sendable, Hashable {
  /// Nanoseconds since 1970-01-01 UTC.
  package var nanoseconds: Int64

  /// A moment.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// `2026-11-21T03:21:10.123Z`, cut to milliseconds.
  package var iso8601: String {
    let parts = fields
    return "\(date(parts))T\(pad(parts.hour)):\(pad(parts.minute)):\(pad(parts.second))"
      + ".\(pad(parts.millisecond, 3))Z"
  }

  /// `2026-11-21T032110Z`, as recordings are named.
  package var compact: String {
    let parts = fields
    return "\(date(parts))T\(pad(parts.hour))\(pad(parts.minute))\(pad(parts.second))Z"
  }

  /// `Tue Nov 14 22:13:20 UTC 2023`, as Java prints dates.
  package var javaDate: String {
    let parts = fields
    let weekday = Self.weekdays[((parts.day + 4) % 7 + 7) % 7]
    return "\(weekday) \(Self.months[parts.month - 1]) \(pad(parts.dayOfMonth)) \(pad(parts.hour))"
      + ":\(pad(parts.minute)):\(pad(parts.second)) UTC \(parts.year)"
  }

  /// Reads what `iso8601` writes; a fraction may be missing or have up to nine digits.
  package init?(iso8601 text: String) {
    var digits: [Int] = []
    var shape = ""
    for character in text.utf8 {
      if 0x30...0x39 ~= character {
        digits.append(Int(character - 0x30))
        shape.append("0")
      } else {
        shape.append(Character(Unicode.Scalar(character)))
      }
    }
    let whole = "0000-00-00T00:00:00"
    guard shape.hasPrefix(whole), shape.hasSuffix("Z") else { return nil }
    let fraction = shape.dropFirst(whole.count).dropLast()
    guard
      fraction.isEmpty
        || (fraction.first == "." && (2...10).contains(fraction.count)
          && fraction.dropFirst().allSatisfy { $0 == "0" })
    else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let month = number(4..<6)
    let day = number(6..<8)
    guard (1...12).contains(month), (1...31).contains(day), number(8..<10) < 24,
      number(10..<12) < 60, number(12..<14) < 60, (1678...2261).contains(number(0..<4))
    else { return nil }
    let days = Self.days(year: number(0..<4), month: month, day: day)
    let seconds = ((days * 24 + number(8..<10)) * 60 + number(10..<12)) * 60 + number(12..<14)
    var rest = 0
    for place in 0..<9 { rest = rest * 10 + (14 + place < digits.count ? digits[14 + place] : 0) }
    nanoseconds = Int64(seconds) * 1_000_000_000 + Int64(rest)
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private struct Fields {
    var day: Int
    var year: Int
    var month: Int
    var dayOfMonth: Int
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
  }

  // Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private var fields: Fields {
    let total = Int(nanoseconds / 1_000_000 - (nanoseconds % 1_000_000 < 0 ? 1 : 0))
    let day = Int((Double(total) / 86_400_000).rounded(.down))
    let inDay = total - day * 86_400_000
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return Fields(
      day: day,
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month: month,
      dayOfMonth: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
      hour: inDay / 3_600_000,
      minute: inDay / 60_000 % 60,
      second: inDay / 1000 % 60,
      millisecond: inDay % 1000
    )
  }

  // `days_from_civil` of the same source.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let fromMarch = month <= 2 ? year - 1 : year
    let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
    let yearOfEra = fromMarch - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private func date(_ parts: Fields) -> String {
    "\(pad(parts.year, 4))-\(pad(parts.month))-\(pad(parts.dayOfMonth))"
  }

  private func pad(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
