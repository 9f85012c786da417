import Budgets

extension RunFigures {
  /// The members that it adds to its benchmark: CPU times in ns, memory in bytes.
  var members: [JSON.Member] {
    var members = JSON.exact("user", nanoseconds: userNanoseconds)
    members += JSON.exact("system", nanoseconds: systemNanoseconds)
    members.append(JSON.Member("rss", JSON(residentBytes)))
    if residentIsMost { members.append(JSON.Member("rss_is_most", .bool(true))) }
    return members
  }

  /// Reads what `members` wrote; nil of a benchmark without them.
  init?(members json: JSON) throws(JSONShapeError) {
    guard json.optional("rss") != nil else { return nil }
    self.init(
      userNanoseconds: try json.optionalFigure("user") ?? 0,
      systemNanoseconds: try json.optionalFigure("system") ?? 0,
      residentBytes: try json.integerOrZero("rss"),
      residentIsMost: json.optional("rss_is_most")?.boolValue ?? false
    )
  }
}

extension ProcessSummary {
  /// One object of `processes`: mean CPU in cores, the most memory in bytes, threads and open files,
  /// context switches per second; null where nothing is known.
  package var json: JSON {
    let members = self.members
    // What the figures lose in their units is written too.
    var more = cores == 0 ? [] : [JSON.Member("cores", JSON(cores))]
    if let totals, Self.totals(members) != totals {
      more.append(JSON.Member("exact", totals.json))
    }
    return .object((members.members ?? []) + more)
  }

  private var members: JSON {
    [
      "name": .string(name),
      "verdict": .string(verdict.rawValue),
      "seconds": JSON(Double(totals?.nanoseconds ?? 0) / 1e9),
      "cpu": JSON(totals?.meanCPU),
      "rss": totals.map { JSON($0.mostResidentBytes) } ?? .null,
      "threads": totals.map { JSON($0.mostThreads) } ?? .null,
      "open_files": totals?.mostOpenFiles.map { JSON($0) } ?? .null,
      "context_switches": JSON(totals?.switchesPerSecond),
      "objectives": .array(objectives.map(\.json)),
    ]
  }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    let name = try json.string("name")
    self.init(
      name: name,
      verdict: try json.choice("verdict"),
      totals: nil,
      objectives: try json.array("objectives").mapShape { (json) throws(JSONShapeError) in
        try ObjectiveSummary(json, subject: .process(name))
      },
      cores: try json.integerOrZero("cores")
    )
    totals = try json.optional("exact").map(ProcessTotals.init) ?? Self.totals(json)
  }

  /// What it took, as far as its figures tell; nil if it was never there.
  private static func totals(_ json: JSON) -> ProcessTotals? {
    guard let seconds = json["seconds"]?.doubleValue, seconds > 0,
      let resident: UInt64 = json["rss"]?.integerValue()
    else { return nil }
    let nanoseconds = Int64((min(seconds, 1e9) * 1e9).rounded())
    let switches = (json["context_switches"]?.doubleValue ?? 0) * seconds
    return ProcessTotals(
      nanoseconds: nanoseconds,
      cpuNanoseconds: (json["cpu"]?.doubleValue ?? 0) * Double(nanoseconds),
      switches: UInt64(max(0, min(switches, 1e18))),
      mostResidentBytes: resident,
      mostThreads: json["threads"]?.integerValue() ?? 0,
      mostOpenFiles: json["open_files"]?.integerValue()
    )
  }
}

extension ProcessTotals {
  /// All of it: times in ns.
  fileprivate var json: JSON {
    [
      "nanoseconds": JSON(nanoseconds), "cpu": JSON(exact: cpuNanoseconds),
      "context_switches": JSON(switches), "rss": JSON(mostResidentBytes),
      "threads": JSON(mostThreads), "open_files": mostOpenFiles.map { JSON($0) } ?? .null,
    ]
  }

  /// Reads what `json` wrote.
  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      nanoseconds: try json.integer("nanoseconds"),
      cpuNanoseconds: try json.double("cpu"),
      switches: try json.integer("context_switches"),
      mostResidentBytes: try json.integer("rss"),
      mostThreads: try json.integer("threads"),
      mostOpenFiles: try json.optionalInteger("open_files")
    )
  }
}
