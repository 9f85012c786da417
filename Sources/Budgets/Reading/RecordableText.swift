import Yams

/// The text of a suite fit for a recording: as it was before variables were replaced, without
/// comments, and with `***` for all that could be a secret.
///
/// Only what is known to be harmless is kept. A key that is not named here is hidden.
struct RecordableText {
  /// Whether query strings are kept.
  let keepsQueries: Bool
  /// Variables whose values stay out of the recording; texts that use them do too.
  let withheld: Set<String>
  /// Variables whose values are in the recording.
  let kept: Set<String>

  /// The text; empty if it cannot be written.
  func text(of root: SourceNode) -> String {
    let node = Self.node(section(.suite, root))
    let text = try? Yams.serialize(node: node, indent: 2, width: -1, allowUnicode: true)
    return text ?? ""
  }

  // MARK: - What is kept

  private func section(_ name: SectionName, _ node: SourceNode) -> SourceNode {
    map(node) { entry in
      switch (name, entry.key) {
      case (.suite, "benchmarks"): map(entry.value) { section(.benchmark, $0.value) }
      case (.environment, "benchmarks"): map(entry.value) { section(.benchmark, $0.value) }
      case (.suite, "environments"): map(entry.value) { section(.environment, $0.value) }
      case (.environment, "variables"): map(entry.value, variable)
      case (.suite, "target"), (.environment, "target"), (.http, "url"), (.graphql, "url"),
        (.benchmark, "websocket"), (.locust, "host"):
        address(entry.value)
      case (.benchmark, "http"), (.step, "http"):
        entry.value.entries == nil ? address(entry.value) : section(.http, entry.value)
      case (.benchmark, "graphql"), (.step, "graphql"): graphQL(entry.value)
      case (.benchmark, "flow"): list(entry.value) { section(.step, $0) }
      case (.benchmark, "expect"), (.http, "expect"), (.step, "expect"):
        section(.expect, entry.value)
      case (.benchmark, "stream"), (.benchmark, "k6"), (.benchmark, "locust"),
        (.benchmark, "stdin"):
        part(entry)
      case (.benchmark, "command"), (.benchmark, "shell"), (.benchmark, "prepare"),
        (.benchmark, "cleanup"), (.stream, "program"), (.k6, "args"), (.locust, "args"):
        arguments(entry.value)
      default: Self.isHarmless(entry.key, in: name) ? plain(entry.value) : hidden(entry.value)
      }
    }
  }

  /// Whether a key has nothing that could be a secret, besides what looks like one.
  private static func isHarmless(_ key: String, in section: SectionName) -> Bool {
    harmless[section]?.contains(key) ?? false
  }

  private static let harmless: [SectionName: Set<String>] = [
    .suite: [
      "suite", "about", "tolerance", "trust", "record_urls", "verdicts", "alerts", "budget",
      "profiles", "tls", "swift", "interleave", "processes", "classes", "seed",
    ],
    .environment: ["profile", "budget", "tls"],
    .benchmark: [
      "weight", "think", "timeout", "budget", "retries", "retry_after", "http2", "data", "command",
      "shell", "with", "samples", "warmup", "duration", "prepare", "cleanup", "cwd", "exit",
      "format",
    ],
    .http: ["timeout", "method", "retries", "retry_after", "http2"],
    .step: ["name", "timeout", "retries", "retry_after", "http2", "capture", "think"],
    .expect: ["status", "exit"],
    .stdin: ["file"],
    .stream: ["file", "format", "cwd"],
    .k6: ["script", "program", "by"],
    .locust: ["file", "program", "users", "spawn_rate", "workers", "bind", "port"],
  ]

  /// A key whose value is a mapping of its own, or one text in its place.
  private func part(_ entry: SourceEntry) -> SourceNode {
    guard entry.value.entries != nil, let name = SectionName(rawValue: entry.key) else {
      if entry.key == "stdin" { return hidden(entry.value) }
      return entry.key == "stream" ? arguments(entry.value) : plain(entry.value)
    }
    return section(name, entry.value)
  }

