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
    _ place: BudgetPlace,
    _ names: [String]
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
        let ofBenchmarks = overrideBudgets(item.section, place, names, isInForce: isInForce)
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

  func overrideBudgets(
    _ section: Section,
    _ place: BudgetPlace,
    _ names: [String],
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
    let known = Set(names)
    for item in entries {
      guard known.contains(item.key) else {
        let list = names.prefix(20).joined(separator: ", ")
        let way = Spelling.hint(for: item.key, among: names) ?? "Benchmarks: \(list)."
        report("no benchmark '\(item.key)'. \(way)", at: item.position)
        continue
      }
      let label = "benchmark '\(item.key)'"
      guard let override = Section(.override, item.value, label: label, in: self) else { continue }
      if !isInForce { check(override) }
      var inside = place
      inside.subject = .benchmark(item.key)
      inside.benchmarks = nil
      result += budget(override["budget"], inside)
    }
    return result
  }

  /// The budgets of the command line: for every benchmark, and for single ones, which come before
  /// them.
  func commandLineBudgets(_ names: [String]) -> [[BudgetEntry]] {
    var general: [BudgetEntry] = []
    var single: [BudgetEntry] = []
    for text in request.budgets {
      do throws(BudgetExpression.Failure) {
        let expression = try BudgetExpression.parse(text)
        if let name = expression.benchmark {
          guard chosen(name, names, "benchmark", "benchmarks") != nil else { continue }
          single += entries(of: expression, text, for: [name])
        } else {
          general += entries(of: expression, text, for: names)
        }
      } catch {
        report("--budget: \(error.message)", at: nil)
      }
    }
    return [general, single]
  }

  private func entries(
    of expression: BudgetExpression,
    _ text: String,
    for names: [String]
  )
    -> [BudgetEntry]
  {
    var objective = Objective(
      subject: .suite,
      metric: expression.metric,
      comparison: expression.comparison,
      budget: expression.value,
      limits: .hard
    )
    if let complaint = Self.complaint(about: objective) {
      report("--budget '\(text)': \(complaint)", at: nil)
      return []
    }
    return names.map { name in
      objective.subject = .benchmark(name)
      return BudgetEntry(
        subject: objective.subject,
        metric: objective.metric,
        objectives: [objective],
        position: nil
      )
    }
  }
}
