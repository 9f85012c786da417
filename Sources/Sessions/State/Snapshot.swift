package import Budgets
package import Measurements

/// A session at one moment, immutable and small: what screens, reports and endpoints see.
package struct Snapshot: Sendable {
  /// Where a session stands.
  package enum Phase: Sendable, Equatable {
    /// Nothing was answered yet.
    case starting
    /// Load that is kept out of every figure.
    case warmup
    /// The measured part.
    case running
    /// The user paused the load.
    case paused
    /// It is over, for this reason.
    case ended(SessionEnd)
  }

  /// Whether the session is recorded.
  package enum Recording: Sendable, Equatable {
    /// `--no-record`.
    case off
    /// To this file.
    case writing(String)
    /// It could not be written: the file, and why.
    case failed(path: String, reason: String)
  }

  /// What is known since the start.
  package var head: SessionHead
  /// The suite in force; nil for a recording whose suite can't be read.
  package var suite: Suite?
  /// Where the session stands.
  package var phase: Phase = .starting
  /// Since the start of the session, ns, warm-up and pauses included.
  package var elapsedNanoseconds: Int64 = 0
  /// Of the measured part without pauses and standstills, ns.
  package var measuredNanoseconds: Int64 = 0
  /// How long this program stood still in the measured part, ns; with what was measured, it is the
  /// planned clock.
  package var stoppedNanoseconds: Int64 = 0
  /// When the measured part began, since the start of the session, ns; nil during the warm-up.
  package var measuredSinceNanoseconds: Int64?
  /// The planned length of the measured part, ns; nil if only iterations end it.
  package var plannedNanoseconds: Int64?
  /// The load.
  package var load = LoadStatus()
  /// What comes and fails, all benchmarks together.
  package var traffic = Traffic()
  /// Whether the measurement can be believed.
  package var trust = Trust()
  /// Whether the session is recorded.
  package var recording: Recording = .off
  /// Whether a user changed the load by hand.
  package var steered = false
  /// In the order of the suite.
  package var objectives: [ObjectiveStatus] = []
  /// In the order of the suite, then those that joined.
  package var benchmarks: [BenchmarkStatus] = []
  /// The watched processes, in the order of the suite.
  package var processes: [ProcessStatus] = []
  /// Load, rate and failures over time.
  package var timeline = Timeline()
  /// By load, the current step last.
  package var steps: [StepSummary] = []
  /// The last 500 events, oldest first.
  package var events: [SessionEvent] = []
  /// The times in which most requests failed; the last one may still grow.
  package var outages: [Outage] = []
  /// The slowest requests of the last 10 s, slowest first.
  package var slowest: [SlowRequest] = []
  /// The end; nil while the session goes on.
  package var summary: Summary?

  /// The same session with the same objectives at a moment of which nothing is known.
  package var withoutFigures: Snapshot {
    var unknown = Snapshot(head: head, suite: suite)
    unknown.measuredSinceNanoseconds = measuredSinceNanoseconds
    unknown.plannedNanoseconds = plannedNanoseconds
    unknown.load.model = load.model
    unknown.timeline.intervalNanoseconds = timeline.intervalNanoseconds
    unknown.objectives = objectives.map { known in
      let unjudged = Judgement(verdict: .pending)
      return ObjectiveStatus(
        objective: known.objective,
        whole: unjudged,
        last10: unjudged,
        last60: unjudged
      )
    }
    unknown.benchmarks = benchmarks.map { known in
      var benchmark = BenchmarkStatus(name: known.name)
      benchmark.about = known.about
      return benchmark
    }
    return unknown
  }

  /// A session in which nothing has happened yet.
  package init(head: SessionHead, suite: Suite?) {
    self.head = head
    self.suite = suite
  }
}

/// The load of a session at one moment.
package struct LoadStatus: Sendable, Equatable {
  /// What drives it.
  package var model: LoadProfile.LoadModel = .closed
  /// Users (closed) or requests per second (open) that are asked for now.
  package var level: Double = 0
  /// The stage of the profile, 0 for the first; nil after a change by hand.
  package var stage: Int?
  /// The number of stages.
  package var stageCount = 1
  /// When the next stage begins on the planned clock, ns; nil in the last one.
  package var nextStageNanoseconds: Int64?
  /// The level that the next stage leads to.
  package var nextLevel: Double?
  /// Requests that were sent and not answered yet.
  package var inFlight = 0
  /// Due, but never sent.
  package var dropped: UInt64 = 0
  /// How far commands and functions are; nil for anything else.
  package var progress: SampleProgress?

  /// No load.
  package init() {}
}

