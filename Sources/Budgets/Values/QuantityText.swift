/// What a text has to be, and the words for when it is not.
enum QuantityNeed: String {
  /// A latency: milliseconds are common.
  case duration
  /// How long a load takes, and its parts: seconds are common.
  case length
  /// What is waited for or paused: both are common.
  case pause
  case share
  case rate
  case size
  case count

  /// With an article.
  var noun: String {
    switch self {
    case .duration, .length, .pause: "a duration"
    case .share: "a share"
    case .rate: "a rate"
    case .size: "a size"
    case .count: "a number"
    }
  }

  /// The units that it can be given in.
  var units: String {
    switch self {
    case .duration, .length, .pause: "ns, us, ms, s, m, h"
    case .share: "%"
    case .rate: "/s, /min"
    case .size: "B, KB, MB, GB, KiB, MiB, GiB"
    case .count: "none"
    }
  }

  /// How it looks.
  var example: String {
    switch self {
    case .duration: "200ms"
    case .length: "30s"
    case .pause: "500ms"
    case .share: "99.9%"
    case .rate: "20/s"
    case .size: "64MB"
    case .count: "200"
    }
  }

  /// The units that are meant most often where none is written.
  private var likelyUnits: [String] {
    switch self {
    case .duration: ["ms"]
    case .length: ["s"]
    case .pause: ["s", "ms"]
    case .share: ["%"]
    case .rate: ["/s"]
    case .size: ["MB"]
    case .count: []
    }
  }

  private var isTime: Bool { self == .duration || self == .length || self == .pause }

  private var unitList: [String] { units.split(separator: ", ").map(String.init) }

  /// Reads `text`; the error says what is wrong and what would be right.
  ///
  /// 0 needs no unit.
  func read(_ text: String) throws(ValueError) -> Double {
    let shown = "'\(VisibleText.of(text))'"
    let quantity: Quantity
    do throws(Quantity.Failure) {
      quantity = try Quantity.parse(text)
    } catch {
      throw ValueError(message: explain(error, shown))
    }
    let found: QuantityNeed
    let value: Double
    switch quantity {
    case .duration(let nanoseconds):
      (found, value) = (isTime ? self : .duration, Double(nanoseconds))
    case .share(let share): (found, value) = (.share, share)
    case .rate(let rate): (found, value) = (.rate, rate)
    case .bytes(let bytes): (found, value) = (.size, bytes)
    case .number(let number) where self == .count:
      (found, value) = (.count, number.double)
    case .number(let number):
      guard number.digits != 0 else { return 0 }
      let written = VisibleText.of(text)
      let way = likelyUnits.map { written + $0 }.joined(separator: " or ")
      throw ValueError(message: "\(shown) has no unit. Write \(way); units here: \(units).")
    }
    guard found == self else {
      throw ValueError(message: "\(shown) is \(found.noun), not \(noun). Units here: \(units).")
    }
    guard value >= 0 else { throw ValueError(message: "\(shown) is negative. \(exampleText)") }
    return value
  }

  private var exampleText: String { "Write \(noun) as in \(example)." }

  private func explain(_ failure: Quantity.Failure, _ shown: String) -> String {
    switch failure {
    case .malformed: return "\(shown) is not \(noun). \(exampleText)"
    case .tooLarge: return "\(shown) is too large. \(exampleText)"
    case .tooFine: return "\(shown) is finer than 1ns. \(exampleText)"
    case .unknownUnit(let unit):
      let slip = Quantity.slips[unit]
      let near = unit.count > 1 ? Spelling.nearest(to: unit, among: unitList) : nil
      let meant = slip.map { unitList.contains($0) ? $0 : nil } ?? near
      let way = meant.map { "Did you mean '\($0)'?" } ?? "Units here: \(units)."
      return "unknown unit '\(VisibleText.of(unit))' in \(shown). \(way)"
    }
  }
}

/// Why a value cannot be used, with the way out.
package struct ValueError: Error, Equatable {
  /// One line.
  package var message: String
}

extension ValueText {
  /// Reads `200ms` or `1m30s`, in ns.
  package static func readDuration(_ text: String) throws(ValueError) -> Int64 {
    Int64(try QuantityNeed.duration.read(text))
  }

  /// Reads `30s` or `5m`, in ns; the same as a duration, but a number without a unit means seconds.
  package static func readLength(_ text: String) throws(ValueError) -> Int64 {
    Int64(try QuantityNeed.length.read(text))
  }

  /// Reads `20/s` or `90/min`, in events per second.
  package static func readRate(_ text: String) throws(ValueError) -> Double {
    try QuantityNeed.rate.read(text)
  }

  /// Reads `2%`, as a share.
  package static func readShare(_ text: String) throws(ValueError) -> Double {
    try QuantityNeed.share.read(text)
  }
}
