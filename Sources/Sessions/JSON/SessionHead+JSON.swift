extension SessionHead {
  /// The newest version of the recording format that is understood here.
  package static let formatVersion = 1

  /// One object: the head of a recording.
  package var json: JSON {
    [
      "format": JSON(format),
      "program": .string(program),
      "suite": .string(suite),
      "profile": .string(profile),
      "environment": JSON(environment),
      "target": .string(target),
      "label": JSON(label),
      "started": JSON(startedNanoseconds),
      "utc_offset": JSON(utcOffsetSeconds),
      "time_zone": .string(timeZone),
      "interval": JSON(intervalNanoseconds),
      "seed": JSON(seed),
      "host": [
        "name": .string(host.name), "cpus": JSON(host.cpus), "cores": JSON(host.cores),
        "kernel": .string(host.kernel),
      ],
      "commit": JSON(commit),
      "branch": JSON(branch),
      "dirty": .bool(isDirty),
      "choice": choice.json,
      "variables": .object(
        variables.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
      ),
      "suite_text": .string(suiteText),
      "independent": .bool(isIndependent),
    ]
  }

  /// Reads what `json` wrote, of any version; the caller looks at `format`.
  package init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      suite: try json.string("suite"),
      profile: try json.string("profile"),
      startedNanoseconds: try json.integer("started")
    )
    guard (0...JSON.latestStart).contains(startedNanoseconds) else {
      throw .wrong(key: "started", expected: "a time from 1970 to 2223")
    }
    format = try json.integer("format")
    program = try json.optionalString("program") ?? ""
    environment = try json.optionalString("environment")
    target = try json.optionalString("target") ?? ""
    label = try json.optionalString("label")
    utcOffsetSeconds = try json.integerOrZero("utc_offset")
    // A time zone by POSIX may be up to 167 hours away (tzset(3)).
    guard (-604_800...604_800).contains(utcOffsetSeconds) else {
      throw .wrong(key: "utc_offset", expected: "at most a week")
    }
    timeZone = try json.optionalString("time_zone") ?? "UTC"
    intervalNanoseconds = try json.integer("interval")
    guard (1...86_400_000_000_000).contains(intervalNanoseconds) else {
      throw .wrong(key: "interval", expected: "a length above 0, at most a day")
    }
    seed = try json.integerOrZero("seed")
    if let members = json.optional("host") {
      host.name = try members.optionalString("name") ?? ""
      host.cpus = try members.integerOrZero("cpus")
      host.cores = try members.integerOrZero("cores")
      host.kernel = try members.optionalString("kernel") ?? ""
    }
    commit = try json.optionalString("commit")
    branch = try json.optionalString("branch")
    isDirty = try json.bool("dirty")
    isIndependent = try json.bool("independent")
    if let members = json.optional("choice") { choice = try SuiteChoice(members) }
    for member in json.optional("variables")?.members ?? [] {
      guard let value = member.value.stringValue else {
        throw .wrong(key: "variables", expected: "an object of strings")
      }
      variables[member.key] = value
    }
    suiteText = try json.optionalString("suite_text") ?? ""
  }
}

extension SuiteChoice {
  /// One object.
  var json: JSON {
    [
      "benchmarks": .array(benchmarks.map { .string($0) }),
      "users": JSON(users),
      "rate": JSON(exact: rate),
      "duration": JSON(durationNanoseconds),
      "iterations": JSON(iterations),
      "warmup": JSON(warmupNanoseconds),
      "budgets": .array(budgets.map { .string($0) }),
    ]
  }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init()
    benchmarks = try json.strings("benchmarks")
    users = try json.optionalInteger("users")
    rate = try json.optionalDouble("rate")
    durationNanoseconds = try json.optionalInteger("duration")
    iterations = try json.optionalInteger("iterations")
    warmupNanoseconds = try json.optionalInteger("warmup")
    budgets = try json.strings("budgets")
  }
}
