/// What a client asks of the demo server.
struct DemoRequest: Sendable {
  /// The method in capitals.
  var method: String
  /// The segments of the path, without empty ones.
  var segments: [String]
  /// Names and values of the query, undecoded: the demo has no use for more.
  var query: [String: String] = [:]
  var body: [UInt8] = []

  /// A request for a path with an optional query.
  init(method: String, uri: String, body: [UInt8] = []) {
    self.method = method
    self.body = body
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = parts[0].split(separator: "/").map(String.init)
    guard parts.count > 1 else { return }
    for pair in parts[1].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      if let name = sides.first {
        query[String(name)] = sides.count > 1 ? String(sides[1]) : ""
      }
    }
  }
}

/// What the demo server answers, and how long it takes for that.
struct DemoReply: Sendable {
  var status: Int
  /// The body; nil for none (204).
  var body: DemoJSON?
  /// Headers beside those that every answer has.
  var headers: [(name: String, value: String)] = []
  /// How long after the request it is sent.
  var delayNanoseconds: Int64 = 0

  init(_ status: Int, _ body: DemoJSON?) {
    self.status = status
    self.body = body
  }

  static func created(_ body: DemoJSON, at path: String) -> DemoReply {
    var reply = DemoReply(201, body)
    reply.headers.append((name: "Location", value: path))
    return reply
  }

  /// For a request to where a WebSocket is (RFC 9110, 15.5.22).
  static var upgradeRequired: DemoReply {
    var reply = problem(426, "this is a WebSocket; send an opening handshake")
    reply.headers.append((name: "Upgrade", value: "websocket"))
    return reply
  }

  static func problem(_ status: Int, _ text: String) -> DemoReply {
    DemoReply(status, ["error": .string(text)])
  }
}
