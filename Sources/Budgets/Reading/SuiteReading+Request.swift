extension SuiteReading {
  /// Reads `http: { method: …, url: … }`.
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

  /// Reads `http: GET /notes`.
  func httpRequest(_ entry: SourceEntry, _ around: Surroundings) -> HTTPRequest? {
    guard let text = text(entry.value, entry.key, .request, use: .address) else { return nil }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = words.first else {
      report("'http' needs \(ValueKind.request.example).", at: entry.value.position)
      return nil
    }
    let isAddress =
      first.hasPrefix("/") || first.hasPrefix("{{") || first.contains(".")
      || RequestAddress.spelledOut(first, hasTarget: hasTarget) != nil
    if isAddress, words.count == 1 || first.contains("{{") {
      return request("GET", text, entry.value, around)
    }
    if isRecorded { return request(first, words.last ?? "", entry.value, around) }
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
    do throws(ValueError) {
      return try ValueText.readMethod(text)
    } catch {
      report(error.message, at: position)
      return nil
    }
  }
}

extension ValueText {
  /// Reads the method of a request, in capitals.
  package static func readMethod(_ text: String) throws(ValueError) -> String {
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
    throw ValueError(message: "unknown method '\(VisibleText.of(text))'. \(way)")
  }
}
