extension SuiteReading {
  /// Reads the request of a benchmark or a step, and gives all that stands beside and inside `http`
  /// as one mapping.
  func request(
    _ section: Section,
    _ kind: WorkloadKind,
    _ override: Section?,
    _ around: Surroundings
  ) -> (request: HTTPRequest?, parts: Section) {
    var parts = section
    var found: HTTPRequest?
    var inner: Section?
    if kind == .graphql {
      found = section["graphql"].flatMap { graphQLRequest($0, section, around) }
    } else if let http = section["http"] {
      if case .mapping = http.value.content {
        inner = Section(.http, http.value, label: "'http'", in: self)
        guard let inner else { return (nil, section) }
        for key in inner.keys where !["method", "url", "headers"].contains(key) {
          guard let outer = section[key], override?[key] == nil else { continue }
          report("'\(key)' stands here and inside 'http'. Remove one.", at: outer.position)
        }
        parts.override(by: inner, except: ["method", "url", "headers"])
        if let override { parts.override(by: override, except: ["budget", "headers", "env"]) }
        found = httpRequest(inner, around)
      } else {
        found = httpRequest(http, around)
      }
    }
    var fields = around.headers
    for entry in [section["headers"], inner?["headers"], override?["headers"]] {
      merge(headers(entry), into: &fields)
    }
    // Without an address the rest is still checked.
    var whole = found ?? HTTPRequest(method: "GET", url: "/")
    // What the user part of a URL stands for gives way to what headers say.
    let body = whole.body
    merge(fields, into: &whole.headers)
    if kind == .graphql {
      whole.setJSON(body)
    } else {
      readBody(parts, into: &whole)
    }
    if let expect = parts["expect"] { whole.expect = expectation(expect) ?? Expectation() }
    if kind == .graphql { whole.expect.refusesGraphQLErrors = true }
    if let retries = count(parts["retries"], 0...1000) { whole.retries = retries }
    if let pause = duration(parts["retry_after"], least: 0, .pause) {
      whole.retryPauseNanoseconds = pause
    }
    let version = choice(parts["http2"], ["true", "false", "auto"])
    if let version = version.flatMap(HTTPVersion.init) { whole.version = version }
    return (found == nil ? nil : whole, parts)
  }

  /// Reads `graphql:`, a query, a URL with `query` beside it, or a mapping.
  private func graphQLRequest(
    _ entry: SourceEntry,
    _ section: Section,
    _ around: Surroundings
  ) -> HTTPRequest? {
    var parts = section
    var url = SourceNode(
      position: entry.value.position,
      content: .scalar("/graphql", isPlain: true)
    )
    var query = section["query"]
    if entry.value.entries != nil {
      guard let inner = Section(.graphql, entry.value, label: "'graphql'", in: self) else {
        return nil
      }
      for key in ["query", "variables"] where inner[key] != nil {
        guard let outer = section[key] else { continue }
        report("'\(key)' stands here and inside 'graphql'. Remove one.", at: outer.position)
      }
      parts.override(by: inner, except: [])
      query = parts["query"]
      url = inner["url"]?.value ?? url
    } else if case .scalar(let raw, _) = entry.value.content,
      raw.hasPrefix("/") || raw.contains("://") && !raw.contains("{")
    {
      url = entry.value
    } else {
      if let query {
        report("'query' stands beside a query. Remove one.", at: query.position)
      }
      query = entry
    }
    let text = text(url, "url", .text, use: .address)
    let request = text.flatMap { self.request("POST", $0, url, around) }
    guard let query else {
      report("'graphql' needs a query, as in \(SectionName.graphql.example).", at: entry.position)
      return nil
    }
    guard let body = graphQLBody(query, parts), var request else { return nil }
    request.body = body
    return request
  }

  /// The body of a request (GraphQL over HTTP, 5.4).
  private func graphQLBody(_ query: SourceEntry, _ parts: Section) -> String? {
    guard let text = text(query.value, query.key, .text, use: .secret) else { return nil }
    guard isRecorded || text.contains("{") else {
      report(
        "'\(text.prefix(40))' is no GraphQL query. Write it as \"{ notes { id } }\".",
        at: query.value.position
      )
      return nil
    }
    guard let quoted = jsonString(text, of: query.value) else { return nil }
    var members = ["\"query\":" + quoted]
    if let entry = parts["operation"], let name = self.text(entry.value, entry.key) {
      members.append("\"operationName\":" + JSONText.quoted(name))
    }
    if let entry = parts["variables"], let variables = variables(entry) {
      members.append("\"variables\":" + variables)
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// The variables of a query: a mapping, or a text of JSON.
  private func variables(_ entry: SourceEntry) -> String? {
    if entry.value.entries != nil { return jsonText(entry.value) }
    guard let text = text(entry.value, entry.key, .anything, use: .secret) else { return nil }
    guard isRecorded || text.first == "{" && text.last == "}" else {
      report(
        "'variables' is a mapping, as in { first: 10 }, or a text of JSON, not '\(text.prefix(40))'.",
        at: entry.value.position
      )
      return nil
    }
    return checked(text, of: entry.value)
  }
}
