import ArgumentParser
import Sessions
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

      With --duration the same story passes faster or slower; with --users or --rate
      as well, the load is flat.
      """
  )

  @OptionGroup(title: "Load") var load: LoadOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions
  @OptionGroup var session: SessionOptions

  func run() throws {
    var choice = load.choice
    var source = SuiteSource.demo
    if let duration = choice.durationNanoseconds, choice.users == nil, choice.rate == nil,
      choice.iterations == nil
    {
      source = SuiteSource(text: DemoSuite.text(lasting: duration), file: "demo.yaml")
      choice.durationNanoseconds = nil
    }
    var plan = RunPlan(source: source, session: session)
    plan.choice = choice
    plan.engine = engine.choice
    throw try LiveRun(plan: plan).run().exitCode
  }
}

extension SuiteSource {
  /// The suite of the demo.
  static var demo: SuiteSource { SuiteSource(text: DemoSuite.text, file: "demo.yaml") }
}
