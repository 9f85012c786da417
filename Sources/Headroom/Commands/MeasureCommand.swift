import ArgumentParser
import Budgets
import Sessions

/// `headroom -- COMMAND…` and `headroom -c COMMAND -c COMMAND`: commands without a suite.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Run commands and measure them: live, recorded and judged as a suite is.",
    usage: """
      headroom [<options>] -- <command> …
      headroom [<options>] -c <command> -c <command>
      """,
    discussion: """
      Without a shell unless -S asks for one. Three runs warm up; then there are at least 10 runs and \
      3 s, or as many as -r says. Several commands take turns, and are compared at the end. --save \
      writes the suite file for it and runs nothing.

      Examples:
        headroom -- ./encode --mb 1
        headroom -c ./old -c ./new -w 5 -r 100
        headroom --budget 'p95<200ms' --budget 'rss<64MB' -- ./encode --mb 1
      """
  )

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A command in one word, split as a shell does; may be repeated.")
  )
  var command: [String] = []

  @Argument(parsing: .postTerminator, help: ArgumentHelp("A command.", valueName: "command"))
  var words: [String] = []

  @Option(name: .shortAndLong, help: "What to call a command, in their order.")
  var name: [String] = []

  @Option(name: .shortAndLong, help: "Runs before the measured ones (3).")
  var warmup: Int?

  @Option(name: .shortAndLong, help: "Measured runs.")
  var runs: Int?

  @Option(
    name: .shortAndLong,
    help: "How long each is measured at least (3s).",
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(name: .shortAndLong, help: "A command before each run, not measured.")
  var prepare: String?

  @Option(help: "A command after each run, not measured.")
  var cleanup: String?

  @Option(help: ArgumentHelp("The file that the commands read.", valueName: "file"))
  var input: String?

  @Option(help: "After which a run is ended (1h).", transform: OptionValue.duration)
  var timeout: Int64?

  @Flag(name: [.customShort("S"), .long], help: "Let /bin/sh run the commands.")
  var shell = false

  @Flag(name: [.customShort("N"), .long], help: "Without a shell, which is so anyway.")
  var noShell = false

  @Flag(name: .shortAndLong, help: "Any exit status is a success.")
  var ignoreFailure = false

  @Option(
    help: ArgumentHelp("A budget: 'p95<200ms', 'rss<64MB'.", valueName: "budget"),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @OptionGroup var quick: QuickOptions

  func validate() throws {
    if shell && noShell { throw ValidationError("--shell and --no-shell exclude each other.") }
    guard !words.isEmpty || !command.isEmpty else {
      throw ValidationError("there is no command. Write it after --, or with -c.")
    }
    try OptionValue.check("--warmup", warmup, in: 0...100_000_000)
    try OptionValue.check("--runs", runs, in: 1...100_000_000)
    if quick.save != nil, let named = budget.first(where: Self.isOfOne) {
      throw ValidationError(
        "--save writes budgets of all commands: write '\(Visible.text(named))' into the file."
      )
    }
    if name.count > command.count + (words.isEmpty ? 0 : 1) {
      throw ValidationError("there are more names than commands.")
    }
  }

  func run() throws {
    let suite = try suiteText().write()
    try quick.run(suite.text, variables: suite.variables) { plan in
      plan.choice.budgets = budget.filter(Self.isOfOne)
    }
  }

  /// The suite that the options stand for.
  func suiteText() throws -> CommandSuiteText {
    let typed = try command.map { shell ? [$0] : try Self.split($0) }
    let commands = typed + (words.isEmpty ? [] : [words])
    var suite = CommandSuiteText(
      name: quick.save ?? MeasuredCommands.suiteName(commands),
      programs: MeasuredCommands.programs(commands, names: name, usesShell: shell)
    )
    suite.sampling.warmup = warmup
    suite.sampling.samples = runs
    suite.sampling.durationNanoseconds = duration
    suite.prepare = try prepare.map(Self.split)
    suite.cleanup = try cleanup.map(Self.split)
    suite.input = input
    if ignoreFailure { suite.expectedStatuses = [0...255] }
    suite.timeoutNanoseconds = timeout
    suite.budgets = budget.filter { !Self.isOfOne($0) }
    return suite
  }

  /// Whether a budget is that of one command, by its name.
  private static func isOfOne(_ budget: String) -> Bool {
    (try? BudgetExpression.parse(budget))?.benchmark != nil
  }

  private static func split(_ line: String) throws -> [String] {
    do {
      return try CommandWords.split(line)
    } catch {
      throw ValidationError("'\(Visible.text(line))': \(error.message)")
    }
  }
}
