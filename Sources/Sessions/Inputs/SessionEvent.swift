package import Budgets

/// Something that happened at one moment of a session.
package struct SessionEvent: Sendable, Equatable {
  /// Since the start of the session, ns.
  package var atNanoseconds: Int64
  /// What happened.
  package var kind: Kind

  /// An event.
  package init(atNanoseconds: Int64, kind: Kind) {
    self.atNanoseconds = atNanoseconds
    self.kind = kind
  }

  /// What happened.
  package enum Kind: Sendable, Equatable {
    /// The load changed, which begins a step.
    case load(LoadChange)
    /// The user marked this moment.
    case mark(String)
    /// The user paused the load.
    case paused
    /// The user let the load go on.
    case resumed
    /// The user touched the load in another way, in words.
    case steered(String)
    /// The source has something to say, in words.
    case notice(String)
    /// A benchmark can't be run here.
    case skipped(SkippedBenchmark)
    /// This program stood still up to here.
    case gap(Gap)
    /// The slowest requests of the interval that ends here, slowest first.
    case slowest([SlowRequest])
    /// An objective's verdict changed and has held for three intervals.
    case verdict(VerdictChange)
    /// The last 10 s of an objective went over its budget.
    case overBudget(WindowCrossing)
    /// The last 10 s of an objective came back under its budget.
    case backUnder(WindowCrossing)
    /// An alert began.
    case alert(Alert)
    /// An alert is over.
    case alertOver(Alert)
    /// Whether the measurement can be believed changed.
    case trust(TrustChange)
    /// Most requests fail from here on, or did so until now.
    case outage(Outage)
  }

  /// When what happened began, since the start of the session, ns: a verdict is an event once it has
  /// held for three intervals, but it holds since the first of them.
  package var sinceNanoseconds: Int64 {
    if case .verdict(let change) = kind { return change.sinceNanoseconds ?? atNanoseconds }
    return atNanoseconds
  }

  /// Whether it follows from the intervals and the other events, so that a replay computes it again.
  package var isDerived: Bool {
    switch kind {
    case .verdict, .overBudget, .backUnder, .alert, .alertOver, .trust, .outage: true
    case .load, .mark, .paused, .resumed, .steered, .notice, .skipped, .gap, .slowest: false
    }
  }
}

/// A benchmark that can't be run here.
package struct SkippedBenchmark: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Why, in words.
  package var reason: String

  /// A benchmark that is skipped for a reason.
  package init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}

/// A change of the load.
package struct LoadChange: Sendable, Equatable {
  /// Users (closed) or requests per second (open) at its beginning.
  package var from: Double
  /// Users or requests per second that it leads to.
  package var to: Double
  /// 0 for the first stage of the profile; nil if it was made by hand.
  package var stage: Int?

  /// A change of the load.
  package init(from: Double, to: Double, stage: Int?) {
    self.from = from
    self.to = to
    self.stage = stage
  }
}

/// A request that was among the slowest of its interval.
package struct SlowRequest: Sendable, Equatable {
  /// When it ended, since the start of the session, ns.
  package var atNanoseconds: Int64
  /// The benchmark's name.
  package var benchmark: String
  /// How long it took, ns.
  package var latencyNanoseconds: Int64
  /// The status of its answer, or why there is none.
  package var outcome: String
  /// Whether it succeeded, which the words of its outcome need not tell.
  package var isGood: Bool
  /// Method and path, `GET /api/notes`; the query only with `record_urls: full`.
  package var request: String
  /// What it spent its time on.
  package var phases = Phases()

  /// The parts of a request that are known of it; nil for those that it did not have.
  package struct Phases: Sendable, Equatable {
    /// Until the connection was made, ns.
    package var connectNanoseconds: Int64?
    /// Until TLS was agreed upon, ns.
    package var tlsNanoseconds: Int64?
    /// From the first byte written to the first byte read, ns.
    package var firstByteNanoseconds: Int64?

    /// Nothing is known.
    package init() {}
  }

  /// A slow request.
  package init(
    atNanoseconds: Int64,
    benchmark: String,
    latencyNanoseconds: Int64,
    outcome: String,
    isGood: Bool,
    request: String
  ) {
    self.atNanoseconds = atNanoseconds
    self.benchmark = benchmark
    self.latencyNanoseconds = latencyNanoseconds
    self.outcome = outcome
    self.isGood = isGood
    self.request = request
  }
}

/// A change of an objective's verdict.
package struct VerdictChange: Sendable, Equatable {
  /// The subject's name: a benchmark, or `suite`.
  package var subject: String
  /// The metric's name.
  package var metric: String
  /// The verdict before.
  package var from: Verdict
  /// The verdict now.
  package var to: Verdict
  /// The consumption when it changed; nil without bound.
  package var consumption: Double?
  /// Since when it has had this verdict, since the start of the session, ns; nil in recordings that do
  /// not say so.
  package var sinceNanoseconds: Int64?
  /// Whether it is violated because too many failed, so that its consumption says nothing.
  package var tooManyFailed: Bool

  /// A change of verdict.
  package init(
    subject: String,
    metric: String,
    from: Verdict,
    to: Verdict,
    consumption: Double?,
    sinceNanoseconds: Int64? = nil,
    tooManyFailed: Bool = false
  ) {
    self.subject = subject
    self.metric = metric
    self.from = from
    self.to = to
    self.consumption = consumption
    self.sinceNanoseconds = sinceNanoseconds
    self.tooManyFailed = tooManyFailed
  }
}

/// The last 10 s of an objective crossed its budget.
package struct WindowCrossing: Sendable, Equatable {
  /// The subject's name: a benchmark, or `suite`.
  package var subject: String
  /// The metric's name.
  package var metric: String
  /// The consumption of the window; nil without bound.
  package var consumption: Double?
  /// Whether too many failed in the window, so that its consumption says nothing.
  package var tooManyFailed: Bool

  /// A crossing.
  package init(
    subject: String,
    metric: String,
    consumption: Double?,
    tooManyFailed: Bool = false
  ) {
    self.subject = subject
    self.metric = metric
    self.consumption = consumption
    self.tooManyFailed = tooManyFailed
  }
}

/// Whether the measurement can be believed from now on.
package struct TrustChange: Sendable, Equatable {
  /// Whether it can.
  package var isGood: Bool
  /// Why, in words.
  package var text: String

  /// A change.
  package init(isGood: Bool, text: String) {
    self.isGood = isGood
    self.text = text
  }
}

/// An alert.
package struct Alert: Sendable, Equatable {
  /// How urgent it is.
  package var severity: AlertRule.Severity
  /// What it is about: a benchmark, or `suite`.
  package var subject: String
  /// The metric of its objective or limit.
  package var metric: String
  /// Which rule fired: `fast`, `slow`, `left`, or the limit as it was written.
  package var rule: String
  /// In words that follow the subject, as `availability burns 5.2x too fast, empty in 48s`.
  package var text: String

  /// The rules that follow from an error budget, not from a limit that somebody wrote.
  private static let ofErrorBudgets: Set<String> = ["fast", "slow", "left"]

  /// Whether it is about an error budget.
  package var isOfErrorBudget: Bool { Self.ofErrorBudgets.contains(rule) }

  /// An alert.
  package init(
    severity: AlertRule.Severity,
    subject: String,
    metric: String,
    rule: String,
    text: String
  ) {
    self.severity = severity
    self.subject = subject
    self.metric = metric
    self.rule = rule
    self.text = text
  }
}
