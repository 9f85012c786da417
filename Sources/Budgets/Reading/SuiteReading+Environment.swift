import Measurements

extension SuiteReading {
  /// What the environment in force changes in single benchmarks.
  func overrides(_ environment: Section?, _ names: [String]) -> [String: Section] {
    guard let entry = environment?["benchmarks"], let entries = entry.value.entries else {
      return [:]
    }
    var found: [String: Section] = [:]
    let names = Set(names)
    for item in entries where names.contains(item.key) {
      // Its mistakes are reported where all environments are read.
      let silent = SuiteReading(file: file, source: source, request: request)
      found[item.key] = Section(.override, item.value, label: "", in: silent)
    }
    return found
  }

  /// Reads the budgets of all environments and gives those of the one in force: its own, and those
  /// of its benchmarks, which come before them.
  func environmentBudgets(
    _ environments: [(name: String, section: Section)],
    _ inForce: String?,
    _ place: BudgetPlace
  ) -> [[BudgetEntry]] {
    var result: [[BudgetEntry]] = []
    for item in environments {
      let isInForce = item.name == inForce
      outOfForce(!isInForce) {
        let entries = budget(item.section["budget"], place)
        if !isInForce {
          _ = target(item.section["target"])
          _ = headers(item.section["headers"])
          _ = tls(item.section["tls"])
        }
        checkProfile(item.section)
        let ofBenchmarks = overrideBudgets(item.section, place, isInForce: isInForce)
        if isInForce { result = [entries, ofBenchmarks] }
      }
    }
    return result
  }

  func checkProfile(_ environment: Section) {
    guard let entry = environment["profile"], let name = text(entry.value, entry.key, .text) else {
      return
    }
    guard !profileNames.contains(name) else { return }
    let list = profileNames.joined(separator: ", ")
    let way =
      Spelling.hint(for: name, among: profileNames)
      ?? (profileNames.isEmpty ? "The suite has no profiles." : "Profiles: \(list).")
    report("no profile '\(name)'. \(way)", at: entry.value.position)
  }

  private func overrideBudgets(
    _ section: Section,
    _ place: BudgetPlace,
    isInForce: Bool
  ) -> [BudgetEntry] {
    guard let entry = section["benchmarks"] else { return [] }
    guard let entries = entry.value.entries else {
      report(
        "'benchmarks' is a mapping of names, as in { list: \(SectionName.override.example) }; "
          + "here is \(entry.value.kindName).",
        at: entry.value.position
      )
      return []
    }
    var result: [BudgetEntry] = []
    let names = roster.entries.map(\.name)
    for item in entries {
      guard let read = roster.entries.first(where: { $0.name == item.key }) else {
        let list = names.prefix(20).joined(separator: ", ")
        let way = Spelling.hint(for: item.key, among: names) ?? "Benchmarks: \(list)."
        report("no benchmark '\(item.key)'. \(way)", at: item.position)
        continue
      }
      let label = "benchmark '\(item.key)'"
      guard let override = Section(.override, item.value, label: label, in: self) else { continue }
      if let kind = read.kind {
        refuseStrangers(override, item.key, kind)
        if !isInForce { check(override, kind) }
      }
      let inside = BudgetPlace(
        subjects: roster.subjects(item.key) ?? [.benchmark(item.key)],
        owner: item.key,
        limits: place.limits
      )
      result += budget(override["budget"], inside)
    }
    return result
  }

  /// Checks a benchmark of an environment that is not in force.
  private func check(_ override: Section, _ kind: WorkloadKind) {
    var benchmark = Benchmark(name: "", workload: .function(sampling(override)))
    readPace(override, into: &benchmark)
    _ = headers(override["headers"])
    _ = environment(override["env"])
    _ = dataFile(override["data"])
    _ = count(override["retries"], 0...1000)
    _ = duration(override["retry_after"], least: 0, .pause)
    if kind.isCommand {
      _ = exitStatuses(override)
    } else if let expect = override["expect"] {
      _ = expectation(expect)
    }
  }
}
