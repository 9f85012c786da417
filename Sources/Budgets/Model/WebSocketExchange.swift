/// A WebSocket exchange: connect, subscribe, and messages there and back.
///
/// Each user keeps one connection, which is opened again when it is needed after it broke. The series of
/// the benchmark runs from when a message was due to its answer, connecting and subscribing included
/// where they are needed; without `send`, to the next message. What it consists of are series of their
/// own: see `Part`.
package struct WebSocketExchange: Sendable, Equatable {
  /// The path relative to the target, or a whole URL of `ws`, `wss`, `http` or `https`.
  package var url: String
  /// Header fields of the opening handshake.
  package var headers: [HeaderField] = []
  /// The message that begins a subscription; nil for none.
  ///
  /// May hold `{{ … }}`.
  package var subscribe: String?
  /// What the answer to `subscribe` contains; nil for any message.
  package var subscribed: String?
  /// The message that is sent; nil if only messages from the server are counted.
  ///
  /// May hold `{{ … }}`.
  package var send: String?
  /// How an answer is told from others; nil: by order, the next message is the answer.
  package var match: Match?

  /// What is measured besides the whole; the series is that of the benchmark `<name>/<part>`.
  package enum Part: String, Sendable, CaseIterable {
    /// To the end of the opening handshake (RFC 6455, 4), TCP and TLS included.
    case connect
    /// From `subscribe` to its answer.
    case subscribe
    /// From `send` to its answer: the round trip alone.
    case message
    /// Every message that came, whether anybody asked for it or not, with the time since the one before
    /// it on its connection, or since the handshake; its throughput is messages received per second.
    case received
  }

  /// The parts that it has, in order.
  package var parts: [Part] {
    Part.allCases.filter { part in
      switch part {
      case .connect, .received: true
      case .subscribe: subscribe != nil
      case .message: send != nil
      }
    }
  }

  /// An exchange of which only the place is known.
  package init(url: String) { self.url = url }

  /// How the answer to a message is found.
  package enum Match: Sendable, Equatable {
    /// Its JSON has at this place what the message has there.
    case json(JSONPath)
    /// It contains this text, in which `{{ … }}` has the values of the message.
    case contains(String)
  }
}
