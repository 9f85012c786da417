import Budgets
import Measurements

extension Judgement {
  /// Its members: durations in whole nanoseconds, `unsure`, `missing` and `not_enough_answers` only
  /// where they say something.
  func members(unit: MetricUnit?) -> [JSON.Member] {
    var members = JSON.figure("observed", observed, in: unit)
    members += JSON.figure("low", low, in: unit)
    members += JSON.figure("high", high, in: unit)
    members += JSON.consumption(
      consumption,
      isUnbounded: Self.isUnbounded(observed: observed, verdict)
    )
    members += [
      JSON.Member("verdict", .string(verdict.rawValue)), JSON.Member("sure", .bool(sure)),
    ]
    if let uncertainty { members.append(JSON.Member("unsure", uncertainty.json)) }
    if missing > 0 { members.append(JSON.Member("missing", JSON(missing))) }
    if tooFewAnswers { members.append(JSON.Member("not_enough_answers", true)) }
    return members
  }

  /// Reads what `members` wrote.
  ///
  /// A consumption without bound is written as null, as is one of which nothing can be said.
  init(members json: JSON) throws(JSONShapeError) {
    let observed = try json.optionalFigure("observed")
    let verdict: Verdict = try json.choice("verdict")
    var uncertainty: Uncertainty?
    if let member = json.optional("unsure") { uncertainty = try Uncertainty(member) }
    self.init(
      observed: observed,
      low: try json.optionalFigure("low"),
      high: try json.optionalFigure("high"),
      consumption: try json.consumption(
        isUnbounded: Self.isUnbounded(observed: observed, verdict)
      ),
      verdict: verdict,
      sure: try json.bool("sure"),
      uncertainty: uncertainty,
      missing: try json.integerOrZero("missing"),
      tooFewAnswers: try json.bool("not_enough_answers")
    )
  }

  /// Whether null is a consumption without bound where nothing else says it.
  private static func isUnbounded(observed: Double?, _ verdict: Verdict) -> Bool {
    observed != nil && (verdict == .drift || verdict == .violation)
  }
}

extension ObjectiveSummary {
  /// One object: what the objective asks for, and how it was judged.
  package var json: JSON {
    let unit = objective.metric.unit
    var members = [
      JSON.Member("metric", .string(objective.metric.name)),
      JSON.Member("comparison", .string(objective.comparison.rawValue)),
    ]
    members += JSON.figure("budget", objective.budget, in: unit)
    members.append(JSON.Member("unit", .string(unit.rawValue)))
    members += judgement.members(unit: unit)
    if let seconds = objective.inEverySeconds {
      let every = JSON(nanoseconds: seconds * 1e9)
      members.append(JSON.Member("in_every", every))
      if every.doubleValue.map({ $0 / 1e9 }) != seconds {
        members.append(JSON.Member("in_every_seconds", JSON(exact: seconds)))
      }
    }
    if objective.limits != VerdictLimits() {
      members.append(
        JSON.Member(
          "limits",
          [
            "drift": JSON(exact: objective.limits.drift),
            "violation": JSON(exact: objective.limits.violation),
          ]
        )
      )
    }
    if let share = objective.errorBudget {
      members.append(JSON.Member("error_budget", JSON(exact: share)))
    }
    if objective.isDefault { members.append(JSON.Member("default", true)) }
    if let text = objective.budgetText { members.append(JSON.Member("written", .string(text))) }
    return .object(members)
  }

  /// Reads what `json` wrote.
  init(_ json: JSON, subject: Subject) throws(JSONShapeError) {
    guard let metric = Metric(writtenName: try json.string("metric")) else {
      throw .wrong(key: "metric", expected: "a known metric")
    }
    var objective = Objective(
      subject: subject,
      metric: metric,
      comparison: try json.choice("comparison"),
      budget: try json.figure("budget")
    )
    objective.inEverySeconds = try json.optionalDouble("in_every").map { $0 / 1e9 }
    if let seconds = try json.optionalDouble("in_every_seconds") {
      objective.inEverySeconds = seconds
    }
    if let limits = json.optional("limits") {
      objective.limits = VerdictLimits(
        drift: try limits.double("drift"),
        violation: try limits.double("violation")
      )
    }
    objective.errorBudget = try json.optionalDouble("error_budget")
    objective.isDefault = try json.bool("default")
    if let text = try json.optionalString("written") {
      objective.written = WrittenFigure(text, value: objective.budget)
    }
    self.init(objective: objective, judgement: try Judgement(members: json))
  }
}

extension Metric {
  /// The metric whose `name` this is.
  init?(writtenName name: String) {
    let plain: [Metric] = [
      .minimum, .mean, .maximum, .errorRate, .availability, .throughput, .userTime, .systemTime,
      .residentMemory, .cpu, .threads, .openFiles, .contextSwitches,
    ]
    if let metric = plain.first(where: { $0.name == name }) {
      self = metric
    } else if name.hasPrefix("p"), let quantile = Quantile(percent: name.dropFirst()) {
      self = .quantile(quantile)
    } else {
      return nil
    }
  }
}

extension JSON {
  /// A figure: a whole number as an integer where its unit is not known, and of bytes and counts.
  static func figure(_ key: String, _ value: Double?, in unit: MetricUnit?) -> [Member] {
    switch unit {
    case .nanoseconds: return exact(key, nanoseconds: value)
    case .share, .perSecond: return [Member(key, JSON(exact: value))]
    case .bytes, .count, nil:
      if let value, value.magnitude < 9_007_199_254_740_992, let whole = Int64(exactly: value) {
        return [Member(key, .integer(whole))]
      }
      return [Member(key, JSON(exact: value))]
    }
  }
}
