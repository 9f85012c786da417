import Budgets
package import Measurements

extension Summary {
  /// The version of this object; fields are only ever added to it.
  package static let formatVersion = 1

  /// The object that stands in a recording's last line, on standard output and in reports.
  package var json: JSON {
    var all = members.members ?? []
    if !outages.isEmpty {
      all.append(JSON.Member("outages", .array(outages.map { .object($0.members) })))
    }
    if let gaps { all.append(JSON.Member("gaps", .object(gaps.members))) }
    return .object(all + exactMembers)
  }

  /// What its figures lose in the units of `members`.
  private var exactMembers: [JSON.Member] {
    var exact: [JSON.Member] = []
    let started = UTCTime(nanoseconds: startedNanoseconds)
    if UTCTime(iso8601: started.iso8601) != started {
      exact.append(JSON.Member("started_nanoseconds", JSON(startedNanoseconds)))
    }
    if Self.nanoseconds(ofSeconds: Double(measuredNanoseconds) / 1e9) != measuredNanoseconds {
      exact.append(JSON.Member("measured_nanoseconds", JSON(measuredNanoseconds)))
    }
    return exact
  }

  private static func nanoseconds(ofSeconds seconds: Double) -> Int64? {
    Int64(exactly: (seconds * 1e9).rounded())
  }

  private var members: JSON {
    [
      "headroom": JSON(Self.formatVersion),
      "suite": .string(suite),
      "profile": .string(profile),
      "environment": JSON(environment),
      "model": .string(model.rawValue),
      "steered": .bool(steered),
      "started": .string(UTCTime(nanoseconds: startedNanoseconds).iso8601),
      "seconds": JSON(Double(measuredNanoseconds) / 1e9),
      "measured_from": JSON(originNanoseconds),
      "commit": JSON(commit),
      "branch": JSON(branch),
      "recording": JSON(recording),
      "verdict": .string(verdict.rawValue),
      "status": JSON(status),
      "trust": [
        "verdict": .string(trust.verdict.rawValue),
        "reasons": .array(trust.reasons.map { .string($0) }),
      ],
      "benchmarks": .array(benchmarks.map(\.json)),
      "processes": .array(processes.map(\.json)),
      "suite_objectives": .array(suiteObjectives.map(\.json)),
      "error_budgets": .array(errorBudgets.map(\.json)),
      "steps": .array(steps.map(\.json)),
      "first_over": firstOver?.json ?? .null,
      "comparison": .null,
    ]
  }

  /// Reads what `json` wrote.
  package init(_ json: JSON) throws(JSONShapeError) {
    let version: Int = try json.integer("headroom")
    guard version == Self.formatVersion else {
      throw .wrong(key: "headroom", expected: "version \(Self.formatVersion) of a summary")
    }
    guard let started = UTCTime(iso8601: try json.string("started")) else {
      throw .wrong(key: "started", expected: "a time in UTC")
    }
    guard let measured = try Self.nanoseconds(ofSeconds: json.double("seconds")) else {
      throw .wrong(key: "seconds", expected: "a number of its range")
    }
    self.init(
      suite: try json.string("suite"),
      profile: try json.string("profile"),
      environment: try json.optionalString("environment"),
      model: try json.choice("model"),
      steered: try json.bool("steered"),
      startedNanoseconds: try json.optionalInteger("started_nanoseconds") ?? started.nanoseconds,
      measuredNanoseconds: try json.optionalInteger("measured_nanoseconds") ?? measured,
      originNanoseconds: try json.integerOrZero("measured_from"),
      commit: try json.optionalString("commit"),
      branch: try json.optionalString("branch"),
      recording: try json.optionalString("recording"),
      verdict: try json.choice("verdict"),
      status: try json.integer("status"),
      trust: Trust(reasons: try json.optional("trust")?.strings("reasons") ?? []),
      benchmarks: try json.array("benchmarks").mapShape(BenchmarkSummary.init),
      suiteObjectives: try json.array("suite_objectives").mapShape {
        (json) throws(JSONShapeError) in try ObjectiveSummary(json, subject: .suite)
      },
      errorBudgets: try json.array("error_budgets").mapShape(ErrorBudgetSummary.init),
      steps: try json.array("steps").mapShape(StepSummary.init),
      firstOver: nil
    )
    processes = try json.array("processes").mapShape(ProcessSummary.init)
    outages = try json.array("outages").mapShape(Outage.init)
    if let total = json.optional("gaps") { gaps = try GapTotal(total) }
    if let first = json.optional("first_over") { firstOver = try FirstOver(first) }
  }
}

extension BenchmarkSummary {
  /// One object of `benchmarks`.
  package var json: JSON {
    var members = [
      JSON.Member("name", .string(name)),
      JSON.Member("verdict", .string(verdict.rawValue)),
      JSON.Member("skipped", JSON(skipped)),
      JSON.Member("count", JSON(count)),
      JSON.Member("failed", JSON(failed)),
      JSON.Member("warmup", JSON(warmup)),
      JSON.Member("cut_off", JSON(cutOff)),
      JSON.Member("dropped", JSON(dropped)),
      JSON.Member("clamped", JSON(clamped)),
      JSON.Member("rate", JSON(exact: rate)),
      JSON.Member("throughput", JSON(exact: throughput)),
      JSON.Member("error_rate", JSON(exact: errorRate)),
      JSON.Member("errors", .errors(errors)),
      JSON.Member("latency", latency?.json ?? .null),
    ]
    let reasons = errors.flatMap { error in
      error.reasons.map { (ErrorReason(kind: error.kind, text: $0.text), $0.count) }
    }
    if !reasons.isEmpty {
      members.append(JSON.Member("reasons", .array(reasons.map { $0.0.json(count: $0.1) })))
    }
    if let latency, latency.count != samples {
      members.append(JSON.Member("latency_count", JSON(latency.count)))
    }
    if let runs { members += runs.members }
    members.append(JSON.Member("objectives", .array(objectives.map(\.json))))
    return .object(members)
  }

