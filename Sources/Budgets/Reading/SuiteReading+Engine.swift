extension SuiteReading {
  /// Reads `stream:`, `k6:` or `locust:`.
  ///
  /// What it delivers is measured as far as its budget names it.
  func readEngine(_ parts: Section, _ kind: WorkloadKind, into read: inout ReadBenchmark) {
    let scan = BudgetNames.scan(parts["budget"]?.value)
    read.entry.members = (scan.hasOwn ? [read.entry.name] : []) + scan.names
    guard let entry = parts[kind.rawValue] else { return }
    let found: ExternalEngine.Kind? =
      switch kind {
      case .k6: k6(entry).map(ExternalEngine.Kind.k6)
      case .locust: locust(entry).map(ExternalEngine.Kind.locust)
      default: stream(entry, parts).map(ExternalEngine.Kind.stream)
      }
    read.engine = found.map { ExternalEngine(name: read.entry.name, kind: $0) }
  }

  private func stream(_ entry: SourceEntry, _ beside: Section) -> StreamProgram? {
    var parts = beside
    var source: StreamProgram.Source?
    if entry.value.entries != nil {
      guard let inner = Section(.stream, entry.value, label: "'stream'", in: self) else {
        return nil
      }
      for key in ["format", "cwd", "env"] where inner[key] != nil {
        guard let outer = beside[key] else { continue }
        report("'\(key)' stands here and inside 'stream'. Remove one.", at: outer.position)
      }
      parts.override(by: inner, except: [])
      if let program = inner["program"], inner["file"] != nil {
        report("'program' and 'file' are both the source. Remove one.", at: program.position)
      }
      if let file = inner["file"] {
        source = path(file).map(StreamProgram.Source.file)
      } else if let program = inner["program"] {
        source = words(program).map(StreamProgram.Source.program)
      } else if !inner.hasUnknownKeys {
        report(
          "'stream' needs a program or a file, as in \(SectionName.stream.example).",
          at: inner.position
        )
      }
    } else if case .scalar("-", _) = entry.value.content {
      source = .standardInput
    } else {
      source = words(entry).map(StreamProgram.Source.program)
    }
    let word = choice(parts["format"], StreamFormat.allCases.map(\.rawValue))
    let environment = environment(parts["env"])
    let folder = parts["cwd"].flatMap(path)
    guard let source else { return nil }
    var program = StreamProgram(source)
    program.format = word.flatMap(StreamFormat.init)
    program.workingDirectory = folder
    program.environment = environment
    return program
  }

  private func k6(_ entry: SourceEntry) -> K6Script? {
    guard entry.value.entries != nil else {
      return path(entry).map(K6Script.init(script:))
    }
    guard let section = Section(.k6, entry.value, label: "'k6'", in: self) else { return nil }
    guard let file = section["script"] else {
      if !section.hasUnknownKeys {
        report("'k6' needs a script, as in \(SectionName.k6.example).", at: section.position)
      }
      return nil
    }
    guard let found = path(file) else { return nil }
    var script = K6Script(script: found)
    if let program = section["program"], let text = path(program) {
      script.program = text
    }
    script.arguments = words(section["args"]) ?? []
    script.environment = environment(section["env"])
    let word = choice(section["by"], K6Script.Grouping.allCases.map(\.rawValue))
    if let grouping = word.flatMap(K6Script.Grouping.init) { script.grouping = grouping }
    return script
  }

  private func locust(_ entry: SourceEntry) -> LocustFile? {
    guard entry.value.entries != nil else {
      return path(entry).map(LocustFile.init(file:))
    }
    guard let section = Section(.locust, entry.value, label: "'locust'", in: self) else {
      return nil
    }
    guard let file = section["file"] else {
      if !section.hasUnknownKeys {
        report("'locust' needs a file, as in \(SectionName.locust.example).", at: section.position)
      }
      return nil
    }
    guard let found = path(file) else { return nil }
    var locust = LocustFile(file: found)
    if let program = section["program"], let text = path(program) {
      locust.program = text
    }
    locust.host = section["host"].flatMap(baseURL)
    locust.users = count(section["users"], 1...10_000_000)
    locust.spawnRate = section["spawn_rate"].flatMap(spawnRate)
    if let workers = section["workers"].flatMap(workers) { locust.workers = workers }
    if let bind = section["bind"], let text = path(bind) { locust.bindHost = text }
    locust.bindPort = count(section["port"], 1...65535)
    locust.arguments = words(section["args"]) ?? []
    locust.environment = environment(section["env"])
    if case .external = locust.workers, locust.bindHost == "127.0.0.1",
      let entry = section["workers"]
    {
      warn(
        "workers of other machines cannot reach 127.0.0.1. Write bind: 0.0.0.0 beside it.",
        at: entry.position
      )
    }
    return locust
  }

  private func baseURL(_ entry: SourceEntry) -> String? {
    guard let written = text(entry.value, entry.key, .text, use: .address) else { return nil }
    let text = RequestAddress.spelledOut(written, hasTarget: false) ?? written
    noteSecrets(inAddress: text, of: entry.value)
    guard !isRecorded, text != "demo" else { return text }
    do throws(RequestAddress.Failure) {
      _ = try RequestAddress.parse(text)
      return text
    } catch {
      report("'host': \(error.message)", at: entry.value.position)
      return nil
    }
  }

  private func spawnRate(_ entry: SourceEntry) -> Double? {
    guard let text = text(entry.value, entry.key, .number) else { return nil }
    switch try? Quantity.parse(text) {
    case .number(let number)? where number.double > 0: return number.double
    case .rate(let rate)? where rate > 0: return rate
    default:
      report(
        "'spawn_rate' is users per second, as in 50, not '\(text)'.",
        at: entry.value.position
      )
      return nil
    }
  }

  private func workers(_ entry: SourceEntry) -> LocustFile.Workers? {
    if entry.value.entries != nil {
      guard let section = Section(.workers, entry.value, label: "'workers'", in: self) else {
        return nil
      }
      guard let external = section["external"] else {
        if !section.hasUnknownKeys {
          report("'workers' is \(ValueKind.workers.example).", at: section.position)
        }
        return nil
      }
      return count(external, 1...100_000).map(LocustFile.Workers.external(least:))
    }
    guard let text = text(entry.value, entry.key, .workers) else { return nil }
    if text == "external" { return .external(least: 1) }
    guard let number = Int(text), 1...1000 ~= number else {
      let hint = Spelling.hint(for: text, among: ["external"]).map { " \($0)" } ?? ""
      report(
        "'workers' is \(ValueKind.workers.example), not '\(text)'.\(hint)",
        at: entry.value.position
      )
      return nil
    }
    return .local(number)
  }
}
