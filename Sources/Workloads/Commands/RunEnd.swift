import Sessions

/// How one run of a program ended, and what it took.
struct RunEnd: Sendable, Equatable {
  /// Why it ended.
  enum Cause: Sendable, Equatable {
    /// With this exit status.
    case exit(Int)
    /// By this signal.
    case signal(Int)
    /// It was not started: the system's error number.
    case notStarted(Int32)
  }

  /// Why it ended.
  var cause: Cause
  /// From right before it was started until it was waited for, ns.
  var wallNanoseconds: Int64 = 0
  /// CPU time in user mode, that of its own children included that it waited for, ns.
  var userNanoseconds: Int64 = 0
  /// CPU time in kernel mode, that of its own children included that it waited for, ns.
  var systemNanoseconds: Int64 = 0
  /// The most resident memory of it or one of its children, bytes.
  var residentBytes: Int64 = 0
  /// Less than this can't be told, bytes: what the process had that started it, which the kernel
  /// carries over (getrusage(2): kept through execve(2)).
  var residentFloorBytes: Int64 = 0
  /// The beginning of what it wrote to standard error.
  var errorText = ""

  /// A run that ended.
  init(_ cause: Cause) { self.cause = cause }
}

extension RunEnd {
  /// As it goes to who asked for the run.
  var json: JSON {
    let (word, number): (String, Int) =
      switch cause {
      case .exit(let status): ("exit", status)
      case .signal(let number): ("signal", number)
      case .notStarted(let code): ("error", Int(code))
      }
    return [
      "cause": .string(word), "number": JSON(number), "wall": JSON(wallNanoseconds),
      "user": JSON(userNanoseconds), "system": JSON(systemNanoseconds), "rss": JSON(residentBytes),
      "floor": JSON(residentFloorBytes), "stderr": .string(errorText),
    ]
  }

  /// The end that `json` wrote; nil for anything else.
  init?(_ json: JSON) {
    guard let number: Int = json["number"]?.integerValue() else { return nil }
    switch json["cause"]?.stringValue {
    case "exit": cause = .exit(number)
    case "signal": cause = .signal(number)
    case "error": cause = .notStarted(Int32(clamping: number))
    default: return nil
    }
    wallNanoseconds = json["wall"]?.integerValue() ?? 0
    userNanoseconds = json["user"]?.integerValue() ?? 0
    systemNanoseconds = json["system"]?.integerValue() ?? 0
    residentBytes = json["rss"]?.integerValue() ?? 0
    residentFloorBytes = json["floor"]?.integerValue() ?? 0
    errorText = json["stderr"]?.stringValue ?? ""
  }
}
