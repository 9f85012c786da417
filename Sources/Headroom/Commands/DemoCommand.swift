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
  @OptionGroup var session: SessionOptions

  func run() throws {
    var plan = RunPlan(source: .demo, session: session)
    plan.choice = load.choice
    throw try LiveRun(plan: plan).run().exitCode
  }
}

extension SuiteSource {
  /// The suite of the demo.
  static var demo: SuiteSource { SuiteSource(text: DemoSuite.text, file: "demo.yaml") }
}
