import Budgets

extension RunFigures {
  /// The members that it adds to its benchmark: CPU times in ns, memory in bytes.
  var members: [JSON.Member] {
    var members = [
      JSON.Member("user", JSON(nanoseconds: userNanoseconds)),
      JSON.Member("system", JSON(nanoseconds: systemNanoseconds)),
      JSON.Member("rss", JSON(residentBytes)),
    ]
    if residentIsMost { members.append(JSON.Member("rss_is_most", .bool(true))) }
    return members
  }

  /// Reads what `members` wrote; nil of a benchmark without them.
  init?(members json: JSON) throws(JSONShapeError) {
    guard json.optional("rss") != nil else { return nil }
    self.init(
      userNanoseconds: try json.doubleOrZero("user"),
      systemNanoseconds: try json.doubleOrZero("system"),
      residentBytes: try json.integerOrZero("rss"),
      residentIsMost: json.optional("rss_is_most")?.boolValue ?? false
    )
  }
}

extension ProcessSummary {
  /// One object of `processes`: mean CPU in cores, the most memory in bytes, threads and open files,
  /// context switches per second; null where nothing is known.
  package var json: JSON {
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
      }
    )
    let seconds = try json.doubleOrZero("seconds")
    guard seconds > 0, json.optional("rss") != nil else { return }
    let openFiles: Int? = try json.optionalInteger("open_files")
    var totals = ProcessTotals()
    totals.add(
      nanoseconds: Int64((min(seconds, 1e9) * 1e9).rounded()),
      cpu: try json.doubleOrZero("cpu"),
      switches: UInt64(max(0, min(try json.doubleOrZero("context_switches") * seconds, 1e18))),
      residentBytes: try json.integerOrZero("rss"),
      threads: try json.integerOrZero("threads"),
      openFiles: openFiles
    )
    self.totals = totals
  }
}
