/// What is asked of a suite file besides what it says.
package struct SuiteRequest: Sendable {
  /// What the suite is read for.
  package enum Purpose: Sendable {
    /// To run or check it: everything must be right.
    case run
    /// To judge a recording by it: targets are not looked at, and what is missing does no harm.
    case recorded
  }

  /// The profile; nil for the environment's, or the first.
  package var profile: String?
  /// The environment; nil for none.
  package var environment: String?
  /// The benchmarks to run; empty for all.
  package var benchmarks: [String] = []
  /// Users of a flat load in place of the profile's stages.
  package var users: Int?
  /// Arrivals per second of a flat load in place of the profile's stages.
  package var rate: Double?
  /// The length of a flat load, ns.
  package var durationNanoseconds: Int64?
  /// Requests after which it ends.
  package var iterations: Int?
  /// Load before the measured part in place of the profile's, ns.
  package var warmupNanoseconds: Int64?
  /// Budgets of the command line, `p95<200ms` or `name.p95<200ms`.
  package var budgets: [String] = []
  /// Whether the program that reads it has Swift functions, so that a benchmark that does not say what
  /// it does is one, even without `swift:`.
  package var declaresFunctions = false
  /// What lines of a text that was written from options are called in messages, by their numbers; empty
  /// for a file.
  package var origins: [Int: String] = [:]
  /// What the suite is read for.
  package var purpose: Purpose = .run
  /// The value of a variable; nil if it is not set.
  package var variables: @Sendable (String) -> String? = { _ in nil }

  /// A request for the suite as it is, without variables.
  package init() {}
}