  private func graphQL(_ node: SourceNode) -> SourceNode {
    if node.entries != nil { return section(.graphql, node) }
    if case .scalar(let text, _) = node.content, text.hasPrefix("/") || RequestAddress.isWhole(text)
    {
      return address(node)
    }
    return hidden(node)
  }

  private func list(_ node: SourceNode, _ change: (SourceNode) -> SourceNode) -> SourceNode {
    guard case .sequence(let nodes) = node.content else { return hidden(node) }
    var result = node
    result.content = .sequence(nodes.map(change))
    return result
  }

  private func variable(_ entry: SourceEntry) -> SourceNode {
    kept.contains(entry.key) ? plain(entry.value) : hidden(entry.value)
  }

  private func map(_ node: SourceNode, _ change: (SourceEntry) -> SourceNode) -> SourceNode {
    guard let entries = node.entries else { return hidden(node) }
    var result = node
    result.content = .mapping(
      entries.map { entry in
        SourceEntry(key: entry.key, position: entry.position, value: change(entry))
      }
    )
    return result
  }

  /// Every leaf, unless it looks like a secret or uses a variable that is withheld.
  private func plain(_ node: SourceNode) -> SourceNode {
    leaves(node) { text, isPlain in
      if VariableScope.names(in: text).contains(where: withheld.contains) { return masked }
      let shown = SecretText.hidden(text)
      return .scalar(shown, isPlain: isPlain && shown == text)
    }
  }

  /// A program and its arguments.
  private func arguments(_ node: SourceNode) -> SourceNode {
    var result = plain(node)
    switch result.content {
    case .sequence(let nodes):
      let words = nodes.map { node in
        if case .scalar(let text, _) = node.content { return text }
        return ""
      }
      let shown = SecretText.hidden(arguments: words)
      result.content = .sequence(
        zip(nodes, zip(words, shown)).map { node, texts in
          guard texts.0 != texts.1 else { return node }
          return SourceNode(position: node.position, content: .scalar(texts.1, isPlain: false))
        }
      )
    case .scalar(let text, let isPlain):
      let shown = SecretText.hidden(line: text)
      result.content = .scalar(shown, isPlain: isPlain && shown == text)
    case .mapping: break
    }
    return result
  }

  private func address(_ node: SourceNode) -> SourceNode {
    leaves(node) { text, isPlain in
      var shown = SecretText.hidden(text)
      if !keepsQueries { shown = SecretText.cuttingQuery(of: shown) }
      return .scalar(shown, isPlain: isPlain && shown == text)
    }
  }

  private func hidden(_ node: SourceNode) -> SourceNode {
    leaves(node) { _, _ in masked }
  }

  private var masked: SourceNode.Content { .scalar(SecretText.mask, isPlain: false) }

  private func leaves(
    _ node: SourceNode,
    _ change: (String, Bool) -> SourceNode.Content
  )
    -> SourceNode
  {
    var result = node
    switch node.content {
    case .scalar(let text, let isPlain):
      if !node.isNull { result.content = change(text, isPlain) }
    case .sequence(let nodes):
      result.content = .sequence(nodes.map { leaves($0, change) })
    case .mapping(let entries):
      result.content = .mapping(
        entries.map { entry in
          SourceEntry(
            key: entry.key,
            position: entry.position,
            value: leaves(entry.value, change)
          )
        }
      )
    }
    return result
  }

  // MARK: - As YAML

  private static func node(_ source: SourceNode) -> Node {
    switch source.content {
    case .scalar(let text, let isPlain):
      if source.isNull { return scalar("~", .plain) }
      return scalar(text, isPlain ? .plain : .doubleQuoted)
    case .sequence(let nodes):
      return Node(nodes.map(node), Tag(.seq, .basic, .default), nodes.isEmpty ? .flow : .block)
    case .mapping(let entries):
      let pairs = entries.map { entry in
        (scalar(entry.key, entry.key == "<<" ? .doubleQuoted : .any), node(entry.value))
      }
      return Node(pairs, Tag(.map, .basic, .default), entries.isEmpty ? .flow : .block)
    }
  }

  private static func scalar(_ text: String, _ style: Node.Scalar.Style) -> Node {
    Node(text, Tag(.str, .basic, .default), style)
  }
}
