extension Gap {
  /// What an event says of it.
  var members: [JSON.Member] {
    [
      JSON.Member("nanoseconds", JSON(nanoseconds)),
      JSON.Member("suspended", .bool(isSuspension)),
      JSON.Member("in_flight", JSON(inFlight)),
    ]
  }

  /// Reads what `members` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      nanoseconds: try json.integer("nanoseconds"),
      isSuspension: try json.bool("suspended"),
      inFlight: try json.count("in_flight")
    )
  }
}

extension GapTotal {
  /// The members of `gaps` in a summary.
  var members: [JSON.Member] { [JSON.Member("count", JSON(count))] + gap.members }

  /// Reads what `members` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(count: try json.integer("count"), gap: try Gap(json))
  }
}
