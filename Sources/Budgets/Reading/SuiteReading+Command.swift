extension SuiteReading {
  /// The most combinations of parameters of one command.
  static let mostCombinations = 1000

  /// Reads `command:` or `shell:`, once for each combination of its parameters.
  func readCommand(_ parts: Section, _ override: Section?, into read: inout ReadBenchmark) {
    let combinations = combinations(parts["with"], of: read.entry.name)
    let name = read.entry.name
    read.entry.members = combinations.map { values in
      guard !values.isEmpty else { return name }
      return name + "[" + values.map { "\($0.name)=\($0.value)" }.joined(separator: ",") + "]"
    }
    for (member, values) in zip(read.entry.members, combinations) {
      let before = parameters
      parameters = values
      defer { parameters = before }
      guard let command = command(parts, override) else { continue }
      var benchmark = Benchmark(name: member, workload: .command(command))
      benchmark.timeoutNanoseconds = timeout(parts["timeout"]) ?? 3_600_000_000_000
      read.benchmarks.append(benchmark)
    }
  }

  /// Reads `samples`, `warmup` and `duration`.
  func sampling(_ parts: Section) -> Sampling {
    var sampling = Sampling()
    sampling.samples = count(parts["samples"], 1...100_000_000)
    sampling.warmup = count(parts["warmup"], 0...100_000_000)
    sampling.durationNanoseconds = duration(parts["duration"], least: 1_000_000)
    return sampling
  }

  private func command(_ parts: Section, _ override: Section?) -> Command? {
    var command = Command([])
    if let shell = parts["shell"] {
      guard let line = text(shell.value, shell.key, .text, use: use(of: shell.value)),
        let filled = filled(line, of: shell.value)
      else { return nil }
      command.arguments = ["/bin/sh", "-c", filled]
      command.usesShell = true
    } else if let entry = parts["command"], let words = words(entry) {
      command.arguments = words
    } else {
      return nil
    }
    command.sampling = sampling(parts)
    command.prepare = words(parts["prepare"])
    command.cleanup = words(parts["cleanup"])
    if let cwd = parts["cwd"] {
      command.workingDirectory = path(cwd).flatMap { filled($0, of: cwd.value) }
    }
    command.environment = environment(parts["env"], override?["env"])
    command.input = parts["stdin"].flatMap(input)
    if let statuses = exitStatuses(parts) { command.expectedStatuses = statuses }
    return command
  }

  // MARK: - Words

  /// A program and its arguments: a list, or a text that is split into words.
  func words(_ entry: SourceEntry?) -> [String]? {
    guard let entry else { return nil }
    guard case .scalar(let raw, _) = entry.value.content, !entry.value.isNull else {
      guard case .sequence(let nodes) = entry.value.content else {
        _ = text(entry.value, entry.key, .words)
        return nil
      }
      guard !nodes.isEmpty else {
        report(
          "'\(entry.key)' is empty. Write \(ValueKind.words.example).",
          at: entry.value.position
        )
        return nil
      }
      return complete(nodes.map { word($0, entry.key) }, entry)
    }
    do throws(CommandWords.Failure) {
      let words = try CommandWords.split(raw, keepsPlaceholders: true)
      let nodes = words.map { word in
        SourceNode(position: entry.value.position, content: .scalar(word, isPlain: false))
      }
      return complete(nodes.map { word($0, entry.key) }, entry)
    } catch {
      // What is hidden in a recording may have been a part of a quoted text.
      guard !isRecorded else { return [raw] }
      report("'\(entry.key)': \(error.message)", at: entry.value.position)
      return nil
    }
  }

  private func complete(_ words: [String?], _ entry: SourceEntry) -> [String]? {
    let found = words.compactMap { $0 }
    guard found.count == words.count else { return nil }
    if found.first?.isEmpty == true, entry.key != "args" {
      report(
        "'\(entry.key)' begins with an empty word. Write the program.",
        at: entry.value.position
      )
      return nil
    }
    return found
  }

  private func word(_ node: SourceNode, _ key: String) -> String? {
    guard let text = text(node, key, .text, use: use(of: node)) else { return nil }
    guard !text.unicodeScalars.contains("\0") else {
      report("'\(key)' has a NUL character in it. Remove it.", at: node.position)
      return nil
    }
    return filled(text, of: node)
  }

  /// Arguments are recorded, unless the name of a variable in them says that it is a secret.
  private func use(of node: SourceNode) -> VariableScope.Use {
    guard case .scalar(let raw, _) = node.content else { return .argument }
    return VariableScope.names(in: raw).contains(where: SecretText.isSecretName)
      ? .secret : .argument
  }

  /// A file, a folder or a program.
  func path(_ entry: SourceEntry) -> String? {
    text(entry.value, entry.key, .text, use: use(of: entry.value))
  }

  // MARK: - What is around it

  /// Environment variables; those of `override` come before.
  func environment(
    _ entry: SourceEntry?,
    _ override: SourceEntry? = nil
  ) -> [Command.EnvironmentValue] {
    var values: [Command.EnvironmentValue] = []
    for entry in [entry, override].compactMap({ $0 }) {
      guard let entries = entry.value.entries else {
        report(
          "'env' is a mapping, as in { MODE: fast }; here is \(entry.value.kindName).",
          at: entry.value.position
        )
        continue
      }
      for item in entries {
        guard !item.key.isEmpty,
          !item.key.unicodeScalars.contains(where: { $0 == "=" || $0 == "\0" })
        else {
          report("'\(item.key)' is no name of a variable. Leave '=' out.", at: item.position)
          continue
        }
        guard let text = text(item.value, item.key, .text, use: .secret),
          let value = filled(text, of: item.value)
        else { continue }
        values.removeAll { $0.name == item.key }
        values.append(Command.EnvironmentValue(name: item.key, value: value))
      }
    }
    return values
  }

  private func input(_ entry: SourceEntry) -> Command.Input? {
    guard entry.value.entries != nil else {
      return text(entry.value, entry.key, .text, use: .secret)
        .flatMap { filled($0, of: entry.value) }.map(Command.Input.text)
    }
    guard let section = Section(.stdin, entry.value, label: "'stdin'", in: self) else { return nil }
    guard let file = section["file"] else {
      if !section.hasUnknownKeys {
        report("'stdin' needs a file, as in \(SectionName.stdin.example).", at: section.position)
      }
      return nil
    }
    return path(file).flatMap { filled($0, of: file.value) }.map(Command.Input.file)
  }

  // MARK: - Parameters

  /// The combinations of the values of `with:`, the last parameter changing fastest; one empty
  /// combination without any.
  private func combinations(
    _ entry: SourceEntry?,
    of name: String
  ) -> [[(name: String, value: String)]] {
    guard let entry else { return [[]] }
    guard let entries = entry.value.entries, !entries.isEmpty else {
      report(
        "'with' is a mapping of parameters and values, as in { n: [1, 10, 100] }; here is "
          + "\(entry.value.entries == nil ? entry.value.kindName : "none").",
        at: entry.value.position
      )
      return [[]]
    }
    var result: [[(name: String, value: String)]] = [[]]
    for item in entries {
      guard TemplateScanner.isName(item.key) else {
        report(
          "'\(item.key)' is no name for a parameter. Write letters, digits and '_'.",
          at: item.position
        )
        continue
      }
      let values = values(item)
      result = result.flatMap { combination in
        values.map { combination + [(item.key, $0)] }
      }
      guard result.count <= Self.mostCombinations else {
        report(
          "'\(name)' has more than \(Self.mostCombinations) combinations. Leave values out.",
          at: item.position
        )
        return [[]]
      }
    }
    return result
  }

  /// The values of a parameter; at least one.
  private func values(_ item: SourceEntry) -> [String] {
    if case .sequence(let nodes) = item.value.content, nodes.isEmpty {
      report("'\(item.key)' has no values. Write [1, 10, 100].", at: item.value.position)
    }
    var values: [String] = []
    for node in elements(item.value) {
      guard let value = text(node, item.key) else { continue }
      guard !value.unicodeScalars.contains(where: VisibleText.isHidden), value.count <= 100 else {
        report(
          "a value of '\(item.key)' is a part of a name: at most 100 characters, none of them "
            + "a control character.",
          at: node.position
        )
        continue
      }
      guard !values.contains(value) else {
        report("'\(item.key)' has '\(value)' twice. Remove one.", at: node.position)
        continue
      }
      values.append(value)
    }
    return values.isEmpty ? [""] : values
  }
}
