import ArgumentParser
import Workloads

/// `headroom demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The embedded server and its suite, live, at once.",
    discussion: """
      Examples:
        headroom demo
        headroom demo --headless --duration 30s
      """
  )

  @OptionGroup(title: "Load") var load: LoadOptions
  @OptionGroup(title: "Result") var output: OutputOptions
  @OptionGroup(title: "Recording") var recording: RecordingOptions
  @OptionGroup(title: "Beside it") var ghost: GhostOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions

  func run() throws {
    let plan = RunPlan(
      source: .demo,
      choice: load.choice,
      output: output,
      recording: recording,
      ghost: ghost.choice,
      engine: engine
    )
    throw try LiveRun(plan: plan).run().exitCode
  }
}

extension SuiteSource {
  /// The suite of the demo.
  static var demo: SuiteSource { SuiteSource(text: DemoSuite.text, file: "demo.yaml") }
}
