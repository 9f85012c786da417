extension SuiteReading {
  /// Reads `body:` or `json:`.
  func readBody(_ parts: Section, into request: inout HTTPRequest) {
    if let body = parts["body"] {
      if let json = parts["json"] {
        report("'body' and 'json' are both the body. Remove one.", at: json.position)
      }
      if let text = text(body.value, body.key, .text, use: .secret) {
        request.body = checked(text, of: body.value) ?? ""
      }
    } else if let json = parts["json"], let text = jsonText(json.value) {
      request.setJSON(text)
    }
  }

  /// Any YAML value as JSON on one line.
  func jsonText(_ node: SourceNode) -> String? {
    switch node.content {
    case .sequence(let nodes):
      let parts = nodes.map(jsonText)
      guard !parts.contains(where: { $0 == nil }) else { return nil }
      return "[" + parts.compactMap { $0 }.joined(separator: ",") + "]"
    case .mapping(let entries):
      let parts = entries.map { entry in
        jsonText(entry.value).map { JSONText.quoted(entry.key) + ":" + $0 }
      }
      guard !parts.contains(where: { $0 == nil }) else { return nil }
      return "{" + parts.compactMap { $0 }.joined(separator: ",") + "}"
    case .scalar(let raw, let isPlain):
      guard let text = fill(raw, of: node, use: .secret) else { return nil }
      guard isPlain, !text.contains("{{") else { return jsonString(text, of: node) }
      guard let json = JSONText.plain(text) else {
        report("JSON has no '\(text)'. Put it in quotes.", at: node.position)
        return nil
      }
      return json
    }
  }
}

extension HTTPRequest {
  /// Takes a body of JSON, with its content type unless there is one.
  mutating func setJSON(_ text: String) {
    body = text
    guard !headers.contains(where: { $0.name.lowercased() == "content-type" }) else { return }
    headers.append(HeaderField(name: "Content-Type", value: "application/json"))
  }
}
