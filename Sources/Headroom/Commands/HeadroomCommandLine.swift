import ArgumentParser

/// The program's command line: its subcommands, and a URL in place of one.
struct HeadroomCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Benchmarks in the background, their budgets live in the terminal.",
    usage: """
      headroom
      headroom <subcommand> [<options>]
      headroom <url> [-u <users>] [-d <duration>] [--budget <budget>] …
      <program> | headroom - [--budget <budget>] …
      """,
    discussion: """
      Alone it lists the suites of budgets/ and the sessions of recordings/. With a URL it runs \
      that one request; `headroom http://127.0.0.1:8080/ --help` tells its options. With `-` it reads \
      measurements from standard input, as `headroom attach -` does.

      Examples:
        headroom demo
        headroom run notes-api --profile stress
        headroom http://127.0.0.1:8080/ -u 50 -d 30s --budget 'p95<200ms'
      """,
    version: version,
    subcommands: [
      RunCommand.self, AttachCommand.self, ImportCommand.self, DemoCommand.self,
      DemoServerCommand.self, ReplayCommand.self,
      CompareCommand.self, RecordingsCommand.self, ExportCommand.self, BaselineCommand.self,
      PruneCommand.self, CheckCommand.self, SchemaCommand.self, InitCommand.self,
      QuickCommand.self,
    ],
    defaultSubcommand: QuickCommand.self
  )

  /// The subcommands that people type.
  static var names: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
  }

  /// The version of the program.
  static let version = "0.1.0"
}
