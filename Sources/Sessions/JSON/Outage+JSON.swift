extension Outage {
  /// Its members: times since the start of the session in ns, failures by kind.
  var members: [JSON.Member] {
    [
      JSON.Member("from", JSON(fromNanoseconds)), JSON.Member("to", JSON(toNanoseconds)),
      JSON.Member("until", JSON(untilNanoseconds)), JSON.Member("failed", JSON(failed)),
      JSON.Member("errors", .errors(errors)),
    ]
  }

  /// Reads what `members` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      fromNanoseconds: try json.integer("from"),
      toNanoseconds: try json.integer("to"),
      untilNanoseconds: try json.optionalInteger("until"),
      failed: try json.integer("failed"),
      errors: json.errors("errors")
    )
  }
}

extension JSON {
  /// Failures by kind, in their order.
  static func errors(_ errors: [ErrorCount]) -> JSON {
    .object(errors.map { Member($0.kind.name, JSON($0.count)) })
  }

  /// Reads what `errors` wrote; counts that are none are left out.
  func errors(_ key: String) -> [ErrorCount] {
    (optional(key)?.members ?? []).compactMap { member in
      member.value.integerValue(as: UInt64.self).map {
        ErrorCount(kind: ErrorKind(name: member.key), count: $0)
      }
    }
  }
}
