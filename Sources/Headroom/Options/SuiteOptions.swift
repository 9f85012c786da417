import ArgumentParser

/// Which parts of a suite are in force.
struct SuiteOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The profile; else the environment's, or the first.", valueName: "name"),
    completion: .profiles
  )
  var profile: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The environment.", valueName: "name"),
    completion: .environments
  )
  var env: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A variable of the suite; it goes before the shell's.",
      valueName: "name=value"
    ),
    transform: OptionValue.assignment
  )
  var assignments: [VariableAssignment] = []

  @Option(
    help: ArgumentHelp(
      "Add a hard budget: 'p95<200ms', 'list-notes.p99<=1s'.",
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
