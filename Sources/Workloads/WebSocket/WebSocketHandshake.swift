import Budgets
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The opening handshake of one connection (RFC 6455, 4.1).
struct WebSocketHandshake {
  /// Knows the key, and what follows from it.
  private let upgrader: NIOWebSocketClientUpgrader

  /// A handshake with a key of its own.
  init(key: String = NIOWebSocketClientUpgrader.randomRequestKey()) {
    upgrader = NIOWebSocketClientUpgrader(requestKey: key) { channel, _ in
      channel.eventLoop.makeSucceededVoidFuture()
    }
  }

  /// The header fields of an exchange's handshake, but for the key and version: those of the suite, and
  /// those that make it one, which the suite can't change.
  static func fields(_ own: [HeaderField]) -> [HeaderField] {
    let fixed = [
      HeaderField(name: "Connection", value: "Upgrade"),
      HeaderField(name: "Upgrade", value: "websocket"),
    ]
    let taken =
      ["Connection", "Upgrade"]
      + ["Key", "Version", "Extensions"].map {
        "Sec-WebSocket-\($0)"
      }
    return own.filter { field in !taken.contains { $0.isSameField(as: field.name) } } + fixed
  }

  /// The subprotocols that header fields offer; nil if values are filled in there.
  static func subprotocols(_ fields: [HeaderField]) -> [String]? {
    let offers = fields.filter { $0.name.isSameField(as: "Sec-WebSocket-Protocol") }
    if offers.contains(where: { $0.value.contains("{{") }) { return nil }
    return offers.flatMap { $0.value.split(separator: ",") }
      .map { $0.trimmingBlanks }
  }

  /// Writes a request with the key of this handshake and the version of the protocol.
  func write(_ request: RequestPlan, _ turn: Turn?, into buffer: inout ByteBuffer) {
    var body = ByteBuffer()
    turn?.begin(step: 0)
    request.template.encode(turn, body: &body, into: &buffer)
    var headers = HTTPHeaders()
    upgrader.addCustom(upgradeRequestHeaders: &headers)
    // Before the empty line that ends the head.
    buffer.moveWriterIndex(to: buffer.writerIndex - 2)
    for (name, value) in headers { buffer.writeString("\(name): \(value)\r\n") }
    buffer.writeString("\r\n")
  }

  /// What is wrong with an answer of status 101; nil if nothing is.
  func fault(of answer: CapturedResponse, subprotocols: [String]?) -> WebSocketFault? {
    guard answer.header("Upgrade")?.lowercased() == "websocket",
      let connection = answer.header("Connection"),
      connection.lowercased().split(separator: ",")
        .contains(where: { $0.trimmingBlanks == "upgrade" })
    else { return .noUpgrade }
    var head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols)
    if let accept = answer.header("Sec-WebSocket-Accept") {
      head.headers.add(name: "Sec-WebSocket-Accept", value: accept)
    }
    guard upgrader.shouldAllowUpgrade(upgradeResponse: head) else { return .wrongAccept }
    if answer.header("Sec-WebSocket-Extensions") != nil { return .unofferedExtension }
    if let chosen = answer.header("Sec-WebSocket-Protocol"), let subprotocols,
      !subprotocols.contains(chosen)
    {
      return .unofferedSubprotocol
    }
    return nil
  }
}

extension String {
  /// Whether two names are of the same header field.
  fileprivate func isSameField(as other: String) -> Bool { lowercased() == other.lowercased() }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
