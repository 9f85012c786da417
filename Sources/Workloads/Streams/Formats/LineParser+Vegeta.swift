import Sessions

// Results of `vegeta encode --to json`.
// Source: github.com/tsenart/vegeta, lib/results.go.
extension LineParser {
  /// A request is named after its method and path; from 200 to 399 it is a success, as for vegeta.
  func readVegeta() -> LineContent {
    guard let latency = object.number("latency") else { return .foreign(.noDuration) }
    guard let nanoseconds = latency.scaled(byPowerOfTen: 0) else { return .foreign(.negative) }
    let method = object.string("method").map { LineText(json: $0) }
    let url = object.string("url").map { LineText(json: $0) }
    var measurement = Measurement(
      name: own,
      nanoseconds: nanoseconds,
      time: time("timestamp"),
      timeIsStart: true
    )
    if let url {
      let path = Self.path(of: url.bytes)
      measurement.name = LineText(json: method.map { compose($0.bytes, " ", path) } ?? path)
      measurement.detail = .request(method: method, url: url)
    } else if let attack = object.string("attack") {
      measurement.name = LineText(json: attack)
    }
    let status = object.number("code")?.scaled(byPowerOfTen: 0) ?? 0
    if status >= 400 {
      measurement.failure = .status(Int(status))
    } else if status < 200 {
      let error = object.string("error").map { LineText(json: $0).string } ?? ""
      measurement.failure = ErrorKind(message: error)
    }
    return .measurement(measurement)
  }

  /// The path of a URL, without a query; `/` if it has none.
  static func path(of url: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let whole = withoutQuery(url)
    var start = 0
    for index in whole.indices.dropLast(2)
    where whole[index] == UInt8(ascii: ":") && whole[index + 1] == UInt8(ascii: "/")
      && whole[index + 2] == UInt8(ascii: "/")
    {
      start = index + 3
      while start < whole.count, whole[start] != UInt8(ascii: "/") { start += 1 }
      break
    }
    guard start < whole.count else { return slash }
    return UnsafeRawBufferPointer(rebasing: whole[start...])
  }

  /// A URL up to its query or fragment.
  static func withoutQuery(_ url: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let end = url.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    return UnsafeRawBufferPointer(rebasing: url[..<(end ?? url.count)])
  }

  private static var slash: UnsafeRawBufferPointer {
    let text: StaticString = "/"
    return UnsafeRawBufferPointer(start: text.utf8Start, count: 1)
  }
}

extension ErrorKind {
  /// What an error of another program's network means, by the words of Go and of Python.
  init(message: String) {
    let text = message.lowercased()
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if says("connection refused", "connectionrefused") {
      self = .refused
    } else if says("timeout", "timed out", "deadline exceeded") {
      self = .timeout
    } else if says("no such host", "name resolution", "name or service not known", "gaierror") {
      self = .dns
    } else if says("reset by peer", "connectionreset", "broken pipe", "unexpected eof", "remotedis")
    {
      self = .reset
    } else if says("tls:", "x509", "certificate", "sslerror") {
      self = .tls
    } else if says("no route", "unreachable") {
      self = .network
    } else if says("too many open files", "cannot assign requested address") {
      self = .resources
    } else {
      self = .reported(message.isEmpty ? "failed" : Visible.text(message.prefix(120)))
    }
  }
}
