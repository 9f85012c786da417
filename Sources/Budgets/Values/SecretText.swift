/// What must not be shown or recorded.
package enum SecretText {
  /// What stands in its place.
  package static let mask = "***"

  /// `text` with the user part of every URL in it replaced by `***`.
  package static func hidingUser(in text: String) -> String {
    guard text.contains("@") else { return text }
    var result = ""
    var rest = Substring(text)
    while let found = rest.range(of: "://") {
      result += rest[..<found.upperBound]
      rest = rest[found.upperBound...]
      let authority = authority(of: rest)
      if let at = authority.lastIndex(of: "@") {
        result += mask
        rest = rest[at...]
      }
    }
    return result + rest
  }

  /// The part before the path; `${…}` is passed over whatever is in it.
  private static func authority(of text: Substring) -> Substring {
    var index = text.startIndex
    var depth = 0
    while index < text.endIndex {
      let character = text[index]
      if text[index...].hasPrefix("${") { depth += 1 }
      if character == "}", depth > 0 { depth -= 1 }
      if depth == 0, "/?# \"'".contains(character) || character.isNewline { break }
      index = text.index(after: index)
    }
    return text[..<index]
  }

  /// `url` without its query string, of which only `?…` is left.
  package static func cuttingQuery(of url: String) -> String {
    guard let mark = url.firstIndex(of: "?") else { return url }
    return url[..<mark] + "?" + mask
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

  /// Whether a text looks like a credential, whatever it is called.
  package static func looksSecret(_ text: String) -> Bool {
    let lowered = text.lowercased()
    if lowered.hasPrefix("bearer ") || lowered.hasPrefix("basic ") { return true }
    let starts = [
      "eyJ", "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xox", "sk-", "sk_",
      "pk_live", "rk_live", "AIza", "ya29.", "npm_", "pypi-", "-----BEGIN",
    ]
    let words = text.split { !($0.isLetter || $0.isNumber || "_-.+".contains($0)) }
    return words.contains { word in
      word.count >= 12 && starts.contains { word.hasPrefix($0) }
        || word.count >= 32 && word.contains(where: \.isNumber)
          && word.contains(where: \.isLetter)
          && !word.contains("-") && !word.contains(".")
    }
  }
}
