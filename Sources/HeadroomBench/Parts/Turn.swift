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
  var userSeconds: Double
  var systemSeconds: Double

  /// CPU time per request, us.
  var microseconds: Double { (userSeconds + systemSeconds) / Double(requests) * 1e6 }

  /// The part of it in user space, us.
  var userMicroseconds: Double { userSeconds / Double(requests) * 1e6 }

  var json: JSON {
    [
      "round": JSON(round),
      "who": .string(contestant.rawValue),
      "requests": JSON(requests),
      "user_seconds": JSON(userSeconds),
      "system_seconds": JSON(systemSeconds),
      "us_per_request": JSON(microseconds),
    ]
  }
}
