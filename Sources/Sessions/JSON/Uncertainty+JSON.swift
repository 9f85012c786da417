import Measurements

extension Uncertainty {
  /// One object: the reason with its figures, and the same in words.
  var json: JSON {
    var members: [JSON.Member] = []
    func add(_ reason: String, _ more: [JSON.Member] = []) {
      members.append(JSON.Member("reason", .string(reason)))
      members += more
    }
    switch self {
    case .intervals(let needed, let soFar): add("intervals", Self.counts(needed, soFar))
    case .samples(let needed, let soFar): add("samples", Self.counts(needed, soFar))
    case .close(let times): add("close", [JSON.Member("times", JSON(exact: times))])
    case .failures(let most): add("failures", [JSON.Member("most", JSON(exact: most))])
    case .openEnd: add("no_planned_end")
    }
    members.append(JSON.Member("words", .string(words)))
    return .object(members)
  }

  private static func counts(_ needed: Int, _ soFar: Int) -> [JSON.Member] {
    [JSON.Member("needed", JSON(needed)), JSON.Member("so_far", JSON(soFar))]
  }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    switch try json.string("reason") {
    case "intervals":
      self = .intervals(needed: try json.integer("needed"), soFar: try json.integer("so_far"))
    case "samples":
      self = .samples(needed: try json.integer("needed"), soFar: try json.integer("so_far"))
    case "close": self = .close(times: try json.optionalDouble("times"))
    case "failures": self = .failures(most: try json.doubleOrZero("most"))
    case "no_planned_end": self = .openEnd
    default: throw .wrong(key: "reason", expected: "a known word")
    }
  }
}
