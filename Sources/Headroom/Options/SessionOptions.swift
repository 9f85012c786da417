import ArgumentParser
import Budgets

/// How a session is measured, shown and recorded, whatever it measures.
struct SessionOptions: ParsableArguments {
  @OptionGroup(title: "Result") var output: OutputOptions
  @OptionGroup(title: "Recording") var recording: RecordingOptions
  @OptionGroup(title: "Comparison") var ghost: GhostOptions
  @OptionGroup(title: "Measuring") var pace: IntervalOptions
}

/// What every command takes that runs without a suite file.
struct QuickOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write budgets/NAME.yaml and run nothing.", valueName: "name"))
  var save: String?

  @OptionGroup var session: SessionOptions

  /// Runs this suite, with `change` made to the plan, and ends with its status; for --save only writes
  /// it.
  ///
  /// Mistakes are told in the names of the options that its parts come from.
  func run(
    _ written: WrittenSuite,
    naming names: @escaping (SuitePart) -> String,
    change: (inout RunPlan) -> Void = { _ in }
  ) throws {
    if let save {
      let naming = { $0 == .name ? "--save" : names($0) }
      try NewSuite(name: save, written: written).write(replacing: false, naming: naming)
      return
    }
    var plan = RunPlan(source: SuiteSource(written, naming: names), session: session)
    plan.parts.assignments = written.variables.map {
      VariableAssignment(name: $0.key, value: $0.value)
    }
    change(&plan)
    throw try LiveRun(plan: plan).run().exitCode
  }
}
