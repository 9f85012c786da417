import ArgumentParser
import Glibc

/// The program's command line: its subcommands, and a URL in place of one.
struct HeadroomCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Run benchmarks and watch their budgets live in the terminal.",
    usage: """
      headroom
      headroom <subcommand> [<options>]
      headroom <url> [<options>]
      headroom [<options>] -- <command> …
      headroom [<options>] -c <command> -c <command> …
      <program> | headroom - [<options>]
      """,
    discussion: """
      Without arguments it shows the suites of budgets/ and the sessions of recordings/, ready to \
      run, replay and compare.

      A URL runs one request without a suite: see `headroom url --help`.
      A command after `--`, or in `-c`, is measured: see `headroom -c true --help`.
      A `-` reads measurements from standard input: see `headroom attach --help`.

      Shell completions: headroom --generate-completion-script bash (or zsh, fish)

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
    // What a shell asks for while a command is typed has a '--' in it too.
    arguments.first != "---completion" && MeasuredCommands.areMeant(by: arguments)
      ? try MeasureCommand.parseAsRoot(arguments) : try parseAsRoot(arguments)
  }

  /// Ends the program as an error asks for, in the words of the command that was running, or, where the
  /// command line could not be read, of the one that was meant.
  static func end(with error: any Error, of command: (any ParsableCommand)?) -> Never {
    if exitCode(for: error) == .success {
      let text = fullMessage(for: error)
      StandardStreams.print(text.isEmpty ? "" : text + "\n")
      StandardStreams.exitAfterPrinting()
    }
    if command is MeasureCommand || MeasuredCommands.areMeant(by: CommandLine.arguments.dropFirst())
    {
      MeasureCommand.exit(withError: error)
    }
    if let command, let wrong = error as? ValidationError {
      StandardStreams.note("Error: \(wrong.message)\n" + usage(of: type(of: command)))
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    exit(withError: error)
  }

  /// How a subcommand is used, and where more is said.
  private static func usage(of command: any ParsableCommand.Type) -> String {
    let lines = usageString(for: command).split(separator: "\n")
    let usage = lines.joined(separator: "\n       ")
    let path = path(to: command, from: self) ?? []
    let name = (["headroom"] + path).joined(separator: " ")
    return "Usage: \(usage)\n  See '\(name) --help' for more information.\n"
  }

  /// The words that lead from one command to another one below it.
  private static func path(
    to command: any ParsableCommand.Type,
    from start: any ParsableCommand.Type
  ) -> [String]? {
    for next in start.configuration.subcommands {
      let name = next._commandName
      if next == command { return [name] }
      if let rest = path(to: command, from: next) { return [name] + rest }
    }
    return nil
  }

  /// The subcommands that people type.
  static var names: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
  }

  /// The version of the program.
  static let version = "0.1.0"
}
