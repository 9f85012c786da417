import ArgumentParser
import Workloads

/// `headroom demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Watch a live run against the embedded demo server.",
    usage: "headroom demo [<options>]",
    discussion: """
      Examples:
        headroom demo
        headroom demo --headless --duration 30s
      """
  )

  @OptionGroup(title: "Load") var load: LoadOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions
  @OptionGroup var session: SessionOptions

  func run() throws {
    var plan = RunPlan(source: .demo, session: session)
    plan.choice = load.choice
    plan.engine = engine.choice
    throw try LiveRun(plan: plan).run().exitCode
  }
}

extension SuiteSource {
  /// The suite of the demo.
  static var demo: SuiteSource { SuiteSource(text: DemoSuite.text, file: "demo.yaml") }
}
