import ArgumentParser

/// How the program measures.
struct EngineOptions: ParsableArguments {
  @Option(help: "The seed of everything random; without it a new one, kept in the recording.")
  var seed: UInt64?

  @Option(help: "Event loops that send; without it one less than the CPUs, at least one.")
  var threads: Int?

  @Option(
    help: "What is recorded and judged at once: 100ms to 60s, in whole milliseconds (1s).",
    transform: OptionValue.duration
  )
  var interval: Int64?

  func validate() throws {
    try OptionValue.check("--threads", threads, in: 1...256)
    guard let interval else { return }
    guard 100_000_000...60_000_000_000 ~= interval, interval % 1_000_000 == 0 else {
      throw ValidationError("--interval is 100ms to 60s, in whole milliseconds.")
    }
  }
}
