import ArgumentParser
import Budgets
import Sessions

/// What is shown, and what the status says.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Open no screen: progress on standard error, the result on standard output.")
  var headless = false

  @Flag(help: "Use no colours and only ASCII marks.")
  var plain = false

  @Option(help: ArgumentHelp("What to print at the end.", valueName: "format"))
  var format = ResultFormat.text

  @Option(
    help: ArgumentHelp("End the run at the first verdict of this kind.", valueName: "verdict")
  )
  var stopOn: StopReason?

  @Flag(help: "End with status 1 after drift.")
  var strict = false
}

/// The session's own file.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Record to this new file; else to one in recordings/.", valueName: "path"),
    completion: .file()
  )
  var record: String?

  @Flag(help: "Write no recording.")
  var noRecord = false

  @Option(help: ArgumentHelp("What to call this session.", valueName: "text"))
  var label: String?

  func validate() throws {
    if record != nil && noRecord {
      throw ValidationError("--record and --no-record exclude each other.")
    }
    if let record, record.isEmpty { throw ValidationError("--record needs a path.") }
  }
}

/// What is printed at the end.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
  /// A table.
  case text
  /// The summary as one JSON object.
  case json
}

/// What ends a run before its time.
enum StopReason: String, CaseIterable, ExpressibleByArgument {
  /// A violation that has held for three intervals.
  case violation
}

/// What is shown of a recording.
struct ReplayOutputOptions: ParsableArguments {
  @Flag(help: "Open no screen: print the result.")
  var headless = false

  @Flag(help: "Use no colours and only ASCII marks.")
  var plain = false

  @Option(help: ArgumentHelp("What to print.", valueName: "format"))
  var format = ResultFormat.text
}

/// What is shown of two recordings.
struct CompareOutputOptions: ParsableArguments {
  @Flag(help: "Open no screen: print the result.")
  var headless = false

  @Flag(help: "Use no colours and only ASCII marks.")
  var plain = false

  @Option(help: ArgumentHelp("What to print.", valueName: "format"))
  var format = ComparisonFormat.text

  @Option(help: ArgumentHelp("Claim no smaller change than this (1%).", valueName: "percent"))
  var minChange: String?

  func validate() throws { _ = try leastChange() }

  /// `--min-change` as a share.
  func leastChange() throws -> Double {
    guard let minChange else { return SessionComparison.defaultMinChange }
    return try OptionValue.share(minChange)
  }
}

/// What is printed of a comparison.
enum ComparisonFormat: String, CaseIterable, ExpressibleByArgument {
  /// Tables.
  case text
  /// Markdown, for a pull request.
  case md
  /// One JSON object.
  case json
}
