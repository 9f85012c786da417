extension String {
  /// A URL or path as it may be shown and stored: without its query, fragment and user part.
  package var withoutQueryAndUser: String {
    let path = prefix { $0 != "?" && $0 != "#" }
    guard let scheme = path.range(of: "://") else { return String(path) }
    let rest = path[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return String(path) }
    return path[..<scheme.upperBound] + "***" + rest[at...]
  }

  /// The first place where `text` stands.
  private func range(of text: String) -> Range<Index>? {
    ranges(of: text).first
  }
}

extension Substring {
  /// The first place where `text` stands.
  fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}
