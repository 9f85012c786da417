/// A node of a suite file with its place: aliases followed, merges carried out, variables not yet
/// replaced.
struct SourceNode {
  /// Where it begins.
  var position: SourcePosition
  /// What it is.
  var content: Content

  /// What a node is.
  enum Content {
    /// Text; `isPlain` when it was written without quotes, so that it may be a number or nothing.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([SourceNode])
    /// A mapping, in the order of the file.
    case mapping([SourceEntry])
  }

  /// Whether it is an empty value, `~` or `null`.
  var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content {
      return ["", "~", "null", "Null", "NULL"].contains(text)
    }
    return false
  }

  /// The entries of a mapping.
  var entries: [SourceEntry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// What to call it in a message.
  var kindName: String {
    switch content {
    case .scalar where isNull: "nothing"
    case .scalar: "a value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key of a mapping and its value.
struct SourceEntry {
  /// The key.
  var key: String
  /// Where the key stands.
  var position: SourcePosition
  /// The value.
  var value: SourceNode
}
