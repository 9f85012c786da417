import Budgets
import Sessions

/// What a connection has shown of the protocol that an endpoint speaks.
enum ProtocolFinding: Sendable, Hashable {
  /// HTTP/2, with at most so many streams at once on a connection.
  case http2(streams: Int)
  /// HTTP/1.1, where both were offered.
  case http1
  /// Not HTTP/2, which was asked for.
  case noHTTP2(Reason)

  /// How it showed that it does not speak HTTP/2.
  enum Reason: Sendable, Hashable {
    /// In TLS nothing was chosen by ALPN, or what is not HTTP/2.
    case notChosen
    /// What followed the preface of a connection was not HTTP/2.
    case notUnderstood
    /// It asked for HTTP/1.1 (RFC 9113, 7: HTTP_1_1_REQUIRED).
    case refused

    /// In a few words, as the reason of a failure.
    var text: String {
      switch self {
      case .notChosen: "its TLS did not choose h2"
      case .notUnderstood: "what it answered is not HTTP/2"
      case .refused: "it asks for HTTP/1.1"
      }
    }
  }

  /// A finding of one endpoint, which is told once.
  struct Of: Hashable {
    /// An index into the endpoints of the plan.
    let endpoint: Int
    let finding: ProtocolFinding
  }

  /// In words, with the way out where there is one.
  func text(of endpoint: Endpoint) -> String {
    let place = Visible.text(endpoint.hostHeader)
    switch self {
    case .http2(let streams): return "\(place) speaks HTTP/2, \(streams) streams a connection"
    case .http1: return "\(place) speaks HTTP/1.1: its TLS did not choose h2"
    case .noHTTP2(.notChosen):
      return "\(place) does not speak HTTP/2: its TLS did not choose h2. Write `http2: auto`, or "
        + "leave it out"
    case .noHTTP2(.notUnderstood):
      return "\(place) does not speak HTTP/2"
        + (endpoint.isTLS
          ? ", although its TLS chose h2. Leave `http2` out"
          : " without TLS. Leave `http2` out, or write https:// and `http2: auto`")
    case .noHTTP2(.refused):
      return "\(place) wants HTTP/1.1 for this request. Leave `http2` out"
    }
  }
}
