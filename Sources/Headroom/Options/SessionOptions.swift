import ArgumentParser

/// How a session is measured, shown and recorded, whatever it measures.
struct SessionOptions: ParsableArguments {
  @OptionGroup(title: "Result") var output: OutputOptions
  @OptionGroup(title: "Recording") var recording: RecordingOptions
  @OptionGroup(title: "Beside it") var ghost: GhostOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions
}

/// What every command takes that runs without a suite file.
struct QuickOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write budgets/NAME.yaml for it, and run nothing.", valueName: "name"))
  var save: String?

  @OptionGroup var session: SessionOptions

  /// Runs a suite of this text and these values, with `change` made to the plan, and ends with its
  /// status; for --save only writes it.
  func run(
    _ text: String,
    variables: [String: String] = [:],
    change: (inout RunPlan) -> Void = { _ in }
  ) throws {
    if let save {
      try NewSuite(name: save, text: text).write(replacing: false)
      return
    }
    let source = SuiteSource(text: text, file: "command line")
    var plan = RunPlan(source: source, session: session)
    plan.parts.assignments = variables.map { VariableAssignment(name: $0.key, value: $0.value) }
    change(&plan)
    throw try LiveRun(plan: plan).run().exitCode
  }
}
