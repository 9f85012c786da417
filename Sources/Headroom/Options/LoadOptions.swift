import ArgumentParser
import Sessions

/// How much load, and how long.
struct LoadOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "So many users, each of whom waits for an answer before the next request (closed model).",
      valueName: "count"
    )
  )
  var users: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "So many requests per second, whatever the answers (open model): 200/s, 90/min.",
      valueName: "rate"
    ),
    transform: OptionValue.rate
  )
  var rate: Double?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Measure for this long: 30s, 5m.", valueName: "time"),
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("End after this many requests.", valueName: "n")
  )
  var iterations: Int?

  @Option(
    help: ArgumentHelp(
      "Send load for this long first, left out of every figure: 5s.",
      valueName: "time"
    ),
    transform: OptionValue.duration
  )
  var warmup: Int64?

  func validate() throws {
    try Self.check(users: users, rate: rate, duration: duration)
    if users != nil && rate != nil { throw ValidationError("--users or --rate, not both.") }
    try OptionValue.check("--iterations", iterations, in: 1...1_000_000_000)
    if let warmup, !(0...86_400_000_000_000 ~= warmup) {
      throw ValidationError("--warmup is at most 24h.")
    }
  }

  /// Says so if a load is out of range.
  static func check(users: Int?, rate: Double?, duration: Int64?) throws {
    try OptionValue.check("--users", users, in: 1...100_000)
    if let rate, !(rate > 0 && rate <= 10_000_000) {
      throw ValidationError("--rate is more than 0/s and at most 10000000/s.")
    }
    if let duration, !(1_000_000...604_800_000_000_000 ~= duration) {
      throw ValidationError("--duration is 1ms to 168h.")
    }
  }
}
