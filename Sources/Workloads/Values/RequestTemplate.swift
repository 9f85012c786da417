import Budgets
import NIOCore

/// The parts of a request, each of which may have values to be filled in.
struct RequestTemplate: Sendable {
  let method: String
  /// The path with its query.
  let path: TextPlan
  /// The header fields in their order, but for that of the length.
  let fields: [(name: String, value: TextPlan)]
  let body: TextPlan
  /// Whether the length of the body is told.
  let tellsLength: Bool
  /// Whether nothing is filled in.
  let isConstant: Bool

  /// A request with the header fields that HTTP/1.1 needs, unless the suite has them.
  init(
    _ request: HTTPRequest,
    _ target: RequestTarget,
    _ names: ValueNames
  ) throws(TemplateFailure) {
    func has(_ name: String) -> Bool {
      request.headers.contains { $0.name.lowercased() == name }
    }
    var fields: [(name: String, value: TextPlan)] = []
    func add(_ name: String, _ value: String) { fields.append((name, TextPlan(constant: value))) }
    if !has("host") { add("Host", target.endpoint.hostHeader) }
    if !has("user-agent") { add("User-Agent", "headroom") }
    if !has("accept") { add("Accept", "*/*") }
    for header in request.headers {
      let parts = try names.template(header.value).parts
      fields.append((header.name, TextPlan(parts, in: .field, names)))
    }
    method = request.method
    path = TextPlan(target.path, in: .target, names)
    self.fields = fields
    body = TextPlan(try names.template(request.body).parts, in: .content, names)
    tellsLength =
      !has("content-length")
      && (!request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(method))
    isConstant =
      path.isConstant && body.isConstant && fields.allSatisfy { $0.value.isConstant }
  }

  /// The whole request in HTTP/1.1 if nothing is filled in, else nothing.
  var constantBytes: ByteBuffer {
    guard isConstant else { return ByteBuffer() }
    var body = ByteBuffer()
    var bytes = ByteBuffer()
    encode(nil, body: &body, into: &bytes)
    return bytes
  }

  /// Writes the whole request in HTTP/1.1 (RFC 9112, 2.1) behind what `buffer` has.
  ///
  /// `body` is storage that is reused. `turn` may be nil if nothing is filled in.
  func encode(_ turn: Turn?, body: inout ByteBuffer, into buffer: inout ByteBuffer) {
    body.clear()
    self.body.write(turn, to: &body)
    buffer.writeString(method)
    buffer.writeInteger(ASCIIScan.space)
    path.write(turn, to: &buffer)
    buffer.writeString(" HTTP/1.1\r\n")
    for field in fields {
      buffer.writeString(field.name)
      buffer.writeString(": ")
      field.value.write(turn, to: &buffer)
      buffer.writeString("\r\n")
    }
    if tellsLength { buffer.writeString("Content-Length: \(body.readableBytes)\r\n") }
    buffer.writeString("\r\n")
    buffer.writeBuffer(&body)
  }
}
