extension SuiteReading {
  func httpRequest(_ inner: Section, _ around: Surroundings) -> HTTPRequest? {
    var method = "GET"
    if let entry = inner["method"] {
      guard let text = text(entry.value, entry.key, .text, use: .address),
        let checked = self.method(text, at: entry.value.position)
      else { return nil }
      method = checked
    }
    guard let entry = inner["url"] else {
      report("'http' needs a url, as in \(SectionName.http.example).", at: inner.position)
      return nil
    }
    guard let text = text(entry.value, entry.key, .text, use: .address) else { return nil }
    return request(method, text, entry.value, around)
  }

  func httpRequest(_ entry: SourceEntry, _ around: Surroundings) -> HTTPRequest? {
    guard let text = text(entry.value, entry.key, .request, use: .address) else { return nil }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    if isRecorded {
      return request(words.first ?? "", words.last ?? "", entry.value, around)
    }
    guard let first = words.first else {
      report("'http' needs \(ValueKind.request.example).", at: entry.value.position)
      return nil
    }
    if words.count == 1, first.hasPrefix("/") || first.contains("://") || first.contains(".") {
      return request("GET", first, entry.value, around)
    }
    guard let method = method(first, at: entry.value.position) else { return nil }
    guard words.count == 2 else {
      report(
        "'\(text)' has no path. Write \(ValueKind.request.example).",
        at: entry.value.position
      )
      return nil
    }
    var url = words[1]
    while url.first == " " { url.removeFirst() }
    return request(method, url, entry.value, around)
  }

  private func method(_ text: String, at position: SourcePosition) -> String? {
    if isRecorded { return text }
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
    let upper = text.uppercased()
    if known.contains(upper) { return upper }
    // Other methods exist (RFC 9110, 9.1 leaves the list open); a slip of a known one is none.
    let meant = Spelling.nearest(to: upper, among: known)
    if meant == nil, text == upper, text.utf8.allSatisfy({ 65...90 ~= $0 || $0 == 45 }),
      !text.isEmpty, upper != "CONNECT"
    {
      return upper
    }
    let way =
      meant.map { "Did you mean '\($0)'?" } ?? "Write one of \(known.joined(separator: ", "))."
    report("unknown method '\(text)'. \(way)", at: position)
    return nil
  }

  private func request(
    _ method: String,
    _ url: String,
    _ node: SourceNode,
    _ around: Surroundings
  ) -> HTTPRequest? {
    refuseTemplates(in: url, of: node)
    noteSecrets(inAddress: url, of: node)
    guard !isRecorded, !url.contains("{{") else { return HTTPRequest(method: method, url: url) }
    do throws(RequestAddress.Failure) {
      if RequestAddress.isWhole(url) || url.contains("://") {
        let address = try RequestAddress.parse(url)
        var request = HTTPRequest(method: method, url: address.origin + address.path)
        if let value = address.authorization {
          request.headers = [HeaderField(name: "Authorization", value: value)]
        }
        return request
      }
      let path = try RequestAddress.checkPath(url)
      guard let target = around.target else {
        // A target that is there and wrong has its own error.
        guard !hasTarget else { return nil }
        report(
          "'\(url)' needs a target. Write target: http://localhost:8080 above, or a whole URL.",
          at: node.position
        )
        return nil
      }
      guard case .address(let address) = target else {
        return HTTPRequest(method: method, url: path)
      }
      var base = address.path
      while base.last == "/" { base.removeLast() }
      var request = HTTPRequest(method: method, url: base + path)
      if let value = address.authorization {
        request.headers = [HeaderField(name: "Authorization", value: value)]
      }
      return request
    } catch {
      report(error.message, at: node.position)
      return nil
    }
  }

  func readBody(_ parts: Section, into request: inout HTTPRequest) {
    if let body = parts["body"] {
      if let json = parts["json"] {
        report("'body' and 'json' are both the body. Remove one.", at: json.position)
      }
      if let text = text(body.value, body.key, .text, use: .secret) {
        refuseTemplates(in: text, of: body.value)
        request.body = text
      }
    } else if let json = parts["json"], let text = jsonText(json.value) {
      request.body = text
      if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        request.headers.append(HeaderField(name: "Content-Type", value: "application/json"))
      }
    }
  }

  /// Any YAML value as JSON on one line.
  private func jsonText(_ node: SourceNode) -> String? {
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
      refuseTemplates(in: text, of: node)
      guard isPlain else { return JSONText.quoted(text) }
      guard let json = JSONText.plain(text) else {
        report("JSON has no '\(text)'. Put it in quotes.", at: node.position)
        return nil
      }
      return json
    }
  }
}
