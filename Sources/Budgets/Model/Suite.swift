/// A suite as it was understood for one profile and environment: everything that a run, a judge or a
/// replay needs, with variables replaced and overrides applied.
package struct Suite: Sendable {
  /// Its name.
  package var name: String
  /// One line about it; empty if the file has none.
  package var about: String = ""
  /// Where requests go: `demo`, or a URL.
  ///
  /// Empty if every benchmark has its own.
  package var target: String = ""
  /// Whose certificates are believed.
  package var tls = TLSTrust()
  /// The environment in force; nil for none.
  package var environment: String?
  /// The profile in force.
  package var profile: LoadProfile
  /// The benchmarks, in the order of the file.
  package var benchmarks: [Benchmark]
  /// All objectives in force, benchmarks' and the suite's.
  package var objectives: [Objective]
  /// Where drift and violation begin unless a budget is written as a comparison.
  package var limits = VerdictLimits()
  /// The width of the band around budgets; nil for none.
  package var tolerance: Tolerance?
  /// Whether an untrusted measurement can't be judged.
  package var requiresTrust = false
  /// The folder that relative paths are meant from, with a slash at its end; empty for the current one.
  ///
  /// It is that of the file, or the one above if that is called `budgets`.
  package var folder: String = ""
  /// The seed of everything random; nil for another one each time.
  package var seed: UInt64?
  /// Programs that measure by themselves, in the order of the file.
  package var engines: [ExternalEngine] = []
  /// Classes of users, those that the profile in force has; empty if all users are alike.
  package var classes: [UserClass] = []
  /// Processes that are watched on the same timeline.
  package var processes: [WatchedProcess] = []
  /// Where the Swift functions live; nil without any.
  package var swiftProduct: SwiftProduct?
  /// Whether commands and functions take turns, sample by sample, so that a drift of the machine hits
  /// all of them alike.
  package var interleaves = false
  /// When alerts fire beyond the built-in rules.
  package var alerts: [AlertRule] = []
  /// Whether query strings are kept in the recording (`record_urls: full`).
  package var recordsFullURLs = false
  /// The names of all profiles of the file, in order.
  package var profileNames: [String] = []
  /// All profiles of the file that could be read, as they are written, in order.
  package var profiles: [LoadProfile] = []
  /// The names of all environments of the file, in order.
  package var environmentNames: [String] = []
  /// What does not stop a run but should be known, as `file:line:column: text`.
  package var warnings: [String] = []
  /// The file's text fit for a recording: as it was before variables were replaced, with whatever
  /// reaches a header, a body or a credential replaced by `***`.
  package var recordableText: String = ""
  /// The values in force of the variables that budgets, profiles and samples use.
  package var recordableVariables: [String: String] = [:]

  /// A suite with nothing but the given parts.
  package init(
    name: String,
    profile: LoadProfile,
    benchmarks: [Benchmark],
    objectives: [Objective]
  ) {
    self.name = name
    self.profile = profile
    self.benchmarks = benchmarks
    self.objectives = objectives
  }
}

/// A limit on a metric that raises an alert, whatever the verdict: `critical: ["p99 > 500ms"]`.
package struct AlertRule: Sendable, Equatable {
  /// How urgent it is.
  package enum Severity: String, CaseIterable, Sendable {
    case warning
    case critical
  }

  /// How urgent it is.
  package var severity: Severity
  /// What it watches; nil for every benchmark.
  package var benchmark: String?
  /// The metric that is watched, over the last 10 s.
  package var metric: Metric
  /// The side that is good.
  package var comparison: Comparison
  /// The limit, in the unit of the metric.
  package var limit: Double

  /// A rule.
  package init(
    severity: Severity,
    benchmark: String?,
    metric: Metric,
    comparison: Comparison,
    limit: Double
  ) {
    self.severity = severity
    self.benchmark = benchmark
    self.metric = metric
    self.comparison = comparison
    self.limit = limit
  }
}
