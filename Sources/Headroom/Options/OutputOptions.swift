import ArgumentParser

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

  @Flag(help: "Show no other session beside this one.")
  var noGhost = false

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
