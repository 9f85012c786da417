/// Writes suite files of commands, for people to go on with.
package struct CommandSuiteText: Sendable {
  /// The suite's name.
  package var name: String
  /// What is measured, in order.
  package var programs: [Program]
  /// How often each is run.
  package var sampling = Sampling()
  /// A command before each run, not measured.
  package var prepare: [String]?
  /// A command after each run, not measured.
  package var cleanup: [String]?
  /// The file that they read; nil for nothing.
  package var input: String?
  /// After which a run is ended, ns; nil for the default.
  package var timeoutNanoseconds: Int64?
  /// The exit statuses that count as a success.
  package var expectedStatuses: [ClosedRange<Int>] = [0...0]
  /// Parameters and their values, `{{ NAME }}` in the commands.
  package var parameters: [(name: String, values: [String])] = []
  /// Budgets of each, as comparisons, `p95<200ms`, which are hard, or as `p95: 200ms`.
  package var budgets: [String] = []

  /// A suite of programs.
  package init(name: String, programs: [Program]) {
    self.name = name
    self.programs = programs
  }

  /// A program and what it is called.
  package struct Program: Sendable {
    /// The benchmark's name.
    package var name: String
    /// What it is.
    package var kind: Kind

    /// A program under a name.
    package init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }

    /// What a program is.
    package enum Kind: Sendable {
      /// A command that is run and measured: the program and its arguments.
      case command([String])
      /// A line for the shell that is run and measured.
      case shell(String)
    }
  }

  /// The suite file, commented, and the secrets that it leaves to variables.
  package func write() -> WrittenSuite {
    var secrets = SuiteWords.Secrets()
    var lines = SuiteLines()
    lines.add(
      SuiteWords.head(name, about: "What is measured, and the budgets that it has to keep."),
      from: .name
    )
    if programs.count > 1 {
      lines.add([
        "# They take turns, run by run, so that a drift of the machine hits all of them alike.",
        "interleave: true", "",
      ])
    }
    lines.add("benchmarks:")
    for program in programs {
      lines.add("  \(SuiteWords.quoted(program.name)):", from: .benchmark)
      lines.add("    " + work(program.kind, &secrets), from: .command)
      addSampling(to: &lines, &secrets)
      lines.add(SuiteWords.budget(budgets, of: program.name), from: .budget)
    }
    return lines.written(secrets.values)
  }

  private func work(_ kind: Program.Kind, _ secrets: inout SuiteWords.Secrets) -> String {
    switch kind {
    case .command(let words): "command: " + list(words, &secrets)
    case .shell(let line): "shell: " + value(line, &secrets)
    }
  }

  private func addSampling(to lines: inout SuiteLines, _ secrets: inout SuiteWords.Secrets) {
    if !parameters.isEmpty {
      let parts = parameters.map { item in
        let values = item.values.map { SuiteWords.word(SuiteWords.escaped($0)) }
        return "\(SuiteWords.word(item.name)): [\(values.joined(separator: ", "))]"
      }
      lines.add("    with: { \(parts.joined(separator: ", ")) }")
    }
    if let warmup = sampling.warmup { lines.add("    warmup: \(warmup)", from: .warmup) }
    if let samples = sampling.samples { lines.add("    samples: \(samples)", from: .samples) }
    if let duration = sampling.durationNanoseconds {
      lines.add("    duration: \(ValueText.duration(duration))", from: .duration)
    }
    if let prepare { lines.add("    prepare: " + list(prepare, &secrets), from: .prepare) }
    if let cleanup { lines.add("    cleanup: " + list(cleanup, &secrets), from: .cleanup) }
    if let input {
      let file = SuiteWords.word(SuiteWords.escaped(input))
      lines.add("    stdin: { file: \(file) }", from: .input)
    }
    if let timeoutNanoseconds {
      lines.add("    timeout: \(ValueText.duration(timeoutNanoseconds))", from: .timeout)
    }
    if expectedStatuses != [0...0] {
      let parts = expectedStatuses.map { range in
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
      }
      lines.add("    exit: [\(parts.joined(separator: ", "))]")
    }
  }

  private func list(_ words: [String], _ secrets: inout SuiteWords.Secrets) -> String {
    var parts: [String] = []
    var flag: String?
    for word in words {
      parts.append(value(word, &secrets, after: flag))
      flag = word.hasPrefix("-") && !word.contains("=") ? word : nil
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  /// A word, with a secret in it left to a variable: what looks like one, or follows a flag that is
  /// called so, as in `--token abc` and `--token=abc`.
  private func value(
    _ word: String,
    _ secrets: inout SuiteWords.Secrets,
    after flag: String? = nil
  ) -> String {
    if let flag, SecretText.isSecretName(flag), !word.isEmpty {
      return SuiteWords.quoted("${\(secrets.add(word, called: Self.bare(flag)))}")
    }
    if word.hasPrefix("-"), let equals = word.firstIndex(of: "=") {
      let name = String(word[..<equals])
      let rest = String(word[word.index(after: equals)...])
      if !rest.isEmpty, SecretText.isSecretName(name) || SecretText.looksSecret(rest) {
        let variable = secrets.add(rest, called: Self.bare(name))
        return SuiteWords.quoted(SuiteWords.escaped(name) + "=${\(variable)}")
      }
    }
    if SecretText.looksSecret(word) {
      return SuiteWords.quoted("${\(secrets.add(word, called: "SECRET"))}")
    }
    return SuiteWords.word(SuiteWords.escaped(word))
  }

  private static func bare(_ flag: String) -> String { String(flag.drop { $0 == "-" }) }
}
