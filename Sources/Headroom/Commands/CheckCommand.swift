import ArgumentParser
import Budgets
import Sessions

/// `headroom check [SUITE…]`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Print suites as they are understood, or their mistakes.",
    usage: "headroom check [<suite> …] [<options>]",
    discussion: """
      Nothing is sent. Budgets that hardly say what is meant get a warning. The status is 0, or 65 \
      if a suite has a mistake.

      Examples:
        headroom check
        headroom check notes-api --profile stress --env staging
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Paths, or names in budgets/; without them all suites there.",
      valueName: "suite"
    ),
    completion: .suites
  )
  var suites: [String] = []

  @OptionGroup(title: "Suite") var parts: SuiteOptions

  func run() throws {
    let sources =
      suites.isEmpty
      ? try SuiteLookup().all().map { try SuiteSource(reading: $0.path) }
      : try suites.map { try SuiteSource(named: $0) }
    guard !sources.isEmpty else { throw SuiteLookupError.none }
    var status = ExitStatus.success
    for (index, source) in sources.enumerated() {
      if index > 0 { StandardStreams.print("\n") }
      do {
        StandardStreams.print(SuiteDescription.text(try read(source)))
      } catch let errors as SuiteErrors {
        StandardStreams.note(errors.text + "\n")
        status = errors.status
      }
    }
    throw status.exitCode
  }

  private func read(_ source: SuiteSource) throws -> Suite {
    var request = SuiteRequest()
    request.profile = parts.profile
    request.environment = parts.env
    request.budgets = parts.budget
    request.variables = Variables(parts.assignments).value
    return try source.suite(request)
  }
}
