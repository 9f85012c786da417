import ArgumentParser
import Budgets
import Sessions

/// `headroom -- COMMAND…` and `headroom -c COMMAND -c COMMAND`: commands without a suite.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Measure commands without a suite.",
    usage: """
      headroom [<options>] -- <command> …
      headroom [<options>] -c <command> -c <command> …
      """,
    discussion: """
      They are shown, recorded and judged as a suite is. Three runs warm up; then there are at least \
      10 runs and 3 s, or as many as -r says. Several commands take turns, and are compared at the \
      end. No shell is used unless -S asks for one. --save writes the suite file for it and runs \
      nothing.

      Examples:
        headroom -- ./encode --mb 1
        headroom -c ./old -c ./new -w 5 -r 100
        headroom --budget 'p95<200ms' --budget 'rss<64MB' -- ./encode --mb 1
      """
  )

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A command in one word, split as a shell does; may be repeated.",
      valueName: "line"
    )
  )
  var command: [String] = []

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("A command and its arguments, after --.", valueName: "command")
  )
  var words: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("What to call a command; one each, in their order.", valueName: "name")
  )
  var name: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Runs before the measured ones (3).", valueName: "count")
  )
  var warmup: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Measured runs.", valueName: "count"))
  var runs: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Measure each for at least this long (3s).", valueName: "time"),
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A command before each run, not measured.", valueName: "line")
  )
  var prepare: String?

  @Option(help: ArgumentHelp("A command after each run, not measured.", valueName: "line"))
  var cleanup: String?

  @Option(
    help: ArgumentHelp("The file that the commands read.", valueName: "file"),
    completion: .file()
  )
  var input: String?

  @Option(
    help: ArgumentHelp("End a run that takes longer than this (1h).", valueName: "time"),
    transform: OptionValue.duration
  )
  var timeout: Int64?

  @Flag(name: [.customShort("S"), .long], help: "Let /bin/sh run the commands.")
  var shell = false

  @Flag(name: [.customShort("N"), .long], help: "Use no shell, which is the default.")
  var noShell = false

  @Flag(name: .shortAndLong, help: "Count any exit status as a success.")
  var ignoreFailure = false

  @Option(
    help: ArgumentHelp("A hard budget: 'p95<200ms', 'rss<64MB'.", valueName: "budget"),
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
    try quick.run(try suiteText().write(), naming: Self.option) { plan in
      plan.choice.budgets = budget.filter(Self.isOfOne)
    }
  }

  /// The option that a part of the suite comes from.
  private static func option(_ part: SuitePart) -> String {
    switch part {
    case .benchmark: "--name"
    case .warmup: "--warmup"
    case .samples: "--runs"
    case .duration: "--duration"
    case .prepare: "--prepare"
    case .cleanup: "--cleanup"
    case .input: "--input"
    case .timeout: "--timeout"
    case .budget: "--budget"
    default: "the command"
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
