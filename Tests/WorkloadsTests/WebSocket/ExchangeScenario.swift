import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineScenario {
  /// Users of one exchange, `b0`, for some milliseconds.
  static func exchange(
    _ exchange: WebSocketExchange,
    users: Double = 4,
    milliseconds: Int64 = 200
  ) -> EngineScenario {
    var scenario = EngineScenario.closed(users: users, milliseconds: milliseconds)
    scenario.workloads = [.webSocket(exchange)]
    return scenario
  }
}

extension WebSocketExchange {
  /// One that sends a text whose answer is the next message.
  static func inOrder(_ text: String = "hello") -> WebSocketExchange {
    var exchange = WebSocketExchange(url: "/ws")
    exchange.send = text
    return exchange
  }

  /// One whose messages have an id of their own, as their answers have.
  static var withID: WebSocketExchange {
    var exchange = WebSocketExchange(url: "/ws")
    exchange.send = #"{"id":{{ counter }}}"#
    exchange.match = .json(JSONPath([.member("id")]))
    return exchange
  }
}

extension EngineRunLog {
  /// What ended of a series, one way or the other, and what was begun and did not end.
  func began(_ name: String) -> Int {
    count(name) + count(name, .failed) + count(name, .warmup) + count(name, .warmupFailed)
      + total(name, \.cutOff) + total(name, \.interrupted)
  }
}
