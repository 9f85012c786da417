import Budgets

/// Where a request goes: its endpoint, and its path as the parts of a template.
struct RequestTarget {
  let endpoint: Endpoint
  let path: [Template.Part]
  /// The path as it is written.
  let text: String

  /// Reads the URL of a request, whose scheme and host are fixed; `base` is where a relative one goes.
  ///
  /// Nil if it is no URL of HTTP.
  init?(_ url: String, base: String?, _ names: ValueNames) throws(TemplateFailure) {
    let parts = try names.template(url).parts
    var beginning = ""
    if case .text(let text)? = parts.first { beginning = text }
    let isConstant = parts.count == 1 && !beginning.isEmpty
    // A value at the very beginning is a path, as servers give it in `Location`.
    let isPath = parts.count > 0 && beginning.isEmpty
    let origin = beginning.hasPrefix("/") || isPath ? base ?? "" : ""
    guard let (endpoint, path) = Endpoint.parse(origin + beginning),
      isConstant || isPath || Self.endsAuthority(origin + beginning)
    else { return nil }
    self.endpoint = endpoint
    if isPath {
      self.path = Self.withoutFragment(parts)
      text = url
    } else {
      let rest = beginning.contains("#") ? [] : parts.dropFirst()
      self.path = Self.withoutFragment([.text(path)] + rest)
      text = path + url.dropFirst(url.hasPrefix(beginning) ? beginning.count : 0)
    }
  }

  /// Whether something follows the host of a URL, so that what comes next can't be a part of it.
  private static func endsAuthority(_ url: String) -> Bool {
    guard let mark = url.ranges(of: "://").first else { return false }
    return url[mark.upperBound...].contains { "/?".contains($0) }
  }

  private static func withoutFragment(_ parts: [Template.Part]) -> [Template.Part] {
    var kept: [Template.Part] = []
    for part in parts {
      guard case .text(let text) = part, let end = text.firstIndex(of: "#") else {
        kept.append(part)
        continue
      }
      return kept + [.text(String(text[..<end]))]
    }
    return kept
  }
}
