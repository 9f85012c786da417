import Sessions

/// Why a command can't be run, found out before anything runs.
package enum CommandError: Error, Equatable {
  /// There is no such program.
  case noProgram(benchmark: String, program: String, isPath: Bool)
  /// It may not be executed.
  case notExecutable(benchmark: String, path: String)
  /// The folder that it should run in is not there.
  case noFolder(benchmark: String, path: String)
  /// The file that it should read can't be read.
  case noInput(benchmark: String, path: String, reason: String)
  /// The system has no sockets or pipes left.
  case noResources(reason: String)
  /// It is there, and the system does not start it.
  case notStarted(benchmark: String, program: String, reason: String)

  /// Whether a file is missing that the suite names; else it is a program or the system.
  package var isMissingFile: Bool {
    switch self {
    case .noFolder, .noInput: true
    case .noProgram, .notExecutable, .noResources, .notStarted: false
    }
  }
}

extension CommandError: MissingProgram {
  package var missing: String? {
    guard case .noProgram(_, let program, let isPath) = self else { return nil }
    return Visible.text("there is no program '\(program)'" + (isPath ? "" : " in PATH"))
  }
}

extension CommandError: CustomStringConvertible {
  /// What is wrong and the way out.
  package var description: String {
    let text =
      switch self {
      case .noProgram(let benchmark, let program, false):
        "benchmark '\(benchmark)': there is no program '\(program)' in PATH. Install it, or write "
          + "the path to it."
      case .noProgram(let benchmark, let path, true):
        "benchmark '\(benchmark)': there is no program '\(path)'. Build it, or mend its path."
      case .notExecutable(let benchmark, let path):
        "benchmark '\(benchmark)': '\(path)' may not be executed. Make it a program: chmod +x."
      case .noFolder(let benchmark, let path):
        "benchmark '\(benchmark)': there is no folder '\(path)' to run in."
      case .noInput(let benchmark, let path, let reason):
        "benchmark '\(benchmark)': can't read '\(path)' for its standard input: \(reason)."
      case .notStarted(let benchmark, let program, let reason):
        "benchmark '\(benchmark)': '\(program)' can't be started: \(reason)."
      case .noResources(let reason): "no process can be started for the commands: \(reason)."
      }
    return Visible.text(text)
  }
}
