extension SuiteDescription {
  /// Programs that measure by themselves.
  static func engines(_ suite: Suite) -> [String] {
    let lines = suite.engines.map { engine in
      [VisibleText.of(engine.name), describe(engine.kind).joined(separator: ", ")]
    }
    return lines.isEmpty ? [] : ["", "engines"] + rows(lines, indent: 2)
  }

  private static func describe(_ kind: ExternalEngine.Kind) -> [String] {
    switch kind {
    case .stream(let program): describe(program)
    case .k6(let script): describe(script)
    case .locust(let file): describe(file)
    }
  }

  private static func describe(_ program: StreamProgram) -> [String] {
    var parts: [String] =
      switch program.source {
      case .program(let words): ["stream of " + line(words)]
      case .standardInput: ["stream of the standard input"]
      case .file(let path): ["stream of the file \(VisibleText.of(path))"]
      }
    if let format = program.format { parts.append("format \(format.rawValue)") }
    if let folder = program.workingDirectory { parts.append("in " + VisibleText.of(folder)) }
    return parts + names(program.environment)
  }

  private static func describe(_ script: K6Script) -> [String] {
    var parts = ["k6 script \(VisibleText.of(script.script))", "by \(script.grouping.rawValue)"]
    if !script.arguments.isEmpty { parts.append("with " + line(script.arguments)) }
    return parts + names(script.environment)
  }

  private static func describe(_ locust: LocustFile) -> [String] {
    var parts = ["Locust file \(VisibleText.of(locust.file))"]
    parts.append(locust.users.map { "\($0) users" } ?? "users of the profile")
    if let rate = locust.spawnRate { parts.append("\(ValueText.number(rate)) start in a second") }
    switch locust.workers {
    case .local(let count): parts.append("\(count) \(count == 1 ? "worker" : "workers")")
    case .external(let least): parts.append("at least \(least) workers that join by themselves")
    }
    if let host = locust.host {
      parts.append("at " + VisibleText.of(SecretText.cuttingQuery(of: SecretText.hidden(host))))
    }
    if !locust.arguments.isEmpty { parts.append("with " + line(locust.arguments)) }
    return parts + names(locust.environment)
  }

  private static func names(_ environment: [Command.EnvironmentValue]) -> [String] {
    guard !environment.isEmpty else { return [] }
    return ["env " + environment.map { VisibleText.of($0.name) }.joined(separator: " ")]
  }

  /// The watched processes with their objectives.
  static func processes(_ suite: Suite) -> [String] {
    suite.processes.flatMap { process in
      let own = suite.objectives.filter { $0.subject == .process(process.label) }
      return ["  " + VisibleText.of(process.label), "    " + watched(process.target)]
        + rows(own.map { row($0, suite.tolerance) }, indent: 4)
    }
  }

  private static func watched(_ target: WatchedProcess.Target) -> String {
    switch target {
    case .name(let name): "all processes called \(VisibleText.of(name))"
    case .pid(let pid): "process \(pid)"
    case .controlGroup(let path): "control group \(VisibleText.of(path))"
    case .host: "the whole machine"
    }
  }
}
