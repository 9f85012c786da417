extension SuiteReading {
  /// Reads `websocket:`.
  func readWebSocket(
    _ parts: Section,
    _ override: Section?,
    _ around: Surroundings,
    into read: inout ReadBenchmark
  ) {
    guard let entry = parts["websocket"] else { return }
    let text = text(entry.value, entry.key, .text, use: .address)
    let found = text.flatMap { webSocketAddress($0, entry.value, around) }
    var exchange = WebSocketExchange(url: found?.url ?? "/")
    if let value = found?.authorization {
      exchange.headers = [HeaderField(name: "Authorization", value: value)]
    }
    merge(around.headers, into: &exchange.headers)
    merge(headers(parts["headers"]), into: &exchange.headers)
    merge(headers(override?["headers"]), into: &exchange.headers)
    exchange.subscribe = message(parts["subscribe"])
    exchange.send = message(parts["send"])
    if let receive = parts["receive"] {
      exchange.subscribed = self.text(receive.value, receive.key, .text, use: .secret)
        .flatMap { constant($0, of: receive.value, in: "'receive'") }
      if parts["subscribe"] == nil {
        report("'receive' is the answer to 'subscribe', which is missing.", at: receive.position)
      }
    }
    if let match = parts["match"] {
      exchange.match = self.match(match)
      if parts["send"] == nil {
        report("'match' finds the answer to 'send', which is missing.", at: match.position)
      }
    }
    var benchmark = Benchmark(name: read.entry.name, workload: .webSocket(exchange))
    readPace(parts, into: &benchmark)
    read.entry.parts = exchange.parts.map(\.rawValue)
    if found != nil { read.benchmarks = [benchmark] }
  }

  /// A path below the target, or a URL of `ws`, `wss`, `http` or `https`.
  private func webSocketAddress(
    _ url: String,
    _ node: SourceNode,
    _ around: Surroundings
  ) -> (url: String, authorization: String?)? {
    let schemes = ["ws": "http", "wss": "https"]
    guard !isRecorded, let mark = url.range(of: "://"),
      let scheme = schemes[url[..<mark.lowerBound].lowercased()]
    else { return address(url, node, around) }
    guard let found = address(scheme + url[mark.lowerBound...], node, around) else { return nil }
    // As it was written: `http` becomes `ws` again.
    return ("ws" + found.url.dropFirst(4), found.authorization)
  }

  /// A message: a text, or any YAML value as JSON.
  private func message(_ entry: SourceEntry?) -> String? {
    guard let entry else { return nil }
    guard case .scalar = entry.value.content else { return jsonText(entry.value) }
    return text(entry.value, entry.key, .text, use: .secret).flatMap {
      checked($0, of: entry.value)
    }
  }

  private func match(_ entry: SourceEntry) -> WebSocketExchange.Match? {
    guard let text = text(entry.value, entry.key, .text, use: .secret) else { return nil }
    if text.hasPrefix("$") {
      return jsonPath(text, at: entry.value.position).map(WebSocketExchange.Match.json)
    }
    return checked(text, of: entry.value).map(WebSocketExchange.Match.contains)
  }
}
