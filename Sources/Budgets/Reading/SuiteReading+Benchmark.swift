extension SuiteReading {
  /// What all benchmarks of a suite share.
  struct Surroundings {
    /// Where requests go; nil if the suite does not say.
    var target: Target?
    /// Header fields of the suite and the environment.
    var headers: [HeaderField] = []
  }

  /// Where relative requests go.
  enum Target {
    case demo
    case address(RequestAddress)
    /// A recording is read: nobody will go there.
    case unknown
  }

  /// Reads one benchmark, without its budget; nil if it cannot be used.
  func benchmark(_ name: String, _ section: Section, _ around: Surroundings) -> Benchmark? {
    guard let http = section["http"] else {
      if !section.hasLaterKeys, !section.hasUnknownKeys {
        report(
          "benchmark '\(name)' does nothing. Write http, as in "
            + "\(SectionName.benchmark.example).",
          at: section.position
        )
      }
      return nil
    }
    var parts = section
    let request: HTTPRequest?
    if case .mapping = http.value.content {
      guard let inner = Section(.http, http.value, label: "'http'", in: self) else { return nil }
      for key in ["body", "json", "expect", "timeout"] {
        guard inner[key] != nil, let outer = section[key] else { continue }
        report("'\(key)' stands here and inside 'http'. Remove one.", at: outer.position)
      }
      parts.override(by: inner, except: ["method", "url", "headers"])
      request = httpRequest(inner, around)
    } else {
      request = httpRequest(http, around)
    }
    var fields = around.headers
    for key in [section["headers"], innerHeaders(http)].compactMap({ $0 }) {
      merge(headers(key), into: &fields)
    }
    var benchmark = Benchmark(
      name: name,
      workload: .http(request ?? HTTPRequest(method: "GET", url: "/"))
    )
    if var request {
      // What the user part of a URL stands for comes before what headers say.
      merge(fields, into: &request.headers)
      readBody(parts, into: &request)
      if let expect = parts["expect"] { request.expect = expectation(expect) ?? Expectation() }
      benchmark.workload = .http(request)
    }
    readPace(parts, into: &benchmark)
    return request == nil ? nil : benchmark
  }

  private func readPace(_ parts: Section, into benchmark: inout Benchmark) {
    if let timeout = duration(parts["timeout"], least: 1_000_000, most: 3_600_000_000_000) {
      benchmark.timeoutNanoseconds = timeout
    }
    if let entry = parts["weight"], let text = text(entry.value, entry.key, .number) {
      if case .number(let number)? = try? Quantity.parse(text), number.double > 0,
        number.double <= 1_000_000
      {
        benchmark.weight = number.double
      } else {
        report(
          "'weight' is a number above 0, up to 1000000, not '\(text)'.",
          at: entry.value.position
        )
      }
    }
    if let entry = parts["think"], let range = durationRange(entry) {
      benchmark.thinkNanoseconds = range
    }
  }

  private func durationRange(_ entry: SourceEntry) -> ClosedRange<Int64>? {
    guard let text = text(entry.value, entry.key, .durationRange) else { return nil }
    let dots = text.range(of: "..")
    let first = dots.map { text[..<$0.lowerBound] } ?? text[...]
    let last = dots.map { text[$0.upperBound...] } ?? text[...]
    do throws(ValueError) {
      let low = Int64(try QuantityNeed.duration.read(String(first)))
      let high = Int64(try QuantityNeed.duration.read(String(last)))
      guard low <= high else {
        report(
          "'\(entry.key)': '\(text)' ends before it begins. Write \(last)..\(first).",
          at: entry.value.position
        )
        return nil
      }
      guard high <= 3_600_000_000_000 else {
        report("'\(entry.key)' is longer than 1h.", at: entry.value.position)
        return nil
      }
      return low...high
    } catch {
      report("'\(entry.key)': \(error.message)", at: entry.value.position)
      return nil
    }
  }

  // MARK: - The request

  private func httpRequest(_ inner: Section, _ around: Surroundings) -> HTTPRequest? {
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

  private func httpRequest(_ entry: SourceEntry, _ around: Surroundings) -> HTTPRequest? {
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

  private func readBody(_ parts: Section, into request: inout HTTPRequest) {
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

  // MARK: - Header fields

  private func innerHeaders(_ http: SourceEntry) -> SourceEntry? {
    http.value.entries?.first { $0.key == "headers" }
  }

  /// Header fields of a mapping.
  func headers(_ entry: SourceEntry?) -> [HeaderField] {
    guard let entry else { return [] }
    guard let entries = entry.value.entries else {
      report(
        "'headers' is a mapping, as in { Accept: application/json }; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return []
    }
    var fields: [HeaderField] = []
    for field in entries {
      guard checkFieldName(field),
        let value = text(field.value, field.key, .text, use: .secret)
      else { continue }
      refuseTemplates(in: value, of: field.value)
      // RFC 9110, 5.5: no control characters but the tab, above all no line breaks.
      if value.unicodeScalars.contains(where: { $0 != "\t" && ($0.value < 32 || $0.value == 127) })
      {
        report(
          "the value of header '\(field.key)' has a control character in it. Remove it.",
          at: field.value.position
        )
        continue
      }
      fields.append(HeaderField(name: field.key, value: value))
    }
    return fields
  }

  /// RFC 9110, 5.1: a name is a token.
  ///
  /// Those that frame a message are set by the engine.
  private func checkFieldName(_ field: SourceEntry) -> Bool {
    let name = field.key
    let marks = Array("!#$%&'*+-.^_`|~".utf8)
    let isToken = name.utf8.allSatisfy { byte in
      48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || marks.contains(byte)
    }
    guard isToken, !name.isEmpty else {
      report(
        "'\(name)' is no header name. Write letters, digits and '-'.",
        at: field.position
      )
      return false
    }
    guard !["content-length", "transfer-encoding"].contains(name.lowercased()) else {
      report("'\(name)' follows from the body. Remove it.", at: field.position)
      return false
    }
    return true
  }

  /// Adds fields; one of the same name is replaced.
  func merge(_ fields: [HeaderField], into all: inout [HeaderField]) {
    for field in fields {
      if let index = all.firstIndex(where: { $0.name.lowercased() == field.name.lowercased() }) {
        all[index] = field
      } else {
        all.append(field)
      }
    }
  }

  // MARK: - What counts as an answer

  private func expectation(_ entry: SourceEntry) -> Expectation? {
    guard let section = Section(.expect, entry.value, label: "'expect'", in: self) else {
      return nil
    }
    var expect = Expectation()
    if let status = section["status"] {
      for node in elements(status.value) {
        if let range = statusRange(node) { expect.statuses.append(range) }
      }
      if case .sequence(let nodes) = status.value.content, nodes.isEmpty {
        report(
          "'status' is empty. Write \(ValueKind.status.example).",
          at: status.value.position
        )
      }
    }
    if let body = section["body"] {
      expect.bodyContains = text(body.value, body.key, .text, use: .secret)
      if let text = expect.bodyContains { refuseTemplates(in: text, of: body.value) }
    }
    expect.headers = headers(section["headers"])
    return expect
  }

  private func statusRange(_ node: SourceNode) -> ClosedRange<Int>? {
    guard let text = text(node, "status", .status) else { return nil }
    func number(_ part: some StringProtocol) -> Int? {
      part.count == 3 && part.utf8.allSatisfy { 48...57 ~= $0 } ? Int(part) : nil
    }
    if let status = number(text), 100...999 ~= status { return status...status }
    if text.count == 3, text.lowercased().hasSuffix("xx"),
      let first = number("\(text.prefix(1))00"),
      100...599 ~= first
    {
      return first...(first + 99)
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: true)
    if text.contains(".."), parts.count == 2, let low = number(parts[0]),
      let high = number(parts[1]),
      100 <= low, low <= high
    {
      return low...high
    }
    report("'status' is \(ValueKind.status.example), not '\(text)'.", at: node.position)
    return nil
  }
}
