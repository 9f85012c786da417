/// Values as they are written in suites, exactly: what is written here reads back as the same value.
package enum ValueText {
  /// A duration in ns: `200ms`, `0.85ms`, `2m`, `90s`.
  package static func duration(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    guard magnitude > 0 else { return "0s" }
    for unit in [(3_600_000_000_000, "h"), (60_000_000_000, "m")] as [(UInt64, String)] {
      if magnitude >= unit.0 * (unit.1 == "m" ? 2 : 1), magnitude % unit.0 == 0 {
        return "\(sign)\(magnitude / unit.0)\(unit.1)"
      }
    }
    let units: [(UInt64, String)] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1000, "us")]
    for unit in units {
      // A larger unit is used from 1 on; with a fraction if that takes at most three digits.
      guard magnitude >= unit.0 || unit.1 == "ms" && magnitude >= 100_000 else { continue }
      let fraction = magnitude % unit.0
      guard fraction % (unit.0 / 1000) == 0 || unit.1 == "us" else { continue }
      return sign + decimal(magnitude, per: unit.0) + unit.1
    }
    return "\(sign)\(magnitude)ns"
  }

  /// A share, 0...1: `99.9%`.
  package static func share(_ share: Double) -> String {
    guard share.isFinite else { return "\(share)" }
    return shifted(share, by: 2) + "%"
  }

  /// A rate in events per second: `20/s`, or `100/min` where that is the round figure.
  package static func rate(_ perSecond: Double) -> String {
    let minutes = (perSecond * 60).rounded()
    if shifted(perSecond, by: 0).count > 8, minutes / 60 == perSecond {
      return shifted(minutes, by: 0) + "/min"
    }
    return shifted(perSecond, by: 0) + "/s"
  }

  /// A size in bytes, in the unit that gives the shortest exact text: `64MiB`, `70.4MB`, `100KB`.
  package static func bytes(_ bytes: Int64) -> String {
    let units: [(size: Int64, name: String)] = [
      (1 << 30, "GiB"), (1 << 20, "MiB"), (1_000_000_000, "GB"), (1_000_000, "MB"),
      (1 << 10, "KiB"),
      (1000, "KB"), (1, "B"),
    ]
    let texts = units.compactMap { unit -> String? in
      guard bytes >= unit.size || unit.size == 1 else { return nil }
      if bytes % unit.size == 0 { return "\(bytes / unit.size)\(unit.name)" }
      // A decimal fraction of at most three digits; a binary one has too many.
      guard unit.size % 1000 == 0, bytes % (unit.size / 1000) == 0 else { return nil }
      return decimal(UInt64(bytes), per: UInt64(unit.size)) + unit.name
    }
    return texts.enumerated()
      .min { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }?
      .element ?? "\(bytes)B"
  }

  /// A number without a needless fraction: `50`, `2.5`.
  package static func number(_ number: Double) -> String { shifted(number, by: 0) }

  /// A value of a metric in its own unit.
  package static func value(_ value: Double, unit: MetricUnit) -> String {
    switch unit {
    case .nanoseconds: duration(Int64(exactly: value.rounded()) ?? 0)
    case .share: share(value)
    case .perSecond: rate(value)
    case .bytes: bytes(Int64(exactly: value.rounded()) ?? 0)
    case .count: number(value)
    }
  }

  /// A budget with its side: `<= 200ms`.
  package static func budget(_ objective: Objective) -> String {
    "\(objective.comparison.rawValue) \(value(objective.budget, unit: objective.metric.unit))"
  }

  private static func decimal(_ value: UInt64, per unit: UInt64) -> String {
    let rest = value % unit
    guard rest > 0 else { return "\(value / unit)" }
    let width = String(unit).count - 1
    var digits = String(rest)
    digits = String(repeating: "0", count: width - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(value / unit).\(digits)"
  }

  /// The shortest decimal text of `number` x 10^places that reads back exactly: the point of the
  /// shortest text of the number itself is moved.
  private static func shifted(_ number: Double, by places: Int) -> String {
    guard number.isFinite else { return "\(number)" }
    var text = number.magnitude.description
    var exponent = places
    if let mark = text.firstIndex(of: "e") {
      exponent += Int(text[text.index(after: mark)...]) ?? 0
      text = String(text[..<mark])
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    var digits = String(parts[0]) + fraction
    var point = parts[0].count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if digits.count < point { digits += String(repeating: "0", count: point - digits.count) }
    var whole = String(digits.prefix(point))
    var rest = String(digits.dropFirst(point))
    while rest.last == "0" { rest.removeLast() }
    while whole.count > 1, whole.first == "0" { whole.removeFirst() }
    return (number < 0 ? "-" : "") + whole + (rest.isEmpty ? "" : "." + rest)
  }
}
