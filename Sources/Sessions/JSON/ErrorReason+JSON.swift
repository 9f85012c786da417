extension ErrorReason {
  /// One object of `reasons`: `{"kind":"tls","reason":"unknown issuer 'ca'","count":39}`.
  func json(count: UInt64) -> JSON {
    ["kind": .string(kind.name), "reason": .string(text), "count": JSON(count)]
  }

  /// Reads what `json(count:)` wrote.
  static func read(_ json: JSON) throws(JSONShapeError) -> (reason: ErrorReason, count: UInt64) {
    let kind = ErrorKind(name: try json.string("kind"))
    return (
      ErrorReason(kind: kind, text: try json.string("reason")), try json.integerOrZero("count")
    )
  }

  /// All reasons of a benchmark, always in the same order.
  static func json(_ reasons: [ErrorReason: UInt64]) -> JSON {
    .array(
      reasons.sorted { ($0.key.kind.name, $0.key.text) < ($1.key.kind.name, $1.key.text) }
        .map { $0.key.json(count: $0.value) }
    )
  }

  /// Reads what `json(_:)` wrote.
  static func counts(_ json: JSON?) throws(JSONShapeError) -> [ErrorReason: UInt64] {
    var reasons: [ErrorReason: UInt64] = [:]
    for value in json?.arrayValue ?? [] {
      let (reason, count) = try read(value)
      let sum = reasons[reason, default: 0].addingSaturated(count)
      reasons[reason] = min(sum, JSON.greatestCount)
    }
    return reasons
  }
}
