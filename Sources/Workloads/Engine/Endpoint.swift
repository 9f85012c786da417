package import Budgets

/// Where requests go: one origin, with the addresses that its name resolves to.
package struct Endpoint: Sendable, Equatable {
  /// `http` or `https`.
  package var scheme: String
  /// The name or address of the host, without brackets.
  package var host: String
  /// The port.
  package var port: Int
  /// `Basic …` for a URL with a user part; nil without.
  package var authorization: String?
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
  package static func parse(_ url: String) -> (endpoint: Endpoint, path: String)? {
    guard let mark = url.ranges(of: "://").first else { return nil }
    let scheme = url[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    var path = String(rest[authority.endIndex...].prefix { $0 != "#" })
    if !path.hasPrefix("/") { path = "/" + path }
    var server = authority
    var authorization: String?
    if let at = authority.lastIndex(of: "@") {
      server = authority[authority.index(after: at)...]
      authorization = "Basic " + Base64.encode(percentDecoded(authority[..<at]))
    }
    guard let (host, port) = split(server, isTLS: scheme == "https") else { return nil }
    return (Endpoint(scheme: scheme, host: host, port: port, authorization: authorization), path)
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

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }

  private static func percentDecoded(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let high = rest.first.flatMap(hexDigit), let low = rest.dropFirst().first.flatMap(hexDigit)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

/// Base64 (RFC 4648 section 4).
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for index in 0..<3 {
        bits = bits << 8 | (index < group.count ? Int(group[start + index]) : 0)
      }
      for index in 0..<4 {
        text.append(
          index <= group.count ? letters[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "=")
        )
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
