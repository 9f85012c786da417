import Budgets
import NIOCore

extension PlanReading {
  /// Makes the program, handshake and series of a WebSocket exchange.
  mutating func read(
    _ exchange: WebSocketExchange,
    of benchmark: Benchmark
  ) throws(EngineError) {
    var names = ValueNames()
    let whole = addSeries(benchmark.name, of: benchmark)
    var request = HTTPRequest(method: "GET", url: exchange.requestURL)
    request.headers = WebSocketHandshake.fields(exchange.headers)
    let handshake = try add(
      request,
      name: Self.name(.connect, of: benchmark),
      timeoutNanoseconds: benchmark.timeoutNanoseconds,
      &names
    )
    var subscription: MessagePlan?
    if let text = exchange.subscribe {
      subscription = MessagePlan(
        text: try message(text, of: benchmark, names),
        answer: exchange.subscribed.map { .contains(TextPlan(constant: $0)) } ?? .next,
        series: addSeries(Self.name(.subscribe, of: benchmark), of: benchmark),
        step: 1
      )
    }
    var message: MessagePlan?
    if let text = exchange.send {
      message = MessagePlan(
        text: try self.message(text, of: benchmark, names),
        answer: try answer(exchange.match, of: benchmark, names),
        series: addSeries(Self.name(.message, of: benchmark), of: benchmark),
        step: 2
      )
    }
    if let message { try check(message, of: benchmark) }
    let received = addSeries(Self.name(.received, of: benchmark), of: benchmark)
    // All of them are of the connection that the handshake makes.
    let place = series[handshake.series].text.dropFirst(request.method.count)
    for index in whole...received {
      series[index].endpoint = handshake.endpoint
      series[index].text = "WebSocket" + place
    }
    let plan = ExchangePlan(
      handshake: handshake,
      subprotocols: WebSocketHandshake.subprotocols(exchange.headers),
      subscription: subscription,
      message: message,
      receivedSeries: received
    )
    add(.exchange(plan), of: benchmark, series: whole, names)
  }

  private static func name(_ part: WebSocketExchange.Part, of benchmark: Benchmark) -> String {
    "\(benchmark.name)/\(part.rawValue)"
  }

  private mutating func addSeries(_ name: String, of benchmark: Benchmark) -> Int {
    series.append(
      SeriesPlan(
        name: name,
        text: "",
        timeoutNanoseconds: benchmark.timeoutNanoseconds,
        endpoint: 0
      )
    )
    return series.count - 1
  }

  private func message(
    _ text: String,
    of benchmark: Benchmark,
    _ names: ValueNames
  ) throws(EngineError) -> TextPlan {
    do throws(TemplateFailure) {
      return TextPlan(try names.template(text).parts, in: .content, names)
    } catch {
      throw .template(benchmark: benchmark.name, text: error.excerpt, message: error.message)
    }
  }

  private func answer(
    _ match: WebSocketExchange.Match?,
    of benchmark: Benchmark,
    _ names: ValueNames
  ) throws(EngineError) -> MessagePlan.Answer {
    switch match {
    case nil: .next
    case .json(let path)?: .json(path)
    case .contains(let text)?: .contains(try message(text, of: benchmark, names))
    }
  }

  /// Sees to it that the message has something that its answer can be matched by.
  private func check(_ message: MessagePlan, of benchmark: Benchmark) throws(EngineError) {
    guard case .json(let path) = message.answer else { return }
    let turn = Turn(user: 1)
    turn.begin(0, key: 0, slots: 0)
    var bytes = ByteBuffer()
    guard message.render(turn, into: &bytes) == nil else { return }
    throw .unmatched(benchmark: benchmark.name, path: path.text)
  }
}

extension WebSocketExchange {
  /// Where the handshake is sent, as a URL of HTTP (RFC 6455, 3).
  fileprivate var requestURL: String {
    url.lowercased().hasPrefix("ws") ? "http" + url.dropFirst(2) : url
  }
}
