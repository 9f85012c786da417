import Budgets
import Sessions

// Points of k6 (`--out json`).
// Source: grafana.com/docs/k6, "JSON" under "Results output", "Built-in metrics", "Error codes".
extension LineParser {
  /// Requests are named by the tag that `grouping` says, other metrics in time by themselves.
  ///
  /// Of `group_duration` there is a benchmark for each group. `checks` is one whose failures are the
  /// checks that failed. A duration is what k6 means by it: without blocking, connecting and TLS.
  func readK6() -> LineContent {
    guard let metric = object.string("metric"), let data = object.object("data"),
      inner.read(data)
    else { return .foreign(.brokenObject) }
    if object.isString("type", "Metric") {
      k6.declare(
        metric,
        isTime: inner.isString("type", "trend") && inner.isString("contains", "time")
      )
      return .aside
    }
    guard let point = k6.point(metric) else { return .aside }
    guard let number = inner.number("value") else { return .foreign(.noDuration) }
    switch point {
    case .users: return .level(Double(number.scaled(byPowerOfTen: 0) ?? 0))
    case .dropped:
      let count = UInt64(number.scaled(byPowerOfTen: 0) ?? 0)
      return .dropped(count, of: K6Metrics.iterations)
    case .request, .check, .group, .trend: return k6Sample(point, of: metric, number)
    }
  }

  /// A point that is a sample of a benchmark; its value is in milliseconds.
  private func k6Sample(
    _ point: K6Metrics.Point,
    of metric: UnsafeRawBufferPointer,
    _ number: DecimalNumber
  ) -> LineContent {
    guard let tagged = inner.object("tags"), tags.read(tagged) else {
      return .foreign(.brokenObject)
    }
    guard let nanoseconds = number.scaled(byPowerOfTen: TimeUnit.milliseconds.power) else {
      return .foreign(.negative)
    }
    var measurement = Measurement(
      name: LineText(json: metric),
      nanoseconds: nanoseconds,
      time: inner.scalar("time").map { LineText(json: $0) }
    )
    switch point {
    case .request:
      measurement.name = requestName
      measurement.failure = requestFailure
      if let url = tags.string("url") {
        let method = tags.string("method").map { LineText(json: $0) }
        measurement.detail = .request(method: method, url: LineText(json: url))
      }
    case .check:
      measurement.nanoseconds = 0
      if number.mantissa == 0 { measurement.failure = failedCheck }
    case .group:
      measurement.name = LineText(json: compose(metric, "/", groupPath))
    case .users, .dropped, .trend: break
    }
    return .measurement(measurement)
  }

  private var requestName: LineText {
    let tag: UnsafeRawBufferPointer? =
      switch grouping {
      case .name: (tags.string("name") ?? tags.string("url")).map(Self.withoutQuery)
      case .url: (tags.string("url") ?? tags.string("name")).map(Self.withoutQuery)
      case .scenario: tags.string("scenario")
      case .group: groupPath
      }
    guard let tag, !tag.isEmpty else { return own }
    return LineText(json: tag)
  }

  /// `::checkout::pay` as `checkout::pay`; empty outside of groups.
  private var groupPath: UnsafeRawBufferPointer {
    guard let group = tags.string("group") else { return Self.noGroup }
    let isNested = group.count > 2 && group[0] == UInt8(ascii: ":") && group[1] == UInt8(ascii: ":")
    return isNested ? UnsafeRawBufferPointer(rebasing: group[2...]) : group
  }

  private static var noGroup: UnsafeRawBufferPointer {
    let text: StaticString = "no group"
    return UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  private var failedCheck: ErrorKind {
    let name = tags.string("check").map { LineText(json: $0).string } ?? "?"
    return .reported("check: " + Visible.text(name.prefix(120)))
  }

  /// Whether the response is not an expected one, which is what `http_req_failed` counts; where the
  /// script leaves that tag out, by the error code and the status.
  private var requestFailure: ErrorKind? {
    if tags.isString("expected_response", "true") { return nil }
    let status = Self.integer(tags.string("status")) ?? 0
    let code = Self.integer(tags.string("error_code")) ?? 0
    let isKnown = tags.string("expected_response") != nil
    guard isKnown || code > 0 || status >= 400 || tags.isString("status", "0") else { return nil }
    switch code {
    case 1050, 1211: return .timeout
    case 1100..<1200: return .dns
    case 1201, 1220: return .reset
    case 1212: return .refused
    case 1200..<1300: return .network
    case 1300..<1400: return .tls
    case 1600..<1700: return .badResponse
    default: break
    }
    if status >= 400 { return .status(status) }
    if status > 0 { return .expectation }
    let error = tags.string("error").map { LineText(json: $0).string } ?? ""
    return ErrorKind(message: error)
  }

  private static func integer(_ text: UnsafeRawBufferPointer?) -> Int? {
    guard let text, let (number, end) = DecimalNumber.read(text, at: 0), end == text.count else {
      return nil
    }
    return number.scaled(byPowerOfTen: 0).map { Int($0) }
  }
}
