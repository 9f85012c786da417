import Sessions

/// One turn of the program or wrk.
struct Turn {
  /// Who has it.
  enum Contestant: String {
    case wrk
    case headless
    case screen
  }

  var contestant: Contestant
  var round: Int
  var requests: UInt64
  var cpuSeconds: Double

  /// CPU time per request, us.
  var microseconds: Double { cpuSeconds / Double(requests) * 1e6 }

  var json: JSON {
    [
      "round": JSON(round),
      "who": .string(contestant.rawValue),
      "requests": JSON(requests),
      "cpu_seconds": JSON(cpuSeconds),
      "us_per_request": JSON(microseconds),
    ]
  }
}
