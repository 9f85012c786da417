import Sessions

// Logs of Locust's `events.request`, one JSON object an event; what its other events log is passed
// over.
// Source: docs.locust.io, "Event hooks": names and units of the arguments of `events.request`.
extension LineParser {
  /// A request is named as in Locust; `response_time` is in milliseconds.
  func readLocust() -> LineContent {
    guard object.value("response_time") != nil else { return .aside }
    guard let name = object.string("name") else { return .foreign(.noName) }
    guard let time = object.number("response_time") else { return .foreign(.noDuration) }
    guard let nanoseconds = time.scaled(byPowerOfTen: TimeUnit.milliseconds.power) else {
      return .foreign(.negative)
    }
    var measurement = Measurement(
      name: LineText(json: name),
      nanoseconds: nanoseconds,
      failure: locustFailure,
      time: self.time("t") ?? self.time("start_time")
    )
    measurement.timeIsStart = object.value("t") == nil
    if let url = object.string("url") ?? object.string("name") {
      measurement.detail = .request(
        method: object.string("request_type").map { LineText(json: $0) },
        url: LineText(json: url)
      )
    }
    return .measurement(measurement)
  }

  /// A request fails if it has an exception; a status says more than that.
  private var locustFailure: ErrorKind? {
    guard let exception = object.value("exception"), exception.kind != .null else { return nil }
    if let status = object.number("status")?.scaled(byPowerOfTen: 0), status >= 400 {
      return .status(Int(status))
    }
    let words = [object.string("exception_type"), object.string("exception")]
    let texts = words.compactMap { $0.map { LineText(json: $0).string } }
    switch ErrorKind(message: texts.joined(separator: ": ")) {
    case .reported: return .reported(texts.first.map { Visible.text($0.prefix(120)) } ?? "failed")
    case let kind: return kind
    }
  }
}
