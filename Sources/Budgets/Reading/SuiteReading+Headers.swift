extension SuiteReading {
  /// Header fields of a mapping; in those of requests values can be filled in.
  func headers(_ entry: SourceEntry?, isTemplate: Bool = true) -> [HeaderField] {
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
        let text = text(field.value, field.key, .text, use: .secret),
        let value = isTemplate ? checked(text, of: field.value) : constant(text, of: field.value)
      else { continue }
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
  func checkFieldName(_ field: SourceEntry) -> Bool {
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
}
