import ArgumentParser

/// How requests are sent.
struct EngineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The seed of everything random; else a new one, kept in the recording.",
      valueName: "number"
    )
  )
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Event loops that send; else one less than the CPUs, at least one.",
      valueName: "count"
    )
  )
  var threads: Int?

  func validate() throws {
    try OptionValue.check("--threads", threads, in: 1...256)
  }

  /// The same without a parser.
  var choice: EngineChoice { EngineChoice(seed: seed, threads: threads) }
}

/// How requests are sent, as far as the command line says it.
struct EngineChoice: Equatable {
  /// `--seed`.
  var seed: UInt64?
  /// `--threads`.
  var threads: Int?
}

/// How often something is recorded and judged.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Record and judge in steps of this length: 100ms to 60s, in whole milliseconds (1s).",
      valueName: "time"
    ),
    transform: OptionValue.duration
  )
  var interval: Int64?

  func validate() throws {
    guard let interval else { return }
    guard 100_000_000...60_000_000_000 ~= interval, interval % 1_000_000 == 0 else {
      throw ValidationError("--interval is 100ms to 60s, in whole milliseconds.")
    }
  }
}
