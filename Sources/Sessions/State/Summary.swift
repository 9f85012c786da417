package import Budgets
package import Measurements

/// How a session ended, in figures: the same object in a recording's last line, on standard output
/// and in reports.
package struct Summary: Sendable, Equatable {
  /// The suite's name.
  package var suite: String
  /// The profile's name.
  package var profile: String
  /// The environment's name; nil for none.
  package var environment: String?
  /// What drove the load.
  package var model: LoadProfile.LoadModel
  /// Whether a user changed the load by hand.
  package var steered: Bool
  /// The start, nanoseconds since 1970-01-01 UTC.
  package var startedNanoseconds: Int64
  /// The measured part without pauses and standstills, ns.
  package var measuredNanoseconds: Int64
  /// Where the measured part began, since the start of the session, ns: 00:00 of every elapsed time that
  /// is shown.
  package var originNanoseconds: Int64 = 0
  /// The commit that was measured; nil if unknown.
  package var commit: String?
  /// The branch; nil if unknown.
  package var branch: String?
  /// Where the recording is; nil without one.
  package var recording: String?
  /// The worst verdict of all objectives.
  package var verdict: Verdict
  /// The exit status that follows from the verdict, 0...3.
  package var status: Int
  /// Whether the measurement can be believed.
  package var trust: Trust
  /// In the order of the suite, then those that joined.
  package var benchmarks: [BenchmarkSummary]
  /// The watched processes, in the order of the suite.
  package var processes: [ProcessSummary] = []
  /// The suite's own objectives.
  package var suiteObjectives: [ObjectiveSummary]
  /// The error budgets of the objectives that have one.
  package var errorBudgets: [ErrorBudgetSummary]
  /// By load.
  package var steps: [StepSummary]
  /// The first moment at which 10 s of an objective were over its budget; nil if there was none.
  package var firstOver: FirstOver?
  /// The times in which most requests failed.
  package var outages: [Outage] = []
  /// The times in which this program did not run; nil if there were none.
  package var gaps: GapTotal?
}

/// Whether a measurement can be believed.
package struct Trust: Sendable, Equatable {
  /// The answers.
  package enum Verdict: String, Sendable {
    /// Nothing speaks against it.
    case good
    /// The generator or the machine was not able to measure as asked for.
    case doubtful
  }

  /// The answer.
  package var verdict: Verdict { reasons.isEmpty ? .good : .doubtful }
  /// What speaks against it, in words; empty if nothing does.
  package var reasons: [String]

  /// Trust, with what speaks against it.
  package init(reasons: [String] = []) { self.reasons = reasons }
}

/// The figures of one benchmark.
package struct BenchmarkSummary: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// The worst verdict of its objectives.
  package var verdict: Verdict
  /// Why it was skipped; nil if it ran.
  package var skipped: String?
  /// Requests that ended inside the measured part, failed ones included.
  package var count: UInt64
  /// Those of them that failed.
  package var failed: UInt64
  /// Requests that ended in the warm-up.
  package var warmup: UInt64
  /// Sent, but not answered when the run ended.
  package var cutOff: UInt64
  /// Due, but never sent.
  package var dropped: UInt64
  /// Values outside 1 ns...1 h.
  package var clamped: UInt64
  /// `count` per second.
  package var rate: Double
  /// Successes per second.
  package var throughput: Double
  /// `failed` / `count`, 0...1; 0 without requests.
  package var errorRate: Double
  /// Failures by kind, the most frequent first.
  package var errors: [ErrorCount]
  /// Latency of what succeeded; nil if nothing did.
  package var latency: LatencySummary?
  /// What the runs of a command took besides time; nil for anything else.
  package var runs: RunFigures?
  /// Its objectives.
  package var objectives: [ObjectiveSummary]
}

/// The figures of one watched process.
package struct ProcessSummary: Sendable, Equatable {
  /// What the suite calls it.
  package var name: String
  /// The worst verdict of its objectives; pending without any.
  package var verdict: Verdict
  /// What it took; nil if it was never there.
  package var totals: ProcessTotals?
  /// Its objectives.
  package var objectives: [ObjectiveSummary]
  /// The CPUs of the machine, of which it may use more than one; 0 if that is not known.
  package var cores = 0
}

/// How often something failed in one way.
package struct ErrorCount: Sendable, Equatable {
  /// The kind.
  package var kind: ErrorKind
  /// How often.
  package var count: UInt64
  /// Why, where more is known than the kind: the most frequent first.
  package var reasons: [ReasonCount] = []

  /// A kind and how often.
  package init(kind: ErrorKind, count: UInt64, reasons: [ReasonCount] = []) {
    self.kind = kind
    self.count = count
    self.reasons = reasons
  }
}

/// An objective and how it was judged.
package struct ObjectiveSummary: Sendable, Equatable {
  /// The objective.
  package var objective: Objective
  /// How it was judged over the whole run.
  package var judgement: Judgement

  /// An objective and how it was judged.
  package init(objective: Objective, judgement: Judgement) {
    self.objective = objective
    self.judgement = judgement
  }
}

/// What is left of an error budget.
package struct ErrorBudgetSummary: Sendable, Equatable {
  /// What the objective is about.
  package var subject: String
  /// The objective's metric.
  package var metric: String
  /// The share of bad events that is allowed, 0...1.
  package var allowed: Double
  /// The bad events.
  package var bad: UInt64
  /// All events.
  package var total: UInt64
  /// What is left of the budget of the whole run, at most 1, negative when overspent.
  package var left: Double
  /// Bad share / allowed share over the whole run.
  package var burn: Double
}

/// The figures of the time under one load.
package struct StepSummary: Sendable, Equatable {
  /// Users (closed) or requests per second (open) at its beginning.
  package var from: Double
  /// Users or requests per second that it led to.
  package var to: Double
  /// Since the start of the session, ns.
  package var startNanoseconds: Int64
  /// Since the start of the session, ns.
  package var endNanoseconds: Int64
  /// The worst verdict of its objectives.
  package var verdict: Verdict
  /// Requests per second.
  package var rate: Double
  /// Failed / all, 0...1.
  package var errorRate: Double
  /// What each benchmark did in it.
  package var benchmarks: [Traffic]
  /// How each objective was judged, in the order of the suite's objectives.
  package var judgements: [Judgement]

  /// What one benchmark did in a step.
  package struct Traffic: Sendable, Equatable {
    package var name: String
    /// Requests per second.
    package var rate: Double
    /// Failed / all, 0...1.
    package var errorRate: Double

    /// What a benchmark did.
    package init(name: String, rate: Double, errorRate: Double) {
      self.name = name
      self.rate = rate
      self.errorRate = errorRate
    }
  }

  /// A step with all its figures.
  package init(
    from: Double,
    to: Double,
    startNanoseconds: Int64,
    endNanoseconds: Int64,
    verdict: Verdict,
    rate: Double,
    errorRate: Double,
    benchmarks: [Traffic],
    judgements: [Judgement]
  ) {
    self.from = from
    self.to = to
    self.startNanoseconds = startNanoseconds
    self.endNanoseconds = endNanoseconds
    self.verdict = verdict
    self.rate = rate
    self.errorRate = errorRate
    self.benchmarks = benchmarks
    self.judgements = judgements
  }
}

/// The first time that 10 s of an objective were over its budget.
package struct FirstOver: Sendable, Equatable {
  /// Since the start of the session, ns.
  package var atNanoseconds: Int64
  /// What the objective is about.
  package var subject: String
  /// The objective's metric.
  package var metric: String
}
