/// A number with a unit, as it stands in a suite.
///
/// Decimal digits are kept until the end, so that `99.9%` is the number nearest to 0.999 and
/// `0.85ms` is 850,000 ns exactly.
enum Quantity: Equatable {
  /// Nanoseconds.
  case duration(Int64)
  /// 1 is all of it.
  case share(Double)
  /// Per second.
  case rate(Double)
  /// Bytes.
  case bytes(Double)
  /// A number without a unit.
  case number(DecimalNumber)

  /// Why a text is no quantity.
  enum Failure: Error, Equatable {
    case malformed
    case unknownUnit(String)
    case tooLarge
    case tooFine
  }

  /// Reads `200ms`, `1m30s`, `99.9%`, `20/s`, `64MB`, `5`.
  static func parse(_ text: some StringProtocol) throws(Failure) -> Quantity {
    let parts = try split(text)
    guard let first = parts.first else { throw .malformed }
    if parts.count > 1 {
      var total: Int64 = 0
      for part in parts {
        guard let scale = durations[part.unit] else {
          if part.unit.isEmpty { throw .malformed }
          throw .unknownUnit(part.unit)
        }
        let (sum, overflow) = total.addingReportingOverflow(try part.number.times(scale))
        if overflow { throw .tooLarge }
        total = sum
      }
      return .duration(total)
    }
    if first.unit.isEmpty { return .number(first.number) }
    if let scale = durations[first.unit] { return .duration(try first.number.times(scale)) }
    if let divisor = rates[first.unit] { return .rate(first.number.double / divisor) }
    if let factor = sizes[first.unit] { return .bytes(first.number.double * factor) }
    if first.unit == "%" { return .share(first.number.shifted(by: 2).double) }
    throw .unknownUnit(first.unit)
  }

  private static func split(
    _ text: some StringProtocol
  ) throws(Failure) -> [(
    number: DecimalNumber, unit: String
  )] {
    var rest = Substring(text)
    var parts: [(number: DecimalNumber, unit: String)] = []
    while let blank = rest.first, blank == " " { rest.removeFirst() }
    while !rest.isEmpty {
      guard parts.count < 8 else { throw .malformed }
      let digits = rest.prefix { "0123456789.".contains($0) || parts.isEmpty && "+-".contains($0) }
      guard let number = DecimalNumber(digits) else { throw .malformed }
      rest = rest.dropFirst(digits.count)
      while rest.first == " " { rest.removeFirst() }
      let unit = rest.prefix { !"0123456789.+- ".contains($0) }
      rest = rest.dropFirst(unit.count)
      while rest.first == " " { rest.removeFirst() }
      parts.append((number, String(unit)))
    }
    return parts
  }

  /// Nanoseconds in each unit of time.
  static let durations: [String: Int64] = [
    "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000,
    "m": 60_000_000_000, "h": 3_600_000_000_000,
  ]
  /// Seconds in each unit of a rate.
  static let rates: [String: Double] = ["/s": 1, "/min": 60]
  /// Bytes in each unit of size.
  static let sizes: [String: Double] = [
    "B": 1, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1024, "MiB": 1_048_576,
    "GiB": 1_073_741_824,
  ]
  /// What people write for a unit, and the unit.
  static let slips: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms", "msecs": "ms",
    "millis": "ms", "usec": "us", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "hr": "h", "hour": "h", "hours": "h", "rps": "/s", "req/s": "/s", "/sec": "/s",
    "/second": "/s", "/m": "/min", "/minute": "/min", "percent": "%", "pct": "%", "kb": "KB",
    "mb": "MB", "gb": "GB", "k": "KB", "MS": "ms", "Ms": "ms", "S": "s", "M": "m", "H": "h",
  ]
}

/// A decimal number as it is written, up to 15 digits.
struct DecimalNumber: Equatable {
  /// The digits.
  var digits: Int64
  /// How many of them stand behind the point.
  var places: Int

  /// Reads `12`, `-0.5`, `.5`; nil if it is none, or too long.
  init?(_ text: some StringProtocol) {
    var body = Substring(text)
    let isNegative = body.first == "-"
    if let sign = body.first, sign == "-" || sign == "+" { body.removeFirst() }
    let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    let all = whole + fraction
    guard (1...15).contains(all.count), all.utf8.allSatisfy({ 48...57 ~= $0 }),
      let value = Int64(all)
    else { return nil }
    digits = isNegative ? -value : value
    places = fraction.count
  }

  private init(digits: Int64, places: Int) {
    self.digits = digits
    self.places = places
  }

  /// The number nearest to it: both figures are exact in a Double, so that the quotient is right.
  var double: Double {
    var divisor = 1.0
    for _ in 0..<places { divisor *= 10 }
    return Double(digits) / divisor
  }

  /// It, if it is whole.
  var integer: Int64? {
    var value = digits
    for _ in 0..<places {
      guard value % 10 == 0 else { return nil }
      value /= 10
    }
    return value
  }

  /// It divided by 10^places.
  func shifted(by more: Int) -> DecimalNumber {
    DecimalNumber(digits: digits, places: places + more)
  }

  /// It times a whole factor, exactly.
  func times(_ factor: Int64) throws(Quantity.Failure) -> Int64 {
    let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
    var divisor: Int64 = 1
    for _ in 0..<places { divisor *= 10 }
    if overflow {
      // Only a long fraction can come here with a value that is small enough.
      let (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
      let (whole, tooMuch) = quotient.multipliedReportingOverflow(by: factor)
      guard !tooMuch, factor % divisor == 0 else { throw .tooLarge }
      let (sum, over) = whole.addingReportingOverflow(rest * (factor / divisor))
      if over { throw .tooLarge }
      return sum
    }
    guard product % divisor == 0 else { throw .tooFine }
    return product / divisor
  }
}
