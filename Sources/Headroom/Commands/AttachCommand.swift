import ArgumentParser
import Budgets
import Sessions

/// `headroom attach FILE`, and `headroom -`.
struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Show and judge the measurements of another program.",
    usage: "headroom attach <file> [<options>]",
    discussion: """
      Each line is a measurement, as a JSON object: {"measure":"transpile-simple","ms":0.84}, with \
      ns, us, ms or s, and "ok": false for a failure. These are recognised by their content as \
      well: points of k6, results of vegeta, logs of Locust's requests, lines of `go test -bench`, \
      and plain numbers (milliseconds). Every name is a benchmark; plain numbers have the name of \
      the file, or 'stdin'.

      A file is read from its beginning and while it grows, until q, Ctrl-C or --duration. A FIFO \
      and standard input end with their writers.

      Examples:
        some-program | headroom - --budget 'transpile-simple.p95<0.85ms'
        go test -bench . -count 20 | headroom - --headless --format json
        headroom attach results.jsonl --new
        headroom attach points.fifo --record recordings/night.hlog
      """
  )

  @Argument(
    help: ArgumentHelp("A file, a FIFO, or '-' for standard input.", valueName: "file"),
    completion: .file()
  )
  var file: String

  @Option(
    help: ArgumentHelp(
      "A hard budget: 'transpile-simple.p95<0.85ms'; without a name, of plain numbers.",
      valueName: "budget"
    ),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read only lines of this format: \(StreamFormat.names); else any.",
      valueName: "format"
    ),
    completion: .list(StreamFormat.allCases.map(\.rawValue)),
    transform: StreamFormat.read
  )
  var lines: StreamFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("End after this long: 30s, 5m.", valueName: "time"),
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Flag(help: "Leave out what is in the file already.")
  var new = false

  @OptionGroup var quick: QuickOptions

  func validate() throws {
    if let duration, !(1_000_000...604_800_000_000_000 ~= duration) {
      throw ValidationError("--duration is 1ms to 168h.")
    }
    if new, file == "-" { throw ValidationError("--new is about a file.") }
  }

  func run() throws {
    try quick.run(suiteText.write(), naming: Self.option) { plan in
      plan.choice.durationNanoseconds = duration
      plan.skipsExisting = new
    }
  }

  /// The option that a part of the suite comes from.
  static func option(_ part: SuitePart) -> String {
    part == .budget ? "--budget" : "the file's name"
  }

  /// The suite that the options stand for.
  var suiteText: StreamSuiteText {
    var suite = StreamSuiteText(
      name: quick.save ?? Self.name(of: file),
      source: file == "-" ? .standardInput : .file(file)
    )
    suite.format = lines
    suite.budgets = budget
    return suite
  }

  /// What a file's suite is called: its name without its ending.
  static func name(of file: String) -> String {
    if file == "-" { return "stdin" }
    let last = Visible.text(Path.last(file).prefix(100))
    let stem = last.lastIndex(of: ".").map { last[..<$0] } ?? last[...]
    let name = stem.isEmpty ? last : String(stem)
    return name.isEmpty || name == "suite" ? "stream" : name
  }

  /// A `-` in place of a command stands for `attach -`.
  static func spelledOut(_ arguments: [String]) -> [String] {
    arguments.first == "-" ? ["attach"] + arguments : arguments
  }
}

extension StreamFormat {
  /// The formats, for people.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// A format by its name.
  static func read(_ text: String) throws -> StreamFormat {
    guard let format = StreamFormat(rawValue: text) else {
      throw ValidationError("there is no format '\(Visible.text(text))'. There are: \(names).")
    }
    return format
  }
}
