package import Measurements

/// What an objective holds against its budget.
package enum Metric: Hashable, Sendable {
  /// A percentile of the latency of what succeeded.
  case quantile(Quantile)
  /// The fastest success.
  case minimum
  /// The mean latency of what succeeded.
  case mean
  /// The slowest success.
  case maximum
  /// Failed / ended requests.
  case errorRate
  /// Succeeded / due requests, those included that were dropped or cut off; `success_rate` is
  /// another spelling.
  case availability
  /// Successes per second.
  case throughput
  /// Mean CPU time in user mode of a command.
  case userTime
  /// Mean CPU time in kernel mode of a command.
  case systemTime
  /// The most resident memory: of the runs of a command, or over time of a watched process.
  case residentMemory
  /// Mean CPU use of a watched process, in cores: 1 is one core all the time.
  case cpu
  /// The most threads of a watched process.
  case threads
  /// The most open files of a watched process.
  case openFiles
  /// Context switches per second of a watched process.
  case contextSwitches

  /// As it is written in a suite: `p95`, `error_rate`.
  package var name: String {
    switch self {
    case .quantile(let quantile): quantile.name
    case .minimum: "min"
    case .mean: "mean"
    case .maximum: "max"
    case .errorRate: "error_rate"
    case .availability: "availability"
    case .throughput: "throughput"
    case .userTime: "user"
    case .systemTime: "system"
    case .residentMemory: "rss"
    case .cpu: "cpu"
    case .threads: "threads"
    case .openFiles: "open_files"
    case .contextSwitches: "context_switches"
    }
  }

  /// What its values are measured in.
  package var unit: MetricUnit {
    switch self {
    case .quantile, .minimum, .mean, .maximum, .userTime, .systemTime: .nanoseconds
    case .errorRate, .availability, .cpu: .share
    case .throughput, .contextSwitches: .perSecond
    case .residentMemory: .bytes
    case .threads, .openFiles: .count
    }
  }

  /// The side of the budget that is good unless the suite says otherwise.
  package var defaultComparison: Comparison {
    switch self {
    case .availability, .throughput: .atLeast
    default: .atMost
    }
  }

  /// Whether it is a figure of the latency of what succeeded.
  package var isLatency: Bool {
    switch self {
    case .quantile, .minimum, .mean, .maximum: true
    default: false
    }
  }

  /// Whether only a watched process has it.
  package var isOfProcess: Bool {
    switch self {
    case .cpu, .threads, .openFiles, .contextSwitches: true
    default: false
    }
  }
}

/// What a value is measured in.
package enum MetricUnit: String, Sendable {
  /// Nanoseconds.
  case nanoseconds = "ns"
  /// A share, 0...1.
  case share
  /// Per second.
  case perSecond = "/s"
  /// Bytes.
  case bytes = "B"
  /// A number of things.
  case count
}

/// Which side of a budget is good.
package enum Comparison: String, CaseIterable, Sendable {
  /// The budget is the most that is allowed.
  case atMost = "<="
  /// The budget is the least that is allowed.
  case atLeast = ">="
}

/// What an objective is about.
package enum Subject: Hashable, Sendable {
  /// All benchmarks together.
  case suite
  /// One benchmark, by its name.
  case benchmark(String)
  /// A watched process, by its label.
  case process(String)

  /// The benchmark's name, or `suite`.
  package var name: String {
    switch self {
    case .suite: "suite"
    case .benchmark(let name), .process(let name): name
    }
  }
}

/// One metric of a benchmark, or of the whole suite, held against a budget.
package struct Objective: Hashable, Sendable {
  /// What it is about.
  package var subject: Subject
  /// What is measured.
  package var metric: Metric
  /// Which side of the budget is good.
  package var comparison: Comparison
  /// The budget, in the unit of the metric (ns, share 0...1, per second).
  package var budget: Double
  /// Where drift and violation begin.
  package var limits: VerdictLimits
  /// Judged in each window of this many seconds instead of over the whole run; nil for the whole.
  package var inEverySeconds: Double?
  /// The share of bad events that is allowed, where it was written down.
  package var errorBudget: Double?
  /// Whether nobody wrote it: the error rate that every benchmark is held to.
  package var isDefault = false
  /// The budget as it was written.
  package var written = WrittenFigure()

  /// The budget as it was written; nil if nobody wrote this one.
  package var budgetText: String? { written.text(of: budget) }

  /// Sets another budget, written as `text`.
  package mutating func setBudget(_ value: Double, as text: some StringProtocol) {
    budget = value
    written = WrittenFigure(text, value: value)
  }

  /// An objective with the limits of its suite.
  package init(
    subject: Subject,
    metric: Metric,
    comparison: Comparison? = nil,
    budget: Double,
    limits: VerdictLimits = VerdictLimits()
  ) {
    self.subject = subject
    self.metric = metric
    self.comparison = comparison ?? metric.defaultComparison
    self.budget = budget
    self.limits = limits
  }

  /// The error rate that every benchmark is held to for which nobody wrote one: 1 %.
  package static func defaultErrorRate(of benchmark: String) -> Objective {
    var objective = Objective(
      subject: .benchmark(benchmark),
      metric: .errorRate,
      budget: 0.01
    )
    objective.isDefault = true
    return objective
  }
}

/// The consumption at which pass ends and at which violation begins, as shares: 1.0 and 1.1.
package struct VerdictLimits: Hashable, Sendable {
  /// Above this the verdict is drift.
  package var drift: Double
  /// Above this the verdict is violation.
  package var violation: Double

  /// The limits; 100 % and 110 % unless said otherwise.
  package init(drift: Double = 1.0, violation: Double = 1.1) {
    self.drift = drift
    self.violation = violation
  }

  /// Every breach is a violation.
  package static let hard = VerdictLimits(drift: 1, violation: 1)

  /// Whether there is no drift between pass and violation.
  package var isHard: Bool { violation <= drift }
}

/// How wide the band around a budget is drawn; it never changes a verdict.
package enum Tolerance: String, CaseIterable, Sendable {
  case strict
  case normal
  case relaxed

  /// Half the width of the band, as a share of the budget: 2, 5 and 10 %.
  package var share: Double {
    switch self {
    case .strict: 0.02
    case .normal: 0.05
    case .relaxed: 0.10
    }
  }
}

/// The answer to "is it within its budget?".
package enum Verdict: String, CaseIterable, Sendable {
  /// Not enough samples to say.
  case pending
  /// Within the budget.
  case pass
  /// Over the budget by less than violation begins at.
  case drift
  /// Over the budget.
  case violation
  /// It could not run here.
  case skipped

  /// How much it matters: a worse verdict has a greater one.
  package var severity: Int {
    switch self {
    case .skipped: 0
    case .pending: 1
    case .pass: 2
    case .drift: 3
    case .violation: 4
    }
  }
}
