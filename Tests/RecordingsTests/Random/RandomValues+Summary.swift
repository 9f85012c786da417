import Budgets
import Measurements

@testable import Sessions

extension RandomValues {
  mutating func summary() -> Summary {
    var summary = Summary(
      suite: text(),
      profile: text(),
      environment: maybe { $0.text() },
      model: model(),
      steered: bool(),
      startedNanoseconds: integer(0...JSON.latestStart),
      measuredNanoseconds: moment(),
      originNanoseconds: moment(),
      commit: maybe { $0.text() },
      branch: maybe { $0.text() },
      recording: maybe { $0.text() },
      verdict: verdict(),
      status: integer(0...Int.max),
      trust: Trust(reasons: list { $0.text() }),
      benchmarks: list { $0.benchmark() },
      suiteObjectives: list { $0.objective(.suite) },
      errorBudgets: list { $0.errorBudget() },
      steps: list { $0.step() },
      firstOver: maybe { values in
        FirstOver(atNanoseconds: values.moment(), subject: values.text(), metric: values.text())
      }
    )
    summary.processes = list { $0.processSummary() }
    summary.outages = list { $0.outage() }
    summary.gaps = maybe { GapTotal(count: $0.integer(1...UInt64.max), gap: $0.gap()) }
    return summary
  }

  private mutating func benchmark() -> BenchmarkSummary {
    let name = text()
    return BenchmarkSummary(
      name: name,
      verdict: verdict(),
      skipped: maybe { $0.text() },
      count: integer(0...UInt64.max),
      failed: integer(0...UInt64.max),
      warmup: integer(0...UInt64.max),
      cutOff: integer(0...UInt64.max),
      dropped: integer(0...UInt64.max),
      clamped: integer(0...UInt64.max),
      rate: number(),
      throughput: number(),
      errorRate: number(),
      errors: errors(),
      latency: maybe { $0.latency() },
      runs: maybe { values in
        RunFigures(
          userNanoseconds: values.number(),
          systemNanoseconds: values.number(),
          residentBytes: values.moment(),
          residentIsMost: values.bool()
        )
      },
      objectives: list { $0.objective(.benchmark(name)) }
    )
  }

  /// Failures, each kind once.
  mutating func errors() -> [ErrorCount] {
    var errors: [ErrorCount] = []
    let kinds: [ErrorKind] = list { $0.errorKind() }
    for kind in kinds where !errors.contains(where: { $0.kind == kind }) {
      var error = ErrorCount(kind: kind, count: integer(0...UInt64.max))
      error.reasons = list { ReasonCount(text: $0.text(), count: $0.integer(0...UInt64.max)) }
      errors.append(error)
    }
    return errors
  }

  private mutating func latency() -> LatencySummary {
    LatencySummary(
      count: integer(1...UInt64.max),
      minimum: moment(),
      mean: number(),
      standardDeviation: number(),
      values: Quantile.reported.map { _ in moment() },
      maximum: moment()
    )
  }

  private mutating func processSummary() -> ProcessSummary {
    let name = text()
    return ProcessSummary(
      name: name,
      verdict: verdict(),
      totals: maybe { values in
        ProcessTotals(
          nanoseconds: values.moment(),
          cpuNanoseconds: values.number(),
          switches: values.integer(0...UInt64.max),
          mostResidentBytes: values.integer(0...UInt64.max),
          mostThreads: values.integer(0...Int.max),
          mostOpenFiles: values.maybe { $0.integer(0...Int.max) }
        )
      },
      objectives: list { $0.objective(.process(name)) },
      cores: integer(0...Int.max)
    )
  }

  mutating func objective(_ subject: Subject) -> ObjectiveSummary {
    var objective = Objective(
      subject: subject,
      metric: metric(any(MetricName.self)),
      comparison: comparison(),
      budget: number()
    )
    let unit = ["ms", "s", "%", "MB", "/s"][integer(0...4)]
    if bool() { objective.setBudget(number(), as: "\(integer(1...999))\(unit)") }
    if bool() { objective.limits = VerdictLimits(drift: number(), violation: number()) }
    objective.inEverySeconds = maybe { $0.number() }
    objective.errorBudget = maybe { $0.number() }
    objective.isDefault = bool()
    return ObjectiveSummary(objective: objective, judgement: judgement())
  }

  mutating func judgement() -> Judgement {
    Judgement(
      observed: maybe { $0.number() },
      low: maybe { $0.number() },
      high: maybe { $0.number() },
      consumption: maybe { $0.number() },
      verdict: verdict(),
      sure: bool(),
      uncertainty: maybe { values in values.uncertainty(values.any(UncertaintyName.self)) },
      missing: integer(0...Int.max),
      tooFewAnswers: bool()
    )
  }

  enum UncertaintyName: CaseName {
    case intervals, samples, close, failures, openEnd

    init(_ uncertainty: Uncertainty) {
      switch uncertainty {
      case .intervals: self = .intervals
      case .samples: self = .samples
      case .close: self = .close
      case .failures: self = .failures
      case .openEnd: self = .openEnd
      }
    }
  }

  mutating func uncertainty(_ name: UncertaintyName) -> Uncertainty {
    switch name {
    case .intervals:
      .intervals(needed: integer(0...Int.max), soFar: integer(0...Int.max))
    case .samples: .samples(needed: integer(0...Int.max), soFar: integer(0...Int.max))
    case .close: .close(times: maybe { $0.number() })
    case .failures: .failures(most: number())
    case .openEnd: .openEnd
    }
  }

  private mutating func errorBudget() -> ErrorBudgetSummary {
    ErrorBudgetSummary(
      subject: text(),
      metric: text(),
      allowed: number(),
      bad: integer(0...UInt64.max),
      total: integer(0...UInt64.max),
      left: number(),
      burn: number()
    )
  }

  private mutating func step() -> StepSummary {
    StepSummary(
      from: number(),
      to: number(),
      startNanoseconds: moment(),
      endNanoseconds: moment(),
      verdict: verdict(),
      rate: number(),
      errorRate: number(),
      benchmarks: list {
        StepSummary.Traffic(name: $0.text(), rate: $0.number(), errorRate: $0.number())
      },
      judgements: list { $0.judgement() }
    )
  }
}
