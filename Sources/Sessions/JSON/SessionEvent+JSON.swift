import Budgets

extension SessionEvent {
  /// One object: `at`, `kind`, and what belongs to the kind.
  package var json: JSON {
    let (name, members) = kind.written
    return .object(
      [JSON.Member("at", JSON(atNanoseconds)), JSON.Member("kind", .string(name))] + members
    )
  }

  /// Reads what `json` wrote; nil if its kind is not known here.
  package init?(_ json: JSON) throws(JSONShapeError) {
    let at: Int64 = try json.integer("at")
    guard (0...JSON.longestSession).contains(at) else {
      throw .wrong(key: "at", expected: "between 0 and ten years")
    }
    guard let kind = try Kind(named: try json.string("kind"), json) else { return nil }
    self.init(atNanoseconds: at, kind: kind)
  }
}

extension SessionEvent.Kind {
  fileprivate var written: (name: String, members: [JSON.Member]) {
    switch self {
    case .load(let change):
      (
        "load",
        [
          JSON.Member("from", JSON(exact: change.from)), JSON.Member("to", JSON(exact: change.to)),
          JSON.Member("stage", JSON(change.stage)),
        ]
      )
    case .mark(let text): ("mark", [JSON.Member("text", .string(text))])
    case .paused: ("paused", [])
    case .resumed: ("resumed", [])
    case .steered(let text): ("steered", [JSON.Member("text", .string(text))])
    case .notice(let text): ("notice", [JSON.Member("text", .string(text))])
    case .skipped(let benchmark):
      (
        "skipped",
        [
          JSON.Member("benchmark", .string(benchmark.name)),
          JSON.Member("reason", .string(benchmark.reason)),
        ]
      )
    case .gap(let gap): ("gap", gap.members)
    case .slowest(let requests):
      ("slowest", [JSON.Member("requests", .array(requests.map(\.json)))])
    case .verdict(let change): ("verdict", change.members)
    case .overBudget(let crossing): ("over_budget", crossing.members)
    case .backUnder(let crossing): ("back_under", crossing.members)
    case .alert(let alert): ("alert", alert.members)
    case .alertOver(let alert): ("alert_over", alert.members)
    case .outage(let outage): ("outage", outage.members)
    case .trust(let change):
      (
        "trust",
        [JSON.Member("text", .string(change.text)), JSON.Member("good", .bool(change.isGood))]
      )
    }
  }

  fileprivate init?(named name: String, _ json: JSON) throws(JSONShapeError) {
    switch name {
    case "load":
      self = .load(
        LoadChange(
          from: try json.doubleOrZero("from"),
          to: try json.doubleOrZero("to"),
          stage: try json.optionalInteger("stage")
        )
      )
    case "mark": self = .mark(try json.string("text"))
    case "paused": self = .paused
    case "resumed": self = .resumed
    case "steered": self = .steered(try json.string("text"))
    case "notice": self = .notice(try json.string("text"))
    case "skipped":
      self = .skipped(
        SkippedBenchmark(
          name: try json.string("benchmark"),
          reason: try json.string("reason")
        )
      )
    case "gap": self = .gap(try Gap(json))
    case "slowest": self = .slowest(try json.array("requests").mapShape(SlowRequest.init))
    case "verdict": self = .verdict(try VerdictChange(json))
    case "over_budget": self = .overBudget(try WindowCrossing(json))
    case "back_under": self = .backUnder(try WindowCrossing(json))
    case "alert": self = .alert(try Alert(json))
    case "alert_over": self = .alertOver(try Alert(json))
    case "outage": self = .outage(try Outage(json))
    case "trust":
      let text = try json.string("text")
      // Recordings that do not say what it is had one way to say that it is good.
      let isGood =
        try json.optional("good") == nil
        ? text == "the measurement can be believed again" : json.bool("good")
      self = .trust(TrustChange(isGood: isGood, text: text))
    default: return nil
    }
  }
}

extension SlowRequest {
  fileprivate var json: JSON {
    let known = [
      ("connect", phases.connectNanoseconds), ("tls", phases.tlsNanoseconds),
      ("first_byte", phases.firstByteNanoseconds),
    ]
    return .object(
      [
        JSON.Member("at", JSON(atNanoseconds)),
        JSON.Member("benchmark", .string(benchmark)),
        JSON.Member("latency", JSON(latencyNanoseconds)),
        JSON.Member("outcome", .string(outcome)),
        JSON.Member("good", .bool(isGood)),
        JSON.Member("request", .string(request)),
      ] + known.compactMap { name, value in value.map { JSON.Member(name, JSON($0)) } }
    )
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      atNanoseconds: try json.integer("at"),
      benchmark: try json.string("benchmark"),
      latencyNanoseconds: try json.integer("latency"),
      outcome: try json.string("outcome"),
      isGood: try json.optional("good") == nil
        ? Self.looksGood(json.string("outcome")) : json.bool("good"),
      request: try json.string("request")
    )
    phases.connectNanoseconds = try json.optionalInteger("connect")
    phases.tlsNanoseconds = try json.optionalInteger("tls")
    phases.firstByteNanoseconds = try json.optionalInteger("first_byte")
  }

  /// What recordings meant that did not say whether it was a good answer.
  private static func looksGood(_ outcome: String) -> Bool {
    outcome.first == "2" || outcome.first == "3" || outcome == "ok" || outcome == "message"
  }
}

extension VerdictChange {
  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("subject", .string(subject)), JSON.Member("metric", .string(metric)),
      JSON.Member("from", .string(from.rawValue)), JSON.Member("to", .string(to.rawValue)),
    ] + JSON.consumption(consumption) + JSON.tooManyFailed(tooManyFailed)
      + (sinceNanoseconds.map { [JSON.Member("since", JSON($0))] } ?? [])
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      subject: try json.string("subject"),
      metric: try json.string("metric"),
      from: try json.choice("from"),
      to: try json.choice("to"),
      consumption: try json.consumption(),
      sinceNanoseconds: try json.optionalInteger("since"),
      tooManyFailed: try json.bool("too_many_failed")
    )
  }
}

extension WindowCrossing {
  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("subject", .string(subject)), JSON.Member("metric", .string(metric)),
    ] + JSON.consumption(consumption) + JSON.tooManyFailed(tooManyFailed)
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      subject: try json.string("subject"),
      metric: try json.string("metric"),
      consumption: try json.consumption(),
      tooManyFailed: try json.bool("too_many_failed")
    )
  }
}

extension Alert {
  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("severity", .string(severity.rawValue)),
      JSON.Member("subject", .string(subject)), JSON.Member("metric", .string(metric)),
      JSON.Member("rule", .string(rule)),
      JSON.Member("text", .string(text)),
    ]
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    let text = try json.string("text")
    self.init(
      severity: try json.choice("severity"),
      subject: try json.string("subject"),
      // Its words begin with it.
      metric: try json.optionalString("metric") ?? String(text.prefix { $0 != " " }),
      rule: try json.string("rule"),
      text: text
    )
  }
}

extension JSON {
  /// A member that is there where it says something.
  fileprivate static func tooManyFailed(_ isSo: Bool) -> [Member] {
    isSo ? [Member("too_many_failed", true)] : []
  }
}
