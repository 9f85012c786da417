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
  /// How many figures stand before the text.
  private static let figureCount = 7

  /// As it goes to who asked for the run: its figures, then what it wrote.
  var message: [UInt8] {
    let (tag, number): (Int64, Int64) =
      switch cause {
      case .exit(let status): (0, Int64(status))
      case .signal(let number): (1, Int64(number))
      case .notStarted(let code): (2, Int64(code))
      }
    let figures = [
      tag, number, wallNanoseconds, userNanoseconds, systemNanoseconds, residentBytes,
      residentFloorBytes,
    ]
    return [UInt8](integers: figures) + Array(errorText.utf8)
  }

  /// The end that `message` wrote; nil for anything else.
  init?(_ message: [UInt8]) {
    let figures = message.integers
    guard figures.count >= Self.figureCount else { return nil }
    switch figures[0] {
    case 0: cause = .exit(Int(figures[1]))
    case 1: cause = .signal(Int(figures[1]))
    case 2: cause = .notStarted(Int32(clamping: figures[1]))
    default: return nil
    }
    wallNanoseconds = figures[2]
    userNanoseconds = figures[3]
    systemNanoseconds = figures[4]
    residentBytes = figures[5]
    residentFloorBytes = figures[6]
    let text = message.dropFirst(Self.figureCount * MemoryLayout<Int64>.size)
    errorText = String(decoding: text, as: UTF8.self)
  }
}
