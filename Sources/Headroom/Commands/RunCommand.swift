import ArgumentParser
import Sessions

/// `headroom run SUITE [BENCHMARK…]`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a suite live, record it, and judge it.",
    usage: "headroom run [<suite> [<benchmark> …]] [<options>]",
    discussion: """
      Users, rate and duration replace the load of the profile by a flat one. Without a terminal on \
      standard output, and with --headless, progress goes to standard error and the result to \
      standard output.

      The status is 0 if every objective that was judged passes, 2 after a violation, 1 after drift \
      with --strict, 3 if nothing could be judged, 69 if nothing ever answered.

      Examples:
        headroom run
        headroom run notes-api list-notes --profile stress --users 80
        headroom run notes-api --env ci --headless --format json > result.json
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A suite's path, or its name in budgets/; the only suite there needs none.",
      valueName: "suite"
    ),
    completion: .suites
  )
  var suite: String?

  @Argument(
    help: ArgumentHelp("The benchmarks to run; without them all.", valueName: "benchmark"),
    completion: .benchmarks
  )
  var benchmarks: [String] = []

  @OptionGroup(title: "Suite") var parts: SuiteOptions
  @OptionGroup(title: "Load") var load: LoadOptions
  @OptionGroup(title: "TLS") var tls: TLSOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions
  @OptionGroup var session: SessionOptions

  @Flag(name: .shortAndLong, help: "Send much load to another machine without asking.")
  var yes = false

  func run() throws {
    var plan = RunPlan(source: try source(), session: session)
    plan.choice = choice
    plan.parts = parts.parts
    plan.tls = tls.trust
    plan.engine = engine.choice
    plan.isConfirmed = yes
    plan.skipsMissing = true
    throw try LiveRun(plan: plan).run().exitCode
  }

  /// The suite's text.
  private func source() throws -> SuiteSource {
    if suite == nil, let declared = DeclaredFunctions.current { return try declared.source() }
    return try SuiteSource(named: suite)
  }

  /// What is laid over the suite.
  var choice: SuiteChoice {
    var choice = load.choice
    choice.benchmarks = benchmarks
    choice.budgets = parts.budget + (DeclaredFunctions.current?.budgets(of: benchmarks) ?? [])
    return choice
  }
}

extension LoadOptions {
  /// What is laid over a suite's profile.
  var choice: SuiteChoice {
    var choice = SuiteChoice()
    choice.users = users
    choice.rate = rate
    choice.durationNanoseconds = duration
    choice.iterations = iterations
    choice.warmupNanoseconds = warmup
    return choice
  }
}
