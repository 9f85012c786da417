/// What must not be shown or recorded.
package enum SecretText {
  /// What stands in its place.
  package static let mask = "***"

  /// `text` with the user part of every URL and everything that looks like a credential replaced by
  /// `***`.
  package static func hidden(_ text: String) -> String {
    hidingCredentials(in: hidingUser(in: text))
  }

  /// `text` with the user part of every URL in it replaced by `***`.
  package static func hidingUser(in text: String) -> String {
    guard text.contains("@") else { return text }
    var result = ""
    var rest = Substring(text)
    while let found = rest.range(of: "://") {
      result += rest[..<found.upperBound]
      rest = rest[found.upperBound...]
      if let at = authority(of: rest).lastIndex(of: "@") {
        result += mask
        rest = rest[at...]
      }
    }
    return result + rest
  }

  /// A command line in which the same is hidden, word by word.
  package static func hidden(line: String) -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    return hidden(arguments: words).joined(separator: " ")
  }

  /// The user part of the first URL in a text, `${…}` in it as they are; empty if there is none.
  static func user(in text: String) -> String {
    guard let mark = text.range(of: "://") else { return "" }
    let authority = authority(of: text[mark.upperBound...])
    return authority.lastIndex(of: "@").map { String(authority[..<$0]) } ?? ""
  }

  /// The part before the path; `${…}` is passed over whatever is in it.
  private static func authority(of text: Substring) -> Substring {
    var index = text.startIndex
    var depth = 0
    while index < text.endIndex {
      let character = text[index]
      if character == "$", text[index...].hasPrefix("${") { depth += 1 }
      if character == "}", depth > 0 { depth -= 1 }
      if depth == 0, "/?# \"'".contains(character) || character.isNewline { break }
      index = text.index(after: index)
    }
    return text[..<index]
  }

  /// `url` without its query string, of which only `?***` is left.
  package static func cuttingQuery(of url: String) -> String {
    guard let mark = url.firstIndex(of: "?") else { return url }
    let rest = String(url[..<mark])
    // A mark inside `${…}`: what is left of it would be no variable any longer.
    let opened = rest.split(separator: "${", omittingEmptySubsequences: false).count - 1
    guard opened <= rest.count(where: { $0 == "}" }) else { return mask }
    return rest + "?" + mask
  }

  /// Words of a command line, with what looks like a credential, and what follows a flag whose name says
  /// so (`--token abc`, `--token=abc`), replaced by `***`.
  package static func hidden(arguments words: [String]) -> [String] {
    var isSecret = false
    return words.map { word in
      defer { isSecret = word.hasPrefix("-") && !word.contains("=") && isSecretName(word) }
      if isSecret, !word.hasPrefix("-") { return mask }
      guard word.hasPrefix("-"), let equals = word.firstIndex(of: "="),
        isSecretName(String(word[..<equals]))
      else { return hidden(word) }
      return String(word[...equals]) + mask
    }
  }

  /// `url` up to its query string; a `?` inside `${…}` begins none.
  static func withoutQuery(_ url: String) -> String {
    var depth = 0
    for index in url.indices {
      let rest = url[index...]
      if rest.hasPrefix("${") { depth += 1 }
      if rest.first == "}", depth > 0 { depth -= 1 }
      if rest.first == "?", depth == 0 { return String(url[..<index]) }
    }
    return url
  }

  /// The path of `url`, which may be a path already.
  static func withoutOrigin(_ url: String) -> String {
    guard let mark = url.range(of: "://") else { return url }
    let path = url[mark.upperBound...].drop { $0 != "/" }
    return path.isEmpty ? "/" : String(path)
  }

  /// Whether the name of a header, variable or key says that its value is a secret.
  package static func isSecretName(_ name: String) -> Bool {
    let lowered = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return [
      "authorization", "cookie", "token", "secret", "password", "passwd", "passphrase",
      "apikey", "credential", "privatekey", "accesskey", "session", "signature", "bearer", "jwt",
      "csrf", "xsrf",
    ].contains { lowered.contains($0) } || lowered == "auth" || lowered.hasSuffix("pass")
      || lowered.hasSuffix("pwd")
  }

  /// Whether some part of a text looks like a credential, whatever it is called.
  package static func looksSecret(_ text: String) -> Bool { hidingCredentials(in: text) != text }

  /// `text` with every word that looks like a credential replaced by `***`.
  static func hidingCredentials(in text: String) -> String {
    let lowered = text.lowercased()
    for scheme in ["bearer ", "basic "] where lowered.hasPrefix(scheme) {
      return String(text.prefix(scheme.count)) + mask
    }
    var result = ""
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || "_-.+=~".contains(character) {
        word.append(character)
      } else {
        result += isCredential(word) ? mask : word
        result.append(character)
        word = ""
      }
    }
    return result + (isCredential(word) ? mask : word)
  }

  private static let starts = [
    "eyJ", "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xox", "sk-", "sk_",
    "pk_live", "rk_live", "AIza", "ya29.", "npm_", "pypi-", "-----BEGIN",
  ]

  /// A known form of token, or 32 and more characters of letters and digits without a separator.
  private static func isCredential(_ word: String) -> Bool {
    guard word.count >= 12 else { return false }
    if starts.contains(where: { word.hasPrefix($0) }) { return true }
    return word.count >= 32 && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
      && !word.contains("-") && !word.contains(".")
  }
}
