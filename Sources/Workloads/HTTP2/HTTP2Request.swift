import Budgets
import NIOCore
import NIOHPACK

/// A request as HTTP/2 has it: a header list and a body (RFC 9113, 8.3.1).
///
/// One per event loop and request. Where nothing varies it is made once.
final class HTTP2Request {
  private(set) var headers = HPACKHeaders()
  private(set) var body = ByteBuffer()
  private let template: RequestTemplate
  private let scheme: String
  private var text = ByteBuffer()

  /// What belongs to a connection of HTTP/1.1 and may not be sent (RFC 9113, 8.2.2), and what has a
  /// place of its own.
  private static let left: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
    "http2-settings", "host",
  ]

  init(_ template: RequestTemplate, scheme: String) {
    self.template = template
    self.scheme = scheme
    if template.isConstant { render(nil) }
  }

  /// Fills the values of a turn in, in the order in which HTTP/1.1 does, so that they are the same.
  ///
  /// `turn` may be nil if nothing is filled in.
  func render(_ turn: Turn?) {
    body.clear()
    template.body.write(turn, to: &body)
    let path = string(template.path, turn)
    let fields = template.fields.map { field in
      (
        name: field.name.lowercased(), value: string(field.value, turn),
        indexing: Self.indexing(field.value)
      )
    }
    headers = HPACKHeaders()
    headers.reserveCapacity(fields.count + 4)
    headers.add(name: ":method", value: template.method)
    headers.add(name: ":scheme", value: scheme)
    if let host = fields.first(where: { $0.name == "host" }) {
      headers.add(name: ":authority", value: host.value, indexing: host.indexing)
    }
    headers.add(name: ":path", value: path, indexing: Self.indexing(template.path))
    for field in fields where !Self.left.contains(field.name) {
      // Of what `te` may say only this is left.
      if field.name == "te", field.value.lowercased() != "trailers" { continue }
      headers.add(name: field.name, value: field.value, indexing: field.indexing)
    }
    if template.tellsLength {
      headers.add(name: "content-length", value: String(body.readableBytes))
    }
  }

  /// What is another each time does not push what stays out of the table of the connection.
  private static func indexing(_ text: TextPlan) -> HPACKIndexing {
    text.isConstant ? .indexable : .nonIndexable
  }

  private func string(_ plan: TextPlan, _ turn: Turn?) -> String {
    text.clear()
    plan.write(turn, to: &text)
    return String(decoding: text.readableBytesView, as: UTF8.self)
  }
}
