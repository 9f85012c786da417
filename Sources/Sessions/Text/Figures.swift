package import Budgets

/// Numbers as the screens write them.
package enum Figures {
  /// Three significant digits and a unit: `41.8ms`, `1.30s`; from 1,000 s on `16m40s`.
  package static func duration(nanoseconds: Double) -> String {
    guard nanoseconds.isFinite else { return nanoseconds > 0 ? "inf" : "0ns" }
    let value = max(0, nanoseconds)
    // 999.5 of a unit has four digits once it is rounded.
    if value < 999.5 { return whole(value) + "ns" }
    if value < 999.5e3 { return significant(value / 1e3) + "us" }
    if value < 999.5e6 { return significant(value / 1e6) + "ms" }
    if value < 999.5e9 { return significant(value / 1e9) + "s" }
    let seconds = count((value / 1e9).rounded())
    if seconds < 3600 { return "\(seconds / 60)m\(twoDigits(seconds % 60))s" }
    if seconds < 360_000 { return "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))m" }
    return "\(seconds / 3600)h"
  }

  /// As `duration`, without zeros that say nothing: `2s`, `1.5s`, `500ms`.
  package static func shortDuration(nanoseconds: Double) -> String {
    trimmed(duration(nanoseconds: nanoseconds))
  }

  /// A value of a metric: `1.30s`, `99.94%`, `20/s`.
  package static func value(_ value: Double, in unit: MetricUnit) -> String {
    switch unit {
    case .nanoseconds: duration(nanoseconds: value)
    case .share: fineShare(value)
    case .perSecond: rate(value) + "/s"
    case .bytes: bytes(value)
    case .count: rate(value)
    }
  }

  /// The value of an objective's metric, in the unit in which its budget is written.
  package static func value(_ value: Double, of objective: Objective) -> String {
    switch objective.metric.unit {
    case .bytes: bytes(value, isDecimal: objective.countsBytesDecimally)
    case .perSecond where objective.written.unit == "/min": rate(value * 60) + "/min"
    default: self.value(value, in: objective.metric.unit)
    }
  }

  /// The budget of an objective as it was written; else as its values are.
  package static func budget(_ objective: Objective) -> String {
    objective.budgetText ?? trimmed(value(objective.budget, of: objective))
  }

  /// Events per second: `0.1`, `90`, `843`, `12.3k`.
  package static func rate(_ perSecond: Double) -> String {
    let value = max(0, perSecond)
    if value == 0 { return "0" }
    if value < 0.05 { return "<0.1" }
    if value < 9.95 { return decimal(value, 1) }
    if value < 9999.5 { return whole(value) }
    if value < 999.5e3 { return significant(value / 1e3) + "k" }
    if value < 999.5e6 { return significant(value / 1e6) + "M" }
    return significant(value / 1e9) + "G"
  }

  /// How many: `42`, `9,999`, `72.1k`.
  package static func quantity(_ number: Int) -> String {
    if number < 1000 { return String(number) }
    if number < 10_000 { return "\(number / 1000),\(threeDigits(number % 1000))" }
    return rate(Double(number))
  }

  /// How many more are needed: `1 more sample`, `88 more samples`.
  package static func samples(_ missing: Int) -> String {
    "\(missing) more \(missing == 1 ? "sample" : "samples")"
  }

  /// A share of 0...1 with one decimal: `4.7%`; what is above 0 never reads as 0.
  package static func share(_ share: Double) -> String {
    let percent = share * 100
    if percent > 0, percent < 0.05 { return "<0.1%" }
    if percent < 100, percent >= 99.95 { return ">99.9%" }
    return decimal(percent, 1) + "%"
  }

  /// CPU use, where 1 is one core all the time: `98.0%`; above that, out of how many cores there are:
  /// `180% of 2 cores`.
  package static func cpu(_ use: Double, of cores: Int) -> String {
    guard use > 1 else { return share(use) }
    let percent = decimal(use * 100, 0) + "%"
    return cores > 0 ? "\(percent) of \(cores) core\(cores == 1 ? "" : "s")" : percent
  }

  /// A share near 0 or 1, where the distance from there matters: `99.94%`, `0.1%`, `99%`.
  package static func fineShare(_ share: Double) -> String {
    let percent = share * 100
    let distance = min(abs(percent), abs(100 - percent))
    var decimals = 1
    while decimals < 4, distance > 0, distance * power(decimals) < 9.95 { decimals += 1 }
    return trimmed(decimal(percent, decimals) + "%")
  }

  /// How much of a budget is used: `130%`; nil is without bound.
  ///
  /// What is not all of it never reads as 100%.
  package static func consumption(_ consumption: Double?, infinity: String = "∞") -> String {
    guard let consumption, consumption.isFinite else { return infinity }
    let percent = consumption * 100
    if percent >= 99_999.5 { return ">999x" }
    if percent >= 9999.5 { return significant(consumption) + "x" }
    if percent > 100, percent < 100.5 {
      return percent < 100.05 ? ">100%" : decimal(percent, 1) + "%"
    }
    if percent < 100, percent >= 99.5 {
      return percent >= 99.95 ? "<100%" : decimal(percent, 1) + "%"
    }
    return whole(percent) + "%"
  }

  /// Minutes and seconds, hours where there are some: `02:42`, `1:02:42`.
  package static func elapsed(seconds: Double) -> String {
    let total = count(max(0, seconds).rounded(.down))
    let clock = "\(twoDigits(total / 60 % 60)):\(twoDigits(total % 60))"
    return total < 3600 ? clock : "\(total / 3600):\(clock)"
  }

  /// A moment since 00:00 as `02:31`, and `-00:05` before it.
  package static func clock(seconds: Double) -> String {
    // A moment right before 00:00 is still 00:00.
    seconds <= -1 ? "-" + elapsed(seconds: -seconds) : elapsed(seconds: seconds)
  }

  /// A change against another run: `+16%`, `-3%`, `2.4x` from a doubling and a half on.
  package static func change(from base: Double, to value: Double) -> String? {
    guard base > 0, value.isFinite else { return nil }
    let ratio = value / base
    if ratio >= 10 { return significant(ratio) + "x" }
    let percent = count(((ratio - 1) * 100).rounded())
    return percent > 0 ? "+\(percent)%" : percent == 0 ? "0%" : "\(percent)%"
  }

  /// Bytes in units of 1,024, or of 1,000.
  package static func bytes(_ bytes: Double, isDecimal: Bool = false) -> String {
    let base = isDecimal ? 1000.0 : 1024
    let mark = isDecimal ? "B" : "iB"
    if bytes < 999.5 { return whole(bytes) + "B" }
    if bytes < 999.5 * base { return significant(bytes / base) + "K" + mark }
    if bytes < 999.5 * base * base { return significant(bytes / (base * base)) + "M" + mark }
    return significant(bytes / (base * base * base)) + "G" + mark
  }

  /// Three significant digits: `1.30`, `41.8`, `843`.
  package static func significant(_ value: Double) -> String {
    if value < 9.995 { return decimal(value, 2) }
    if value < 99.95 { return decimal(value, 1) }
    return whole(value)
  }

  /// A fixed number of decimals.
  package static func decimal(_ value: Double, _ decimals: Int) -> String {
    let scale = power(decimals)
    let scaled = count((abs(value) * scale).rounded())
    let fraction = String(scaled % Int(scale))
    let zeros = String(repeating: "0", count: max(0, decimals - fraction.utf8.count))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return decimals == 0
      ? "\(sign)\(scaled)" : "\(sign)\(scaled / Int(scale)).\(zeros)\(fraction)"
  }

  /// `2.00s` becomes `2s`, `1.50s` becomes `1.5s`.
  package static func trimmed(_ text: String) -> String {
    guard let point = text.firstIndex(of: ".") else { return text }
    let fraction = text[text.index(after: point)...].prefix { $0.isNumber }
    var kept = fraction
    while kept.last == "0" { kept.removeLast() }
    return text[..<point] + (kept.isEmpty ? "" : "." + kept) + text[fraction.endIndex...]
  }

  private static func whole(_ value: Double) -> String { String(count(value.rounded())) }

  // A count that does not fit is shown as the largest one rather than trapping.
  private static func count(_ value: Double) -> Int { Int(exactly: value) ?? Int(Int32.max) }

  private static func power(_ decimals: Int) -> Double {
    (0..<decimals).reduce(1) { product, _ in product * 10 }
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func threeDigits(_ value: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(value).utf8.count)) + String(value)
  }
}

extension Objective {
  /// Whether its budget is written in units of 1,000 bytes.
  package var countsBytesDecimally: Bool {
    metric.unit == .bytes && ["B", "KB", "MB", "GB"].contains(written.unit)
  }
}
