package import Budgets
import Glibc

extension SampleSource {
  /// The commands of a suite, ready to be sampled.
  ///
  /// Every program, folder and file is looked for now. `folder` is where relative paths are meant from,
  /// as in `Suite.folder`.
  package static func commands(
    _ benchmarks: [Benchmark],
    in folder: String
  ) throws(CommandError) -> [any SampleSubject] {
    try commands(benchmarks, in: folder, launch: .process)
  }

  static func commands(
    _ benchmarks: [Benchmark],
    in folder: String,
    launch: SpawnClient.Launch
  ) throws(CommandError) -> [any SampleSubject] {
    var plans: [SpawnPlan] = []
    var found: [(Benchmark, Command, CommandSubject.Programs)] = []
    for benchmark in benchmarks {
      guard case .command(let command) = benchmark.workload else { continue }
      let planner = CommandPlanner(benchmark: benchmark.name, command: command, suiteFolder: folder)
      var programs = CommandSubject.Programs(main: plans.count)
      plans.append(try planner.main())
      if let words = command.prepare {
        programs.prepare = plans.count
        plans.append(try planner.beside(words))
      }
      if let words = command.cleanup {
        programs.cleanup = plans.count
        plans.append(try planner.beside(words))
      }
      found.append((benchmark, command, programs))
    }
    guard !found.isEmpty else { return [] }
    let client = try SpawnClient(plans, launch: launch)
    return found.map { CommandSubject($0, $1, client: client, programs: $2) }
  }
}

/// Finds out what a command of a suite starts.
struct CommandPlanner {
  let benchmark: String
  let command: Command
  /// Where relative paths are meant from; empty for the current folder.
  let suiteFolder: String

  /// The folder that it runs in; nil for the current one.
  private var folder: String? {
    let folder = ProgramLookup.joined(suiteFolder, command.workingDirectory ?? "")
    return folder.isEmpty ? nil : folder
  }

  /// The command itself.
  func main() throws(CommandError) -> SpawnPlan {
    var plan = try beside(command.arguments)
    switch command.input {
    case nil: break
    case .text(let text): plan.input = .text(text)
    case .file(let path):
      let place = ProgramLookup.joined(suiteFolder, path)
      guard access(place, R_OK) == 0 else {
        let reason = String(cString: strerror(errno))
        throw .noInput(benchmark: benchmark, path: place, reason: reason)
      }
      plan.input = .file(place)
    }
    return plan
  }

  /// A program in the same place, which reads nothing.
  func beside(_ words: [String]) throws(CommandError) -> SpawnPlan {
    if let folder, !ProgramLookup.isFolder(folder) {
      throw .noFolder(benchmark: benchmark, path: folder)
    }
    let ownPath = command.environment.last { $0.name == "PATH" }?.value
    let path = ownPath ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let lookup = ProgramLookup(benchmark: benchmark, folder: folder, path: path)
    return SpawnPlan(
      program: try lookup.find(words.first ?? ""),
      arguments: words,
      folder: folder,
      environment: command.environment.map { "\($0.name)=\($0.value)" }
    )
  }
}
