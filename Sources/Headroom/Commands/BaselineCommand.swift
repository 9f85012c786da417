import ArgumentParser
import Recordings
import Reports
import Sessions

/// `headroom baseline`.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Choose the session that others are compared with.",
    usage: "headroom baseline [<subcommand>]",
    discussion: """
      A baseline is a copy of a recording, one for each suite, profile and environment: \
      recordings/baselines/<suite>/<profile>@<environment>.hlog, or <profile>.hlog without an \
      environment. Commit it, and everyone compares with the same. Commands that take a recording \
      take 'baseline' as well; where there are several, 'baseline:NAME' with a name of the list.

      Examples:
        headroom baseline set
        headroom baseline list
        headroom replay baseline:notes-api/stress@staging
      """,
    subcommands: [Set.self, Show.self, List.self, Remove.self],
    defaultSubcommand: List.self
  )

  /// `headroom baseline set [FILE]`.
  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a session the baseline of its kind.",
      usage: "headroom baseline set [<file>] [<options>]",
      discussion: """
        Its kind is its suite, profile and environment. A session that did not come to its end, \
        was steered by hand, failed a budget or has no answer in it is refused (status 65) without \
        --force. The baseline before it is replaced, and named.

        Examples:
          headroom baseline set
          headroom baseline set last~2 --force
        """
    )

    @Argument(
      help: ArgumentHelp("A path, 'last~2', or the start of a file's name.", valueName: "file"),
      completion: .recordings
    )
    var file = "last"

    @Flag(help: "Take it whatever speaks against it.")
    var force = false

    func run() throws {
      let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
      let change = try catalog.setBaseline(try catalog.resolve(file), force: force)
      StandardStreams.print(BaselineText.lines(change).joined(separator: "\n") + "\n")
    }
  }

  /// `headroom baseline show [NAME]`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the figures of a baseline.",
      usage: "headroom baseline show [<name>] [<options>]",
      discussion: """
        Examples:
          headroom baseline show
          headroom baseline show notes-api/stress@staging --format json
        """
    )

    @OptionGroup var name: BaselineOption

    @Flag(help: "Use only ASCII marks.")
    var plain = false

    @Option(help: ArgumentHelp("What to print.", valueName: "format"))
    var format = ResultFormat.text

    func run() throws {
      let path = try name.path(in: RecordingCatalog(directory: ProjectFolder().recordings))
      let summary = try Replay(path: path).result().summary
      let text =
        switch format {
        case .json: summary.json.text + "\n"
        case .text:
          SummaryText(
            summary: summary,
            other: nil,
            glyphs: StandardStreams.glyphs(plain: plain),
            closing: "Open it: headroom replay \(Shell.word(path))"
          ).text
        }
      guard StandardStreams.print(text) else { throw ExitStatus.inputOutput.exitCode }
    }
  }

  /// `headroom baseline list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List all baselines.",
      usage: "headroom baseline list [<options>]",
      discussion: """
        Examples:
          headroom baseline list
          headroom baseline list --format json
        """
    )

    @OptionGroup var output: ListOutputOptions

    func run() throws {
      let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
      try output.print(
        SessionList(catalog).baselines,
        columns: SessionTable.Column.baselines,
        key: "baselines",
        otherwise: "No baselines yet: `headroom baseline set` makes the last session one."
      )
    }
  }

  /// `headroom baseline remove NAME`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a baseline; the recording behind it stays.",
      usage: "headroom baseline remove <name> [<options>]",
      discussion: """
        The name is one of `headroom baseline list`, and all of it.

        Examples:
          headroom baseline remove notes-api/stress
          headroom baseline remove notes-api/stress@staging --yes
        """
    )

    @Argument(
      help: ArgumentHelp("A name of the list.", valueName: "name"),
      completion: .baselines
    )
    var name: String

    @Flag(help: "Do not ask first.")
    var yes = false

    func run() throws {
      let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
      let exact = name.hasPrefix("baseline:") ? String(name.dropFirst("baseline:".count)) : name
      let entry = try catalog.baseline(named: exact).entry
      let shown = Visible.text(entry.path) + BaselineText.facts(of: entry)
      try Confirmation.ask("Remove \(shown)?", isAssumed: yes)
      try RecordingCatalog.remove(entry)
      StandardStreams.print("Removed \(shown)\n")
    }
  }
}

/// Which baseline is meant.
struct BaselineOption: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A name of the list, or its beginning; the only baseline needs none.",
      valueName: "name"
    ),
    completion: .baselines
  )
  var name: String?

  /// Where it is.
  func path(in catalog: RecordingCatalog) throws -> String {
    let argument = name.map { $0.hasPrefix("baseline:") ? $0 : "baseline:" + $0 }
    return try catalog.resolve(argument ?? "baseline")
  }
}
