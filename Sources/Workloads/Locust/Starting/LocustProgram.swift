import Budgets
import Glibc

/// How Locust is started: as what program, and what it is told.
struct LocustProgram: Sendable {
  /// What users may take to finish what they are doing when they are stopped, s.
  private static let stopSeconds = 5
  /// The port of the master that workers of other machines join, which is Locust's own default.
  static let commonPort = 5557

  /// The engine's name, for errors.
  let engine: String
  /// What is to be run.
  let file: LocustFile
  /// The base URL for its users; nil for that of the file.
  let host: String?
  /// The folder that relative paths are meant from, as in `Suite.folder`.
  let folder: String
  /// The words that its command line begins with: a program, or a Python and its module.
  private let words: [String]

  /// Finds the program and the file.
  init(
    engine: String,
    file: LocustFile,
    host: String?,
    folder: String
  ) throws(LocustError) {
    self.engine = engine
    self.file = file
    self.host = host
    self.folder = folder
    words = try Self.find(file.program, engine: engine, folder: folder)
    for path in file.file.split(separator: ",") where !path.contains("://") {
      let place = ProgramLookup.joined(folder, path.trimmingBlanks)
      guard access(place, R_OK) == 0 else { throw .noFile(engine: engine, path: place) }
    }
  }

  /// The plan of the master.
  ///
  /// `scriptPath` is our own file, `warmupNanoseconds` and `intervalNanoseconds` are the grid of the
  /// session.
  func master(
    scriptPath: String,
    first: LocustLoad.Order,
    warmupNanoseconds: Int64,
    intervalNanoseconds: Int64
  ) -> ChildPlan {
    var arguments = [
      "--master", "--headless", "--only-summary", "--enable-rebalancing",
      "--exit-code-on-error", "0",
      "--stop-timeout", "\(Self.stopSeconds)",
      "--master-bind-host", file.bindHost,
      "--master-bind-port", "\(port)",
      "--expect-workers", "\(workerCount)",
      "--users", "\(first.users)",
      "--spawn-rate", "\(first.spawnRate)",
    ]
    if let host { arguments += ["--host", host] }
    return plan(
      arguments + file.arguments,
      scriptPath: scriptPath,
      variables: [
        LocustScript.gridVariable:
          "\(Double(warmupNanoseconds) / 1e9) \(Double(intervalNanoseconds) / 1e9)"
      ]
    )
  }

  /// The plan of a worker of this machine that joins the master at `port`.
  func worker(scriptPath: String, port: Int) -> ChildPlan {
    let isAnywhere = ["*", "0.0.0.0", "::"].contains(file.bindHost)
    let host = isAnywhere ? "127.0.0.1" : file.bindHost
    return plan(
      ["--worker", "--master-host", host, "--master-port", "\(port)"],
      scriptPath: scriptPath,
      variables: [:]
    )
  }

  /// What joins the master from another machine.
  func joiningCommand(_ hello: LocustHello) -> String {
    let isAnywhere = ["*", "0.0.0.0", "::"].contains(file.bindHost)
    let host = isAnywhere ? hello.host : file.bindHost
    let port = hello.port == Self.commonPort ? "" : " --master-port \(hello.port)"
    return "locust -f - --worker --master-host \(host)" + port
  }

  /// What users may take to finish what they are doing, ns; a minute if the arguments say so in words
  /// that are not ours.
  var stopNanoseconds: Int64 {
    let options = ["--stop-timeout", "-s"]
    guard let place = file.arguments.lastIndex(where: options.contains) else {
      return Int64(Self.stopSeconds) * 1_000_000_000
    }
    let text = file.arguments.dropFirst(place + 1).first ?? ""
    return Int64(min(3600, max(0, Double(text) ?? 60)) * 1e9)
  }

  /// Workers that it begins with.
  var workerCount: Int {
    switch file.workers {
    case .local(let count): count
    case .external(let least): least
    }
  }

  /// How many of them we start.
  var localCount: Int { if case .local(let count) = file.workers { count } else { 0 } }

  /// The port of the master; 0 for a free one, which the master chooses.
  private var port: Int { file.bindPort ?? (localCount > 0 ? 0 : Self.commonPort) }

  private func plan(
    _ arguments: [String],
    scriptPath: String,
    variables: [String: String]
  ) -> ChildPlan {
    let own = variables.merging([
      LocustScript.channelVariable: "\(ChildProgram.channelDescriptor)",
      // Of our file, which is removed, nothing should stay behind.
      "PYTHONDONTWRITEBYTECODE": "1",
    ]) { first, _ in first }
    return ChildPlan(
      name: engine,
      arguments: words + ["-f", file.file + "," + scriptPath, "--loglevel", "WARNING"] + arguments,
      environment: file.environment
        + own.map { Command.EnvironmentValue(name: $0.key, value: $0.value) },
      workingDirectory: nil,
      suiteFolder: folder
    )
  }

  // MARK: Finding it

  private static func find(
    _ program: String,
    engine: String,
    folder: String
  ) throws(LocustError) -> [String] {
    func isThere(_ program: String) throws(CommandError) {
      try planned([program]).check()
    }
    func planned(_ arguments: [String]) -> ChildPlan {
      ChildPlan(
        name: engine,
        arguments: arguments,
        environment: [],
        workingDirectory: nil,
        suiteFolder: folder
      )
    }
    do throws(CommandError) {
      try isThere(program)
      return [program]
    } catch {
      guard program == LocustFile.usualProgram else { throw .program(error) }
    }
    let question =
      "import importlib.util, sys; sys.exit(importlib.util.find_spec('locust') is None)"
    let python = planned(["python3", "-c", question])
    guard let asked = try? ChildProgram(python, output: .discarded), asked.waited().isSuccess else {
      throw .notInstalled(engine: engine)
    }
    return ["python3", "-m", "locust"]
  }
}

extension Substring {
  /// Without blanks around it.
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
