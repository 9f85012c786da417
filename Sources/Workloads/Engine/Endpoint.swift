package import Budgets

/// Where requests go: one origin, with the addresses that its name resolves to.
package struct Endpoint: Sendable, Equatable {
  /// `http` or `https`.
  package var scheme: String
  /// The name or address of the host, without brackets.
  package var host: String
  /// The port.
  package var port: Int
  /// Which version of HTTP is spoken there.
  package var version = HTTPVersion.one

  /// Whether it speaks TLS.
  package var isTLS: Bool { scheme == "https" }

  /// The value of the Host header.
  package var hostHeader: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isTLS ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The endpoint and path of a URL; nil if it is none of HTTP.
  ///
  /// A user part is left out: whoever reads a suite makes a header of it.
  package static func parse(_ url: String) -> (endpoint: Endpoint, path: String)? {
    guard let mark = url.ranges(of: "://").first else { return nil }
    let scheme = url[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    var path = String(rest[authority.endIndex...].prefix { $0 != "#" })
    if !path.hasPrefix("/") { path = "/" + path }
    let at = authority.lastIndex(of: "@")
    let server = authority[(at.map(authority.index(after:)) ?? authority.startIndex)...]
    guard let (host, port) = split(server, isTLS: scheme == "https") else { return nil }
    return (Endpoint(scheme: scheme, host: host, port: port), path)
  }

  private static func split(_ server: Substring, isTLS: Bool) -> (String, Int)? {
    var host = server
    var port = isTLS ? 443 : 80
    if server.hasPrefix("["), let close = server.firstIndex(of: "]") {
      host = server[server.index(after: server.startIndex)..<close]
      let tail = server[server.index(after: close)...]
      if !tail.isEmpty {
        guard tail.hasPrefix(":"), let number = Int(tail.dropFirst()) else { return nil }
        port = number
      }
    } else if let colon = server.lastIndex(of: ":") {
      guard let number = Int(server[server.index(after: colon)...]) else { return nil }
      host = server[..<colon]
      port = number
      guard !host.contains(":") else { return nil }
    }
    guard !host.isEmpty, (1...65535).contains(port) else { return nil }
    return (String(host), port)
  }
}