/// An objective at one moment.
package struct ObjectiveStatus: Sendable, Equatable {
  /// The objective.
  package var objective: Objective
  /// The whole run so far: the verdict.
  package var whole: Judgement
  /// The last 10 s.
  package var last10: Judgement
  /// The last 60 s.
  package var last60: Judgement
  /// Since when it has this verdict, since the start of the session, ns; nil from the start.
  package var sinceNanoseconds: Int64?
  /// Its value in each interval; nil where there was none.
  package var history = History()
  /// What is left of its error budget; nil if it has none.
  package var errorBudget: ErrorBudgetStatus?

  /// An objective and how it is judged.
  package init(
    objective: Objective,
    whole: Judgement,
    last10: Judgement,
    last60: Judgement
  ) {
    self.objective = objective
    self.whole = whole
    self.last10 = last10
    self.last60 = last60
  }
}

/// An error budget at one moment.
package struct ErrorBudgetStatus: Sendable, Equatable {
  /// The share of bad events that is allowed, 0...1.
  package var allowed: Double
  /// What is left, at most 1, negative when overspent.
  package var left: Double
  /// Bad share / allowed share in the long window of the fast rule, or in the last 10 s.
  package var burn: Double
  /// When it is empty at this pace, ns from now; nil if it lasts to the planned end.
  package var emptyInNanoseconds: Int64?
  /// The alert that is on, if any.
  package var alert: Alert?

  /// An error budget.
  package init(
    allowed: Double,
    left: Double,
    burn: Double,
    emptyInNanoseconds: Int64?,
    alert: Alert?
  ) {
    self.allowed = allowed
    self.left = left
    self.burn = burn
    self.emptyInNanoseconds = emptyInNanoseconds
    self.alert = alert
  }
}

/// A benchmark at one moment.
package struct BenchmarkStatus: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// What it does, in words without secrets: `GET /api/notes`.
  package var about: String = ""
  /// Why it can't be run here; nil if it can.
  package var skipped: String?
  /// The whole run so far.
  package var whole = WindowStatus()
  /// The last 10 s.
  package var last10 = WindowStatus()
  /// The last 60 s.
  package var last60 = WindowStatus()
  /// What comes and fails.
  package var traffic = Traffic()
  /// Requests that ended in the warm-up.
  package var warmup: UInt64 = 0
  /// Its p95 in each interval; nil where there was none.
  package var history = History()
  /// Failed / all in each interval, 0...1.
  package var failedHistory = History()
  /// What the runs of a command took besides time; nil for anything else.
  package var runs: RunFigures?

  /// A benchmark without requests.
  package init(name: String) { self.name = name }
}

/// The figures of a benchmark over a stretch of time.
package struct WindowStatus: Sendable, Equatable {
  /// Requests that ended, failed ones included.
  package var count: UInt64 = 0
  /// Those that failed.
  package var failed: UInt64 = 0
  /// Due, but never sent.
  package var dropped: UInt64 = 0
  /// `count` per second.
  package var rate: Double = 0
  /// Failures by kind, the most frequent first.
  package var errors: [ErrorCount] = []
  /// Latency of what succeeded at `Quantile.reported`; nil if nothing did.
  package var latency: LatencySummary?
  /// What succeeded, for those who ask how it spreads; none of the last 60 s.
  package var samples = Histogram()

  /// No requests.
  package init() {}

  /// `failed` / `count`, 0...1; 0 without requests.
  package var failedShare: Double { count > 0 ? Double(failed) / Double(count) : 0 }
}

/// Load, rate and failures over time.
///
/// The axis is the elapsed time of the session.
package struct Timeline: Sendable, Equatable {
  /// The length of an interval, ns; a point of a history spans `stride` of them.
  package var intervalNanoseconds: Int64 = 1_000_000_000
  /// Users or requests per second that were asked for.
  package var level = History()
  /// Requests per second.
  package var rate = History()
  /// Failed / all, 0...1.
  package var failed = History()

  /// No time has passed.
  package init() {}
}
