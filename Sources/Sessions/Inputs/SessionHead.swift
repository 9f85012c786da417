/// What is known when a session starts: enough to judge its intervals again on another machine.
package struct SessionHead: Sendable, Equatable {
  /// The version of the recording format.
  package var format = 1
  /// The program that measured, as `headroom 0.1.0`.
  package var program = ""
  /// The suite's name.
  package var suite: String
  /// The suite's text before variables were replaced, without secrets; empty for a log of another
  /// program.
  package var suiteText = ""
  /// The values in force of the variables that budgets, profiles and samples use.
  package var variables: [String: String] = [:]
  /// What the command line asked for beyond the suite.
  package var choice = SuiteChoice()
  /// The profile in force.
  package var profile: String
  /// The environment in force; nil for none.
  package var environment: String?
  /// Where the load went, without credentials.
  package var target = ""
  /// The seed of everything random.
  package var seed: UInt64 = 0
  /// The start, nanoseconds since 1970-01-01 UTC.
  package var startedNanoseconds: Int64
  /// The offset of the session's time zone from UTC, seconds.
  package var utcOffsetSeconds = 0
  /// The time zone's name, as `Europe/Berlin`.
  package var timeZone = "UTC"
  /// The offset from UTC of the reader's clock at that time, seconds; nil for that of the session.
  ///
  /// It is never stored.
  package var readerOffsetSeconds: Int?
  /// The length of an interval, ns.
  package var intervalNanoseconds: Int64 = 1_000_000_000
  /// The machine that measured.
  package var host = Host()
  /// The commit of the working directory; nil outside a repository.
  package var commit: String?
  /// The branch; nil outside a repository or on none.
  package var branch: String?
  /// Whether the tree had changes that were not committed.
  package var isDirty = false
  /// What the user called this session.
  package var label: String?
  /// Whether its samples do not depend on each other, whatever the suite says of what made them: those of
  /// another tool without times.
  package var isIndependent = false

  /// A head of a session that starts now.
  package init(suite: String, profile: String, startedNanoseconds: Int64) {
    self.suite = suite
    self.profile = profile
    self.startedNanoseconds = startedNanoseconds
  }

  /// The machine that measured.
  package struct Host: Sendable, Equatable {
    /// Its name.
    package var name = ""
    /// CPUs that the program may run on.
    package var cpus = 0
    /// CPUs that the machine has, for all its processes; 0 if that is not known.
    package var cores = 0
    /// The kernel's name and release.
    package var kernel = ""

    /// Nothing is known.
    package init() {}
  }
}

/// What the command line chose of a suite and laid over it; kept in the head, since verdicts depend
/// on it.
package struct SuiteChoice: Sendable, Equatable {
  /// The benchmarks to run; empty for all.
  package var benchmarks: [String] = []
  /// `--users`.
  package var users: Int?
  /// `--rate`, per second.
  package var rate: Double?
  /// `--duration`, ns.
  package var durationNanoseconds: Int64?
  /// `--iterations`.
  package var iterations: Int?
  /// `--warmup`, ns.
  package var warmupNanoseconds: Int64?
  /// `--budget`, as written.
  package var budgets: [String] = []

  /// Nothing beyond the suite.
  package init() {}
}
