/// A program to start in the working directory: its words, and where its output goes.
struct ChildCommand {
  /// The program, looked up in PATH, and its arguments.
  var words: [String]
  /// Where standard output goes.
  var output: String
  /// Where standard error goes.
  var errors: String
  /// After which it is ended, from its start.
  var seconds: Double

  /// The program and its arguments as one would type them, for messages.
  var text: String { words.joined(separator: " ") }
}

/// How a program ended, and what it took.
struct ChildEnd {
  /// The exit status; nil after a signal.
  var status: Int32?
  /// Time on a CPU in user space, its own children's included (wait4(2)).
  var userSeconds: Double
  /// Time on a CPU in the kernel, its own children's included.
  var systemSeconds: Double
  /// The greatest resident size of it or one of its children, bytes.
  ///
  /// Linux carries over that of the process that started it.
  var residentBytes: Int
  /// From its start to its end.
  var wallSeconds: Double

  /// Time on a CPU.
  var cpuSeconds: Double { userSeconds + systemSeconds }
}

/// Why a program did not do its part.
struct ChildFailure: Error, CustomStringConvertible {
  var description: String
}
