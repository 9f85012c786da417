import ArgumentParser
import Budgets

/// `headroom schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of suite files, for editors.",
    usage: "headroom schema",
    discussion: """
      Example:
        headroom schema > suite.schema.json
      """
  )

  func run() throws {
    guard StandardStreams.print(SuiteSchema.json) else { throw ExitStatus.inputOutput.exitCode }
  }
}
