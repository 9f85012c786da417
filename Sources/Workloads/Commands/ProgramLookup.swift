import Glibc

/// Finds programs, once, before anything is measured.
struct ProgramLookup {
  /// The benchmark, for errors.
  let benchmark: String
  /// The folder that the program will run in; nil for the current one.
  let folder: String?
  /// The folders of `PATH`, with colons between.
  let path: String

  /// The path of a program: as it is written if a slash is in it, else found in `PATH`.
  func find(_ program: String) throws(CommandError) -> String {
    guard !program.contains("/") else {
      let place = Self.joined(folder, program)
      guard Self.isFile(place) else {
        throw .noProgram(benchmark: benchmark, program: place, isPath: true)
      }
      guard access(place, X_OK) == 0 else {
        throw .notExecutable(benchmark: benchmark, path: place)
      }
      return program
    }
    for entry in path.split(separator: ":", omittingEmptySubsequences: false) {
      // An empty entry is the folder that it runs in (execvp(3)).
      let candidate = entry.isEmpty ? "./" + program : entry + "/" + program
      let place = Self.joined(folder, String(candidate))
      if Self.isFile(place), access(place, X_OK) == 0 { return String(candidate) }
    }
    throw .noProgram(benchmark: benchmark, program: program, isPath: false)
  }

  /// A path that is meant from `folder`, as one that is meant from here.
  static func joined(_ folder: String?, _ path: String) -> String {
    guard let folder, !folder.isEmpty, !path.hasPrefix("/") else { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// Whether there is something that is no folder.
  private static func isFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether there is a folder.
  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
