extension SuiteReading {
  /// Reads all benchmarks, without their budgets.
  func benchmarks(
    _ items: [(name: String, section: Section)],
    _ environment: Section?,
    _ around: Surroundings
  ) -> [ReadBenchmark] {
    let overrides = overrides(environment, items.map(\.name))
    return items.map { item in
      let delivered = BudgetNames.scan(item.section["budget"]?.value).names
      let names = [item.name] + delivered
      let isAsked =
        request.benchmarks.isEmpty
        || request.benchmarks.contains { names.contains($0) || $0.hasPrefix(item.name + "[") }
      return outOfForce(!isAsked) {
        benchmark(item.name, item.section, override: overrides[item.name], around)
      }
    }
  }

  /// The budgets of the benchmarks themselves.
  func ownBudgets(
    _ items: [(name: String, section: Section)],
    _ limits: VerdictLimits
  ) -> [BudgetEntry] {
    items.flatMap { item in
      let entry = roster.entries.first { $0.name == item.name }
      let isAsked = entry.map(self.isAsked) ?? true
      return outOfForce(!isAsked) {
        budget(
          item.section["budget"],
          BudgetPlace(
            subjects: roster.subjects(item.name) ?? [.benchmark(item.name)],
            owner: item.name,
            limits: limits
          )
        )
      }
    }
  }

  /// What is measured: the benchmarks that are asked for, in the order of the file, and in the place of
  /// an engine what budgets say that it delivers.
  func measured(_ read: [ReadBenchmark], _ layers: [[BudgetEntry]]) -> [Benchmark] {
    read.flatMap { item in
      guard isAsked(item.entry) else { return [Benchmark]() }
      guard let engine = item.engine else {
        return item.benchmarks.filter { isAsked($0.name, of: item.entry) }
      }
      var names: [String] = []
      for entry in layers.joined() {
        guard case .benchmark(let name) = entry.slot.subject, !names.contains(name),
          roster.entry(of: name)?.name == engine.name, isAsked(name, of: item.entry)
        else { continue }
        names.append(name)
      }
      return names.map { Benchmark(name: $0, workload: .external(engine: engine.name)) }
    }
  }

  // MARK: - What is asked for

  /// Whether a benchmark, or a part of it, is to run.
  func isAsked(_ entry: Roster.Entry) -> Bool {
    request.benchmarks.isEmpty || request.benchmarks.contains(entry.name)
      || entry.members.contains(where: request.benchmarks.contains)
  }

  private func isAsked(_ member: String, of entry: Roster.Entry) -> Bool {
    request.benchmarks.isEmpty || request.benchmarks.contains(entry.name)
      || request.benchmarks.contains(member)
  }

  /// Reports what is asked for and does not exist.
  func checkSubset() {
    var names: [String] = []
    for entry in roster.entries {
      names.append(entry.name)
      names += entry.members.filter { $0 != entry.name }
    }
    for name in request.benchmarks { _ = chosen(name, names, "benchmark", "benchmarks") }
  }

  /// Reports a name that two benchmarks measure.
  func checkNames(_ entries: [Roster.Entry], _ positions: [SourcePosition]) {
    var owners: [String: String] = [:]
    for entry in entries { owners[entry.name] = entry.name }
    for (entry, position) in zip(entries, positions) {
      for name in entry.names {
        guard let other = owners[name], other != entry.name else {
          owners[name] = entry.name
          continue
        }
        report(
          "'\(VisibleText.of(name))' is measured by '\(other)' and by '\(entry.name)'. Rename one.",
          at: position
        )
      }
    }
  }
}

extension Roster.Entry {
  /// Everything that is measured under a name of its own.
  var names: [String] { members + parts.map { name + "/" + $0 } }
}
