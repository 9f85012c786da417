import Sessions

/// What was wrong with an answer, or why there was none: more than the kind of the failure says.
enum AnswerFault: Sendable, Hashable {
  /// It does not stand a check of a request, by their places in the plan; `isCut` if the body that was
  /// looked into was longer than what is kept of it.
  case check(request: Int, check: Int, isCut: Bool)
  /// It is not what RFC 6455 asks for, in the series of this place in the plan.
  case webSocket(series: Int, WebSocketFault)
  /// It is no answer of HTTP, in the series of this place in the plan.
  case malformed(series: Int, String)
  /// The endpoint of this place in the plan can't be spoken to.
  case connection(endpoint: Int, ErrorKind, String)

  /// What broke a connection of a series to an endpoint, as far as an error tells more than its kind.
  init?(_ error: (any Error)?, series: Int, endpoint: Int) {
    guard let error, let text = FailureText.text(error) else { return nil }
    let kind = ErrorKind(error)
    self =
      kind == .badResponse
      ? .malformed(series: series, text) : .connection(endpoint: endpoint, kind, text)
  }
}
