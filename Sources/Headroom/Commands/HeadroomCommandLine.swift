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
      headroom [-w <warmup>] [-r <runs>] [--budget <budget>] … -- <command> …
      <program> | headroom - [--budget <budget>] …
      """,
    discussion: """
      Alone it lists the suites of budgets/ and the sessions of recordings/. With a URL it runs \
      that one request; `headroom http://127.0.0.1:8080/ --help` tells its options. With `--` or \
      `-c` it measures commands; `headroom -c true --help` tells theirs. With `-` it reads \
      measurements from standard input, as `headroom attach -` does.

      Examples:
        headroom demo
        headroom run notes-api --profile stress
        headroom http://127.0.0.1:8080/ -u 50 -d 30s --budget 'p95<200ms'
        headroom -c ./old -c ./new
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

  /// The command that the arguments of this program mean.
  static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    MeasuredCommands.areMeant(by: arguments)
      ? try MeasureCommand.parseAsRoot(arguments) : try parseAsRoot(arguments)
  }

  /// Ends the program as an error asks for, in the words of the command that was meant.
  static func end(with error: any Error) -> Never {
    if MeasuredCommands.areMeant(by: CommandLine.arguments.dropFirst()) {
      MeasureCommand.exit(withError: error)
    }
    exit(withError: error)
  }

  /// The subcommands that people type.
  static var names: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
  }

  /// The version of the program.
  static let version = "0.1.0"
}
