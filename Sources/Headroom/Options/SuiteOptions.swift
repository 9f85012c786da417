import ArgumentParser

/// Which parts of a suite are in force.
struct SuiteOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The profile; without it the environment's, or the first.")
  var profile: String?

  @Option(name: .shortAndLong, help: "The environment.")
  var env: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A variable of the suite, before that of the shell.",
      valueName: "name=value"
    ),
    transform: OptionValue.assignment
  )
  var assignments: [VariableAssignment] = []

  @Option(
    help: ArgumentHelp(
      "A budget beside the suite's: 'p95<200ms', 'list-notes.p99<=1s'.",
      valueName: "budget"
    )
  )
  var budget: [String] = []
}

extension SuiteOptions {
  /// The same without a parser.
  var parts: SuiteParts {
    SuiteParts(profile: profile, environment: env, assignments: assignments)
  }
}

/// Which parts of a suite are in force.
struct SuiteParts: Equatable {
  /// `--profile`.
  var profile: String?
  /// `--env`.
  var environment: String?
  /// `--set`, in order.
  var assignments: [VariableAssignment] = []
}
