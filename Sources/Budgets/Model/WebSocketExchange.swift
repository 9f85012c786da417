/// A WebSocket exchange: connect, subscribe, and messages there and back.
///
/// Each user keeps one connection, which is opened again when it breaks. The series of the benchmark
/// is the round trip of a message; `<name>/connect` is the time to the end of the opening handshake
/// (RFC 6455, 4), `<name>/subscribe` that to the answer to `subscribe`, and `<name>/message`, where
/// messages come that nobody asked for, counts these.
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
