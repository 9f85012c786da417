/// Why a request failed.
package enum ErrorKind: Hashable, Sendable {
  /// Nobody listens there.
  case refused
  /// No answer in time.
  case timeout
  /// The connection, or its stream, broke before the answer was complete.
  case reset
  /// TLS could not be agreed upon, or the certificate is not trusted.
  case tls
  /// The name of the host does not resolve.
  case dns
  /// No route, no address, or another error of the network.
  case network
  /// The answer is not HTTP, or not WebSocket.
  case badResponse
  /// The server does not speak the protocol that was asked for.
  case wrongProtocol
  /// The server closed a WebSocket with this status while an answer was awaited (RFC 6455, 7.4); 1005 if
  /// it gave none.
  case closed(Int)
  /// A command ended with this status.
  case exit(Int)
  /// A command was ended by this signal.
  case signal(Int)
  /// What another program said, without control characters.
  case reported(String)
  /// No descriptor or port was left on this machine.
  case resources
  /// A status that counts as failed.
  case status(Int)
  /// The answer is not what `expect` asks for.
  case expectation

  /// What stands before a reported text that could be taken for another kind.
  private static let reportedMark = "reported: "

  /// As it is written in files and on screens, `timeout`, `status 503`: different kinds have different
  /// names.
  ///
  /// What another program said is its own name, unless that reads like one of ours: a reported
  /// `timeout` is `reported: timeout`.
  package var name: String {
    switch self {
    case .refused: "refused"
    case .timeout: "timeout"
    case .reset: "reset"
    case .tls: "tls"
    case .dns: "dns"
    case .network: "network"
    case .badResponse: "bad response"
    case .wrongProtocol: "protocol"
    case .closed(let status): "closed \(status)"
    case .exit(let status): "exit \(status)"
    case .signal(let number): "signal \(number)"
    case .reported(let text): ErrorKind(name: text) == self ? text : Self.reportedMark + text
    case .resources: "resources"
    case .status(let status): "status \(status)"
    case .expectation: "expectation"
    }
  }

  /// Whether the server did answer.
  package var isAnswer: Bool {
    switch self {
    case .status, .expectation, .badResponse, .closed, .exit, .signal, .reported: true
    case .refused, .timeout, .reset, .tls, .dns, .network, .wrongProtocol, .resources: false
    }
  }

  /// The kind of a name that `name` made; any other text is what another program said.
  package init(name: String) {
    // By bytes: an accent after the mark belongs to its last character, but not to the mark.
    let mark = Self.reportedMark.utf8
    if name.utf8.starts(with: mark) {
      self = .reported(String(name.unicodeScalars.dropFirst(mark.count)))
    } else {
      self = Self.own(name) ?? .reported(name)
    }
  }

  /// The kind of ours that has this name; nil if there is none.
  private static func own(_ name: String) -> ErrorKind? {
    let plain: [ErrorKind] = [
      .refused, .timeout, .reset, .tls, .dns, .network, .badResponse, .wrongProtocol, .resources,
      .expectation,
    ]
    if let kind = plain.first(where: { $0.name == name }) { return kind }
    let words = name.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 2, let number = Int(String(Substring(words[1]))) else { return nil }
    return switch String(Substring(words[0])) {
    case "status": .status(number)
    case "closed": .closed(number)
    case "exit": .exit(number)
    case "signal": .signal(number)
    default: nil
    }
  }
}
