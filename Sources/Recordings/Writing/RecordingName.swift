import Sessions

/// How recordings are named.
enum RecordingName {
  /// `2026-11-21T032110Z-notes-api-stress`.
  static func stem(of head: SessionHead) -> String {
    let time = UTCTime(nanoseconds: head.startedNanoseconds).compact
    return "\(time)-\(part(head.suite))-\(part(head.profile))"
  }

  /// A name with everything but letters, digits, `.` and `_` replaced, at most 80 bytes of it.
  static func part(_ name: String) -> String {
    var output = ""
    for scalar in name.unicodeScalars {
      let isKept =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "."
        || scalar == "_"
      let next = isKept ? Character(scalar) : "-"
      if next == "-", output.last == "-" { continue }
      guard output.utf8.count + String(next).utf8.count <= 80 else { break }
      output.append(next)
    }
    return output.isEmpty ? "-" : output
  }
}
