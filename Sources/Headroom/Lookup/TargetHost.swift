/// The host that a URL leads to.
struct TargetHost: Equatable {
  /// The host without brackets, in small letters.
  var name: String

  /// The host of a URL (RFC 3986, section 3.2); nil if it has no scheme or no host.
  init?(of url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    var authority = url[mark.upperBound...].prefix { !"/?#".contains($0) }
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    if authority.first == "[" {
      name = authority.dropFirst().prefix { $0 != "]" }.lowercased()
    } else {
      name = authority.prefix { $0 != ":" }.lowercased()
    }
    guard !name.isEmpty else { return nil }
  }

  /// Whether it is this machine: 127.0.0.0/8, ::1, and the names that must mean it (RFC 6761, 6.3).
  var isLoopback: Bool {
    if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
