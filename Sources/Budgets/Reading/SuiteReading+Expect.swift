extension SuiteReading {
  /// Reads the `expect:` of a request.
  func expectation(_ entry: SourceEntry) -> Expectation? {
    guard let section = Section(.expect, entry.value, label: "'expect'", in: self) else {
      return nil
    }
    if let exit = section["exit"] {
      report("'exit' is of commands. Write status, as in { status: 201 }.", at: exit.position)
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
    if let body = section["body"], let text = text(body.value, body.key, .text, use: .secret) {
      expect.bodyContains = constant(text, of: body.value)
    }
    expect.headers = headers(section["headers"], isTemplate: false)
    expect.json = jsonExpectations(section["json"])
    return expect
  }

  /// A text of `expect`, which is the same for every answer.
  func constant(_ text: String, of node: SourceNode) -> String? {
    constant(text, of: node, in: "'expect'")
  }

  private func jsonExpectations(_ entry: SourceEntry?) -> [JSONExpectation] {
    guard let entry else { return [] }
    guard let entries = entry.value.entries else {
      report(
        "'json' is a mapping of places and values, as in { $.a: 1 }; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return []
    }
    return entries.compactMap { item in
      guard let path = jsonPath(item.key, at: item.position) else { return nil }
      guard case .scalar(let raw, let isPlain) = item.value.content else {
        report(
          "'\(item.key)' needs a text, a number, true, false or null; here is "
            + "\(item.value.kindName).",
          at: item.value.position
        )
        return nil
      }
      guard let filled = fill(raw, of: item.value, use: .secret),
        let text = constant(filled, of: item.value)
      else { return nil }
      guard isPlain else { return JSONExpectation(path: path, value: text) }
      guard let json = JSONText.plain(text) else {
        report("JSON has no '\(text)'. Put it in quotes.", at: item.value.position)
        return nil
      }
      return JSONExpectation(path: path, value: json.hasPrefix("\"") ? text : json)
    }
  }

  /// A place in a JSON value; nil, with a problem, if it is none.
  func jsonPath(_ text: String, at position: SourcePosition) -> JSONPath? {
    do throws(JSONPath.Failure) {
      return try JSONPath(text)
    } catch {
      if !isRecorded { report(error.message, at: position) }
      return nil
    }
  }

  /// Reads the `exit:` of a command, or that of its `expect:`.
  func exitStatuses(_ parts: Section) -> [ClosedRange<Int>]? {
    var entry = parts["exit"]
    if let expect = parts["expect"] {
      guard let section = Section(.expect, expect.value, label: "'expect'", in: self) else {
        return nil
      }
      for key in section.keys where key != "exit" {
        report("'\(key)' is of answers. A command has { exit: 0 }.", at: section[key]?.position)
      }
      if let inner = section["exit"] {
        if entry != nil { report("'exit' stands here and beside. Remove one.", at: inner.position) }
        entry = inner
      }
    }
    guard let entry else { return nil }
    if case .sequence(let nodes) = entry.value.content, nodes.isEmpty {
      report("'exit' is empty. Write \(ValueKind.exitStatus.example).", at: entry.value.position)
      return nil
    }
    return elements(entry.value).compactMap(exitStatus)
  }

  private func exitStatus(_ node: SourceNode) -> ClosedRange<Int>? {
    guard let text = text(node, "exit", .exitStatus) else { return nil }
    if text == "any" { return 0...255 }
    let dots = text.range(of: "..")
    let low = Int(dots.map { text[..<$0.lowerBound] } ?? text[...])
    let high = Int(dots.map { text[$0.upperBound...] } ?? text[...])
    guard let low, let high, 0 <= low, low <= high, high <= 255 else {
      report(
        "'exit' is \(ValueKind.exitStatus.example), up to 255, not '\(text)'.",
        at: node.position
      )
      return nil
    }
    return low...high
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
