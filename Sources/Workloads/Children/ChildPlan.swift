import Budgets
import Glibc

/// A program that is to be started and listened to.
struct ChildPlan {
  /// The benchmark or engine that it is for, for errors.
  var name: String
  /// The program, by its path or looked up in PATH, and its arguments.
  var arguments: [String]
  /// Variables over our own.
  var environment: [Command.EnvironmentValue] = []
  /// The folder that it runs in; nil for the current one.
  var folder: String?

  /// A program in a folder that is meant from that of the suite, as in `Suite.folder`.
  init(
    name: String,
    arguments: [String],
    environment: [Command.EnvironmentValue],
    workingDirectory: String?,
    suiteFolder: String
  ) {
    self.name = name
    self.arguments = arguments
    self.environment = environment
    let folder = ProgramLookup.joined(suiteFolder, workingDirectory ?? "")
    self.folder = folder.isEmpty ? nil : folder
  }

  /// Says why it could not be started, before it is tried.
  func check() throws(CommandError) {
    if let folder, !ProgramLookup.isFolder(folder) {
      throw .noFolder(benchmark: name, path: folder)
    }
    // `posix_spawnp` looks into our own PATH.
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let lookup = ProgramLookup(benchmark: name, folder: folder, path: path)
    _ = try lookup.find(arguments.first ?? "")
  }

  /// Our own variables with those of the plan over them, as `NAME=VALUE`.
  var variables: [String] {
    var all: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if !environment.contains(where: { text.hasPrefix($0.name + "=") }) { all.append(text) }
      next += 1
    }
    return all + environment.map { $0.name + "=" + $0.value }
  }
}
