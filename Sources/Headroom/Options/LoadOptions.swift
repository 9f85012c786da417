import ArgumentParser
import Sessions

/// What replaces a profile's load.
struct LoadOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Users in place of the profile's load (closed model).")
  var users: Int?

  @Option(
    name: .shortAndLong,
    help: "Requests per second in place of the profile's load (open model): 200/s, 90/min.",
    transform: OptionValue.rate
  )
  var rate: Double?

  @Option(
    name: .shortAndLong,
    help: "How long the measured part takes: 30s, 5m.",
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(name: [.customShort("n"), .long], help: "Requests after which the run ends.")
  var iterations: Int?

  @Option(
    help: "Load before the measured part, kept out of every figure: 5s.",
    transform: OptionValue.duration
  )
  var warmup: Int64?

  func validate() throws {
    try OptionValue.check("--users", users, in: 1...100_000)
    try OptionValue.check("--iterations", iterations, in: 1...1_000_000_000_000)
    if let rate, !(rate > 0 && rate <= 10_000_000) {
      throw ValidationError("--rate is more than 0/s and at most 10000000/s.")
    }
    if let duration, !(1_000_000...604_800_000_000_000 ~= duration) {
      throw ValidationError("--duration is 1ms to 168h.")
    }
    if let warmup, !(0...86_400_000_000_000 ~= warmup) {
      throw ValidationError("--warmup is at most 24h.")
    }
  }
}
