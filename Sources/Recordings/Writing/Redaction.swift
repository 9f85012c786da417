import Sessions

extension SessionHead {
  /// Without the user part of the target.
  var redacted: SessionHead {
    var head = self
    head.target = target.withoutUser
    return head
  }
}

extension SessionEvent {
  /// Without what may hold a secret: the user part of a URL, and the query unless it is kept.
  func redacted(keepsQuery: Bool) -> SessionEvent {
    guard case .slowest(let requests) = kind else { return self }
    return SessionEvent(
      atNanoseconds: atNanoseconds,
      kind: .slowest(
        requests.map { request in
          var request = request
          request.request =
            keepsQuery ? request.request.withoutUser : request.request.withoutQueryAndUser
          return request
        }
      )
    )
  }
}

extension String {
  /// A URL, also after a method, without its user part.
  fileprivate var withoutUser: String {
    guard let scheme = ranges(of: "://").first else { return self }
    let rest = self[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return self }
    return String(self[..<scheme.upperBound]) + "***" + rest[at...]
  }
}
