/// An `http` or `https` URL, taken apart and checked.
struct RequestAddress: Equatable {
  /// `https://notes.example:8443`, without the user part.
  var origin: String
  /// The path and query, beginning with `/`; `/` if there is none.
  var path: String
  /// The user part, as it was written; nil if there is none.
  var user: String?

  /// Why a text is no address, with the way out.
  struct Failure: Error, Equatable {
    var message: String
  }

  /// Whether `text` has a scheme, so that it is a whole URL.
  static func isWhole(_ text: some StringProtocol) -> Bool {
    let head = text.prefix(12).lowercased()
    return head.hasPrefix("http://") || head.hasPrefix("https://")
  }

  /// What is meant by a host with a path, `localhost:8080/notes`, as a whole URL; nil for a path, and
  /// for what could be one: with a target, a name with a dot in it.
  static func spelledOut(_ text: some StringProtocol, hasTarget: Bool) -> String? {
    if text.contains("://") { return String(text) }
    let host = text.prefix { !"/?#".contains($0) }
    // Credentials are found, and kept out of recordings, by the scheme before them.
    guard !host.contains("@") else { return nil }
    guard let first = host.first, first == "[" || first.isLetter || first.isNumber else {
      return nil
    }
    let name = first == "[" ? host.prefix { $0 != "]" } : host.prefix { $0 != ":" }
    let rest = host.dropFirst(name.count)
    let port = rest.hasPrefix("]") ? rest.dropFirst() : rest
    let hasPort = port.first == ":" && port.count > 1 && port.dropFirst().allSatisfy(\.isNumber)
    let isNumeric =
      name.split(separator: ".").count == 4 && name.allSatisfy { $0 == "." || $0.isNumber }
    let isHost =
      name.lowercased() == "localhost" || hasPort || isNumeric || first == "["
      || name.contains(".") && !hasTarget
    return isHost ? "http://" + text : nil
  }

  /// Reads a whole URL.
  static func parse(_ text: String) throws(Failure) -> RequestAddress {
    let shown = "'\(SecretText.hidingUser(in: VisibleText.of(text)))'"
    guard let colon = text.range(of: "://") else {
      throw Failure(message: "\(shown) has no scheme. Did you mean 'http://\(text.prefix(60))'?")
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else {
      let way = Spelling.hint(for: scheme, among: ["http", "https"]) ?? "Write http or https."
      throw Failure(message: "unknown scheme '\(scheme)' in \(shown). \(way)")
    }
    try refuseBlanks(text, shown)
    let rest = text[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    var path = String(rest.dropFirst(authority.count))
    if path.contains("#") { throw fragment(shown) }
    if !path.hasPrefix("/") { path = "/" + path }
    var host = authority
    var user: String?
    if let at = authority.lastIndex(of: "@") {
      user = String(authority[..<at])
      host = authority[authority.index(after: at)...]
    }
    try checkHost(host, shown)
    return RequestAddress(
      origin: scheme + "://" + host.lowercased(),
      path: encoded(path),
      user: user
    )
  }

  /// Checks a path and query relative to a target.
  static func checkPath(_ path: String) throws(Failure) -> String {
    let shown = "'\(VisibleText.of(path))'"
    guard path.hasPrefix("/") else {
      let isHost = spelledOut(path, hasTarget: false) != nil
      let other = isHost ? ", or http://\(path.prefix(60)) for another host" : ""
      throw Failure(message: "\(shown) is no path. Write it as /\(path.prefix(60))\(other).")
    }
    try refuseBlanks(path, shown)
    if path.contains("#") { throw fragment(shown) }
    return encoded(path)
  }

  private static func fragment(_ shown: String) -> Failure {
    Failure(message: "\(shown) has a '#', which is never sent. Leave out what is behind it.")
  }

  private static func refuseBlanks(_ text: String, _ shown: String) throws(Failure) {
    if text.contains(" ") {
      throw Failure(message: "\(shown) has a blank in it. Write a blank as %20.")
    }
    if text.unicodeScalars.contains(where: VisibleText.isHidden) {
      throw Failure(message: "\(shown) has a control character in it. Remove it.")
    }
  }

  private static func checkHost(_ text: Substring, _ shown: String) throws(Failure) {
    var host = text
    var port: Substring?
    if host.first == "[" {
      guard let end = host.firstIndex(of: "]"),
        host[..<end].dropFirst().allSatisfy({ $0.isHexDigit || ":.".contains($0) }),
        host[..<end].contains(":")
      else { throw Failure(message: "the host of \(shown) is no IPv6 address, as in [::1].") }
      let rest = host[host.index(after: end)...]
      if rest.first == ":" {
        port = rest.dropFirst()
      } else if !rest.isEmpty {
        throw Failure(message: "\(shown) has '\(rest)' behind the host. Write :PORT.")
      }
    } else {
      if let colon = host.firstIndex(of: ":") {
        port = host[host.index(after: colon)...]
        host = host[..<colon]
      }
      guard !host.isEmpty else {
        throw Failure(message: "\(shown) has no host. Write it as in http://localhost:8080.")
      }
      guard
        host.utf8.allSatisfy({ byte in
          48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || [45, 46, 95].contains(byte)
        }), host.utf8.count <= 253
      else {
        throw Failure(message: "'\(host)' in \(shown) is no host name. Write it in ASCII letters.")
      }
    }
    if let port {
      guard let number = Int(port), 1...65535 ~= number, port.utf8.allSatisfy({ 48...57 ~= $0 })
      else { throw Failure(message: "'\(port)' in \(shown) is no port. Write 1 to 65535.") }
    }
  }

  /// What is not ASCII, as UTF-8 in percent signs (RFC 3986, 2.5).
  private static func encoded(_ path: String) -> String {
    guard !path.utf8.allSatisfy({ $0 < 0x80 }) else { return path }
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in path.utf8 {
      if byte < 0x80 {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }

  /// The `Authorization` that the user part stands for (RFC 7617).
  var authorization: String? {
    guard let user else { return nil }
    let pair = user.contains(":") ? user : user + ":"
    return "Basic " + Self.base64(Self.decoded(pair))
  }

  private static func decoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(UInt8(digits[0] << 4 | digits[1]))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    var index = 0
    while index < bytes.count {
      let group = (0..<3).map { index + $0 < bytes.count ? Int(bytes[index + $0]) : 0 }
      let value = group[0] << 16 | group[1] << 8 | group[2]
      for position in 0..<4 {
        let isPadding = index + position > bytes.count
        result.append(isPadding ? "=" : alphabet[value >> (18 - 6 * position) & 63])
      }
      index += 3
    }
    return result
  }
}

extension StringProtocol {
  /// Where `part` first stands.
  func range(of part: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) {
        return index..<self.index(index, offsetBy: part.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
