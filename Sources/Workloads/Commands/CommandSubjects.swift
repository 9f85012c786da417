package import Budgets
import Glibc

/// The commands of a suite, ready to be sampled.
package struct CommandSubjects {
  /// Those that can be run, in their order.
  package let subjects: [any SampleSubject]
  /// Those whose program is not there: their names, and which it is.
  package let missing: [(name: String, error: CommandError)]

  /// Looks for every program, folder and file of the commands among `benchmarks`.
  ///
  /// `folder` is where relative paths are meant from, as in `Suite.folder`. Throws what is wrong with any
  /// of them besides a program that is not there.
  package init(_ benchmarks: [Benchmark], in folder: String) throws(CommandError) {
    try self.init(benchmarks, in: folder, launch: .process)
  }

  init(
    _ benchmarks: [Benchmark],
    in folder: String,
    launch: SpawnClient.Launch
  ) throws(CommandError) {
    var plans: [SpawnPlan] = []
    var found: [(Benchmark, Command, CommandSubject.Programs)] = []
    var missing: [(name: String, error: CommandError)] = []
    for benchmark in benchmarks {
      guard case .command(let command) = benchmark.workload else { continue }
      let planner = CommandPlanner(benchmark: benchmark.name, command: command, suiteFolder: folder)
      do throws(CommandError) {
        var own = [try planner.main()]
        var programs = CommandSubject.Programs(main: plans.count)
        if let words = command.prepare {
          programs.prepare = plans.count + own.count
          own.append(try planner.beside(words))
        }
        if let words = command.cleanup {
          programs.cleanup = plans.count + own.count
          own.append(try planner.beside(words))
        }
        plans += own
        found.append((benchmark, command, programs))
      } catch {
        guard error.missing != nil else { throw error }
        missing.append((benchmark.name, error))
      }
    }
    self.missing = missing
    guard !found.isEmpty else {
      subjects = []
      return
    }
    let client = try SpawnClient(plans, launch: launch)
    subjects = found.map { CommandSubject($0, $1, client: client, programs: $2) }
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
