extension SuiteReading {
  func innerHeaders(_ http: SourceEntry) -> SourceEntry? {
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

  func expectation(_ entry: SourceEntry) -> Expectation? {
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
