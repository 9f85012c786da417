import ArgumentParser

/// What the program says to the shell.
///
/// Those before the start of a run are the ones of sysexits.h.
enum ExitStatus: Int32 {
  /// Every objective that was judged passes.
  case success = 0
  /// A regression, or drift with `--strict`.
  case regression = 1
  /// A violation.
  case violation = 2
  /// Nothing could be judged.
  case nothingJudged = 3
  /// The command line is wrong.
  case usage = 64
  /// A suite or a recording is wrong.
  case badInput = 65
  /// There is no such suite or recording.
  case noInput = 66
  /// What is needed can't be had: nothing ever answered, or the engine can't start.
  case unavailable = 69
  /// A file can't be created.
  case cannotCreate = 73
  /// The recording or a report could not be written.
  case inputOutput = 74
  /// Ended by SIGHUP: 128 and its number, as shells have it.
  case hungUp = 129
  /// Ended by SIGINT.
  case interrupted = 130
  /// Ended by SIGQUIT.
  case quit = 131
  /// Ended by SIGTERM.
  case terminated = 143

  /// Ended by a signal of this number, one of those that the program waits for.
  init(signal number: Int32) { self = ExitStatus(rawValue: 128 + number) ?? .terminated }

  /// Whether a signal ended the program.
  var isSignal: Bool { rawValue > 128 }

  /// Whether it says more than that a result could not be written.
  var isVerdict: Bool { self != .success && self != .nothingJudged }

  /// As the parser of arguments takes it.
  var exitCode: ExitCode { ExitCode(rawValue) }
}

/// An error that ends the program with a status of its own and a text for the user.
protocol CommandFailure: Error {
  /// The status.
  var status: ExitStatus { get }
  /// What was wrong, the value seen, the choices, and the way out.
  var text: String { get }
}