  /// The samples that its latency mostly has: all that succeeded.
  private var samples: UInt64 { count > failed ? count - failed : 0 }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    let name = try json.string("name")
    let count: UInt64 = try json.integer("count")
    let failed: UInt64 = try json.integer("failed")
    self.init(
      name: name,
      verdict: try json.choice("verdict"),
      skipped: try json.optionalString("skipped"),
      count: count,
      failed: failed,
      warmup: try json.integerOrZero("warmup"),
      cutOff: try json.integerOrZero("cut_off"),
      dropped: try json.integerOrZero("dropped"),
      clamped: try json.integerOrZero("clamped"),
      rate: try json.doubleOrZero("rate"),
      throughput: try json.doubleOrZero("throughput"),
      errorRate: try json.doubleOrZero("error_rate"),
      errors: json.errors("errors"),
      latency: nil,
      runs: try RunFigures(members: json),
      objectives: try json.array("objectives").mapShape { (json) throws(JSONShapeError) in
        try ObjectiveSummary(json, subject: .benchmark(name))
      }
    )
    for value in json.optional("reasons")?.arrayValue ?? [] {
      let (reason, times) = try ErrorReason.read(value)
      guard let place = errors.firstIndex(where: { $0.kind == reason.kind }) else { continue }
      errors[place].reasons.append(ReasonCount(text: reason.text, count: times))
    }
    if let figures = json.optional("latency") {
      latency = try LatencySummary(
        figures,
        count: json.optionalInteger("latency_count") ?? samples
      )
    }
  }
}

extension LatencySummary {
  /// One object: min, mean, stddev, the reported quantiles and max, in whole nanoseconds.
  package var json: JSON {
    var members = [JSON.Member("min", JSON(minimum))]
    members += JSON.exact("mean", nanoseconds: mean)
    members += JSON.exact("stddev", nanoseconds: standardDeviation)
    for (quantile, value) in zip(Quantile.reported, values) {
      members.append(JSON.Member(quantile.name, JSON(value)))
    }
    members.append(JSON.Member("max", JSON(maximum)))
    return .object(members)
  }

  /// Reads what `json` wrote, of `count` samples.
  init(_ json: JSON, count: UInt64) throws(JSONShapeError) {
    self.init(
      count: count,
      minimum: try json.integer("min"),
      mean: try json.figure("mean"),
      standardDeviation: try json.figure("stddev"),
      values: try Quantile.reported.mapShape { (quantile) throws(JSONShapeError) -> Int64 in
        try json.integer(quantile.name)
      },
      maximum: try json.integer("max")
    )
  }
}

extension ErrorBudgetSummary {
  /// One object of `error_budgets`.
  package var json: JSON {
    [
      "subject": .string(subject),
      "metric": .string(metric),
      "allowed": JSON(exact: allowed),
      "bad": JSON(bad),
      "total": JSON(total),
      "left": left == -.infinity ? .null : JSON(exact: left),
      "burn": burn == .infinity ? .null : JSON(exact: burn),
    ]
  }

  /// Reads what `json` wrote.
  ///
  /// What is without bound was written as null: nothing is left.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      subject: try json.string("subject"),
      metric: try json.string("metric"),
      allowed: try json.doubleOrZero("allowed"),
      bad: try json.integer("bad"),
      total: try json.integer("total"),
      left: try json.optionalDouble("left") ?? -.infinity,
      burn: try json.optionalDouble("burn") ?? .infinity
    )
  }
}

extension StepSummary {
  /// One object of `steps`; its judgements are in the order of the suite's objectives.
  package var json: JSON {
    [
      "from": JSON(exact: from),
      "to": JSON(exact: to),
      "start": JSON(startNanoseconds),
      "end": JSON(endNanoseconds),
      "verdict": .string(verdict.rawValue),
      "rate": JSON(exact: rate),
      "error_rate": JSON(exact: errorRate),
      "benchmarks": .array(benchmarks.map(\.json)),
      "judgements": .array(judgements.map { .object($0.members(unit: nil)) }),
    ]
  }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      from: try json.doubleOrZero("from"),
      to: try json.doubleOrZero("to"),
      startNanoseconds: try json.integer("start"),
      endNanoseconds: try json.integer("end"),
      verdict: try json.choice("verdict"),
      rate: try json.doubleOrZero("rate"),
      errorRate: try json.doubleOrZero("error_rate"),
      benchmarks: try json.array("benchmarks").mapShape(Traffic.init),
      judgements: try json.array("judgements").mapShape(Judgement.init(members:))
    )
  }
}

extension StepSummary.Traffic {
  fileprivate var json: JSON {
    ["name": .string(name), "rate": JSON(exact: rate), "error_rate": JSON(exact: errorRate)]
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      name: try json.string("name"),
      rate: try json.doubleOrZero("rate"),
      errorRate: try json.doubleOrZero("error_rate")
    )
  }
}

extension FirstOver {
  /// The object of `first_over`.
  package var json: JSON {
    ["at": JSON(atNanoseconds), "subject": .string(subject), "metric": .string(metric)]
  }

  /// Reads what `json` wrote.
  init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      atNanoseconds: try json.integer("at"),
      subject: try json.string("subject"),
      metric: try json.string("metric")
    )
  }
}
