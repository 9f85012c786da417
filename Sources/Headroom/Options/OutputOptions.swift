import ArgumentParser
import Sessions

/// What is shown, and what the status says.
struct OutputOptions: ParsableArguments {
  @Flag(help: "No screen: progress on standard error, the result on standard output.")
  var headless = false

  @Flag(help: "No colours and only ASCII marks.")
  var plain = false

  @Option(help: "What is printed at the end: text or json.")
  var format = ResultFormat.text

  @Option(help: "End the run as soon as this verdict stands: violation.")
  var stopOn: StopReason?

  @Flag(help: "Drift ends with status 1.")
  var strict = false
}

/// The session's own file.
struct RecordingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where the recording goes.", valueName: "path"))
  var record: String?

  @Flag(help: "Write no recording.")
  var noRecord = false

  @Option(help: "What to call this session.")
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
  @Flag(help: "No screen: the result on standard output.")
  var headless = false

  @Flag(help: "No colours and only ASCII marks.")
  var plain = false

  @Option(help: "What is printed: text or json.")
  var format = ResultFormat.text
}

/// What is shown of two recordings.
struct CompareOutputOptions: ParsableArguments {
  @Flag(help: "No screen: the result on standard output.")
  var headless = false

  @Flag(help: "No colours and only ASCII marks.")
  var plain = false

  @Option(help: "What is printed: text, md or json.")
  var format = ComparisonFormat.text

  @Option(help: ArgumentHelp("The least change that is claimed.", valueName: "percent"))
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
