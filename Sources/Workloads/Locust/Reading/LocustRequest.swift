import Sessions

/// A request that was among the slowest.
struct LocustRequest: Equatable {
  var nanoseconds: Int64
  var name: String
  /// `GET /path?query`.
  var request: String
  /// Its status, or why it failed.
  var outcome: String
  /// Whether it succeeded.
  var isGood: Bool

  /// The requests of a line, slowest first.
  static func read(_ json: JSON) -> [LocustRequest]? {
    json["requests"]?.arrayValue?.compactMap { request in
      guard let parts = request.arrayValue, parts.count == 5,
        let nanoseconds: Int64 = parts[0].integerValue(), let name = parts[1].stringValue,
        let text = parts[2].stringValue, let kind = parts[3].stringValue,
        let detail = parts[4].stringValue
      else { return nil }
      let outcome =
        switch kind {
        case "ok": detail.isEmpty ? "ok" : Visible.text(detail)
        case "status": Visible.text(detail)
        default: ErrorKind(locust: kind, detail).name
        }
      return LocustRequest(
        nanoseconds: nanoseconds,
        name: name,
        request: Visible.text(text.prefix(300)),
        outcome: outcome,
        isGood: kind == "ok"
      )
    }
  }
}
