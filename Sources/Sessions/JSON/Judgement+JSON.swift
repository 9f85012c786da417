import Budgets
import Measurements

extension Judgement {
  /// Its members: durations in whole nanoseconds, `unsure`, `missing` and `not_enough_answers` only
  /// where they say something.
  func members(unit: MetricUnit?) -> [JSON.Member] {
    func figure(_ value: Double?) -> JSON {
      switch unit {
      case .nanoseconds: JSON(nanoseconds: value)
      case .share, .perSecond: JSON(value)
      case .bytes, .count: JSON(figure: value)
      case nil: JSON(figure: value)
      }
    }
    var members = [
      JSON.Member("observed", figure(observed)),
      JSON.Member("low", figure(low)),
      JSON.Member("high", figure(high)),
      JSON.Member("consumption", JSON(consumption)),
      JSON.Member("verdict", .string(verdict.rawValue)),
      JSON.Member("sure", .bool(sure)),
    ]
    if let uncertainty { members.append(JSON.Member("unsure", uncertainty.json)) }
    if missing > 0 { members.append(JSON.Member("missing", JSON(missing))) }
    if tooFewAnswers { members.append(JSON.Member("not_enough_answers", true)) }
    return members
  }

  /// Reads what `members` wrote.
  ///
  /// A consumption without bound is written as null, and is told from one of which nothing can be
  /// said by the figure that was observed.
  init(members json: JSON) throws(JSONShapeError) {
    let observed = try json.optionalDouble("observed")
    let verdict: Verdict = try json.choice("verdict")
    var consumption = try json.optionalDouble("consumption")
    if consumption == nil, observed != nil, verdict == .drift || verdict == .violation {
      consumption = .infinity
    }
    var uncertainty: Uncertainty?
    if let member = json.optional("unsure") { uncertainty = try Uncertainty(member) }
    self.init(
      observed: observed,
      low: try json.optionalDouble("low"),
      high: try json.optionalDouble("high"),
      consumption: consumption,
      verdict: verdict,
      sure: try json.bool("sure"),
      uncertainty: uncertainty,
      missing: try json.integerOrZero("missing"),
      tooFewAnswers: try json.bool("not_enough_answers")
    )
  }
}

extension ObjectiveSummary {
  /// One object: what the objective asks for, and how it was judged.
  package var json: JSON {
    let unit = objective.metric.unit
    let budget =
      switch unit {
      case .nanoseconds: JSON(nanoseconds: objective.budget)
      case .share, .perSecond: JSON(objective.budget)
      case .bytes, .count: JSON(figure: objective.budget)
      }
    var members = [
      JSON.Member("metric", .string(objective.metric.name)),
      JSON.Member("comparison", .string(objective.comparison.rawValue)),
      JSON.Member("budget", budget),
      JSON.Member("unit", .string(unit.rawValue)),
    ]
    members += judgement.members(unit: unit)
    if let seconds = objective.inEverySeconds {
      members.append(JSON.Member("in_every", JSON(nanoseconds: seconds * 1e9)))
    }
    if objective.isDefault { members.append(JSON.Member("default", true)) }
    if let text = objective.budgetText { members.append(JSON.Member("written", .string(text))) }
    return .object(members)
  }

  /// Reads what `json` wrote.
  ///
  /// Limits and error budget, which it does not have, are the defaults.
  init(_ json: JSON, subject: Subject) throws(JSONShapeError) {
    guard let metric = Metric(writtenName: try json.string("metric")) else {
      throw .wrong(key: "metric", expected: "a known metric")
    }
    var objective = Objective(
      subject: subject,
      metric: metric,
      comparison: try json.choice("comparison"),
      budget: try json.double("budget")
    )
    objective.inEverySeconds = try json.optionalDouble("in_every").map { $0 / 1e9 }
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
  /// A figure whose unit is not known here: whole numbers as integers.
  init(figure value: Double?) {
    if let value, value.magnitude < 9_007_199_254_740_992, let whole = Int64(exactly: value) {
      self = .integer(whole)
    } else {
      self.init(value)
    }
  }
}
