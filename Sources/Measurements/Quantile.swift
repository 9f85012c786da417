/// A share of samples, 0...1, kept exactly as it was written: `p99.9` is 99,900 of 100,000.
///
/// Ranks are computed in integers from the decimal text, so that `p99.9` of 1,000 samples is the
/// 999th on every machine.
package struct Quantile: Hashable, Comparable, Sendable {
  /// The share in units of 1/100,000, 0...100,000.
  package let hundredThousandths: Int

  /// A quantile of `hundredThousandths` / 100,000; clamped to 0...100,000.
  package init(hundredThousandths: Int) {
    self.hundredThousandths = min(max(hundredThousandths, 0), Self.whole)
  }

  /// Reads the digits of a percentile, `95`, `99.9` or `99.999`; nil if it is not one in (0, 100]
  /// with at most three decimals and no needless zero in front.
  package init?(percent text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Self.number(parts[0]),
      parts[0].count == 1 || parts[0].first != UInt8(ascii: "0")
    else { return nil }
    var value = whole * 1000
    if parts.count == 2 {
      guard let fraction = Self.number(parts[1]) else { return nil }
      value += [100, 10, 1][parts[1].count - 1] * fraction
    }
    guard value > 0, value <= Self.whole else { return nil }
    hundredThousandths = value
  }

  /// The number that one to three decimal digits make.
  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...3).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  /// The share as a number, 0...1.
  package var share: Double { Double(hundredThousandths) / Double(Self.whole) }

  /// `p95`, `p99.9`.
  package var name: String {
    let whole = hundredThousandths / 1000
    let rest = hundredThousandths % 1000
    guard rest != 0 else { return "p\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 3 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "p\(whole).\(digits)"
  }

  /// The rank of this quantile among `count` samples: ceil(p N), at least 1, as the Java
  /// HdrHistogram counts it (`getValueAtPercentile`).
  package func rank(of count: UInt64) -> UInt64 {
    let (high, low) = count.multipliedFullWidth(by: UInt64(hundredThousandths))
    let divided = UInt64(Self.whole).dividingFullWidth((high, low))
    return max(1, divided.quotient + (divided.remainder > 0 ? 1 : 0))
  }

  /// The fewest samples that can have a rank beyond this quantile: ceil(1 / (1 - Q)), 20 for p95.
  package var leastSamples: Int {
    let rest = Self.whole - hundredThousandths
    guard rest > 0 else { return 1 }
    return (Self.whole + rest - 1) / rest
  }

  package static func < (left: Quantile, right: Quantile) -> Bool {
    left.hundredThousandths < right.hundredThousandths
  }

  private static let whole = 100_000

  /// The median.
  package static let p50 = Quantile(hundredThousandths: 50_000)
  /// The third quartile.
  package static let p75 = Quantile(hundredThousandths: 75_000)
  /// The 90th percentile.
  package static let p90 = Quantile(hundredThousandths: 90_000)
  /// The 95th percentile.
  package static let p95 = Quantile(hundredThousandths: 95_000)
  /// The 99th percentile.
  package static let p99 = Quantile(hundredThousandths: 99_000)
  /// The 99.9th percentile.
  package static let p999 = Quantile(hundredThousandths: 99_900)
  /// What every summary and the percentile bars show, in ascending order.
  package static let reported: [Quantile] = [p50, p75, p90, p95, p99, p999]
}
