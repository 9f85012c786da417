import Measurements

extension SuiteReading {
  /// Whether the suite says where requests go.
  var hasTarget: Bool { targetEntry != nil }

  /// Reads the whole file; nil, with problems, if it cannot be used.
  func suite(_ root: SourceNode) -> Suite? {
    guard root.entries != nil else {
      report(
        "a suite is a mapping; here is \(root.kindName). \(SuiteReader.smallest)",
        at: root.position
      )
      return nil
    }
    guard let top = Section(.suite, root, label: "a suite", in: self) else { return nil }
    let environments = named(top["environments"], .environment, "environment")
    let profiles = named(top["profiles"], .profile, "profile")
    profileNames = profiles.map(\.name)
    let benchmarks = named(top["benchmarks"], .benchmark, "benchmark")
    if top["benchmarks"] == nil {
      report("no benchmarks. \(SuiteReader.smallest)", at: root.position)
    }
    let environment = chosen(
      request.environment,
      environments.map(\.name),
      "environment",
      "environments"
    )
    .flatMap { name in environments.first { $0.name == name } }
    setVariables(environment?.section)
    keepsQueries = choice(top["record_urls"], ["cut", "full"]) == "full"
    targetEntry = environment?.section["target"] ?? top["target"]

    var around = Surroundings()
    around.target = target(targetEntry)
    around.headers = headers(top["headers"])
    merge(headers(environment?.section["headers"]), into: &around.headers)

    let limits = verdictLimits(top["verdicts"])
    let names = benchmarks.map(\.name)
    let inSuite = BudgetPlace(subject: .suite, benchmarks: names, limits: limits)
    var layers: [[BudgetEntry]] = [budget(top["budget"], inSuite)]

    let overrides = overrides(environment?.section, names)
    let subset = subset(of: names)
    var found: [Benchmark] = []
    var ofBenchmarks: [BudgetEntry] = []
    for item in benchmarks {
      outOfForce(!subset.contains(item.name)) {
        var section = item.section
        if let override = overrides[item.name] {
          section.override(by: override, except: ["budget"])
        }
        let isLater = section["http"] == nil
        if let benchmark = benchmark(item.name, section, around), subset.contains(item.name) {
          found.append(benchmark)
        }
        let place = BudgetPlace(
          subject: .benchmark(item.name),
          benchmarks: nil,
          limits: limits,
          isLater: isLater
        )
        ofBenchmarks += budget(item.section["budget"], place)
      }
    }
    layers.append(ofBenchmarks)

    let chosenProfile = chosenProfile(environment?.section, profiles.map(\.name))
    var outlines: [LoadProfile] = []
    for item in profiles {
      outOfForce(item.name != chosenProfile) {
        let entries = budget(item.section["budget"], inSuite)
        if item.name == chosenProfile { layers.append(entries) }
        if let profile = profile(item.name, item.section) { outlines.append(profile) }
      }
    }
    layers.append(environmentBudgets(environments, environment?.name, inSuite, names))
    layers.append(commandLineBudgets(names, limits))

    let tolerance = choice(top["tolerance"], Tolerance.allCases.map(\.rawValue))
    let trust = choice(top["trust"], ["report", "require"])
    let alerts = alerts(top["alerts"], names)
    let name = suiteName(top["suite"])
    let about = top["about"].flatMap { text($0.value, $0.key, .text) } ?? ""

    if found.isEmpty, problems.isEmpty, !isRecorded {
      report("no benchmark to run.", at: top["benchmarks"]?.value.position)
    }
    let standard = LoadProfile(
      name: "default",
      model: .closed,
      stages: [LoadProfile.Stage(from: 10, to: 10, nanoseconds: SuiteReader.defaultLength)]
    )
    let base = outlines.first { $0.name == chosenProfile } ?? standard
    var suite = Suite(
      name: name,
      profile: overridden(base),
      benchmarks: found,
      objectives: objectives(layers, found.map(\.name), limits)
    )
    suite.about = about
    suite.target = targetText(around.target)
    suite.environment = environment?.name
    suite.tolerance = tolerance.flatMap(Tolerance.init)
    suite.requiresTrust = trust == "require"
    suite.recordsFullURLs = keepsQueries
    suite.alerts = alerts
    suite.profileNames = profiles.map(\.name)
    suite.environmentNames = environments.map(\.name)
    suite.profiles = outlines
    suite.limits = limits
    addWarnings(suite, layers)
    addRecordable(root, to: &suite)
    suite.warnings = SuiteErrors(warnings).problems.map(\.headline)
    return suite
  }

  // MARK: - Names

  /// A mapping of names: profiles, benchmarks, environments.
  private func named(
    _ entry: SourceEntry?,
    _ kind: SectionName,
    _ noun: String
  ) -> [(
    name: String, section: Section
  )] {
    guard let entry else { return [] }
    guard let entries = entry.value.entries, !entries.isEmpty else {
      let example = "{ name: \(kind.example) }"
      report(
        "'\(entry.key)' is a mapping of names, as in \(example); here is "
          + "\(entry.value.entries == nil ? entry.value.kindName : "none").",
        at: entry.value.position
      )
      return []
    }
    return entries.compactMap { item in
      guard checkName(item, noun),
        let section = Section(kind, item.value, label: "\(noun) '\(item.key)'", in: self)
      else { return nil }
      return (item.key, section)
    }
  }

  private func checkName(_ entry: SourceEntry, _ noun: String) -> Bool {
    let name = entry.key
    if name.unicodeScalars.contains(where: VisibleText.isHidden) {
      report(
        "the name of \(noun) '\(name)' has a control character in it. Remove it.",
        at: entry.position
      )
      return false
    }
    if name.isEmpty || name.count > 200 || name.first == " " || name.last == " " {
      report(
        "'\(name.prefix(40))' is no name for a \(noun). Write 1 to 200 characters without blanks "
          + "around them.",
        at: entry.position
      )
      return false
    }
    if noun == "benchmark", name == "suite" {
      report("'suite' stands for all benchmarks. Choose another name.", at: entry.position)
      return false
    }
    return true
  }

  private func suiteName(_ entry: SourceEntry?) -> String {
    if let entry, let name = text(entry.value, entry.key, .text) {
      if checkName(
        SourceEntry(key: name, position: entry.value.position, value: entry.value),
        "suite"
      ) {
        return name
      }
    }
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    return stem.isEmpty ? "suite" : VisibleText.of(stem)
  }

  /// The name that was asked for, if it exists; a problem that lists what exists if not.
  private func chosen(
    _ asked: String?,
    _ names: [String],
    _ noun: String,
    _ plural: String
  ) -> String? {
    guard let asked else { return nil }
    guard !names.contains(asked) else { return asked }
    let list = names.map(VisibleText.of).joined(separator: ", ")
    let exist = names.isEmpty ? "The suite has no \(plural)." : "There is: \(list)."
    let hint = Spelling.hint(for: asked, among: names).map { $0 + " " } ?? ""
    report("no \(noun) '\(asked)'. \(hint)\(exist)", at: nil)
    return nil
  }

  private func chosenProfile(_ environment: Section?, _ names: [String]) -> String? {
    if let asked = request.profile {
      // The profile of a run without any has this name.
      if names.isEmpty, asked == "default" { return nil }
      return chosen(asked, names, "profile", "profiles")
    }
    if let entry = environment?["profile"], let name = text(entry.value, entry.key, .text) {
      if names.contains(name) { return name }
    }
    return names.first
  }

  private func subset(of names: [String]) -> Set<String> {
    guard !request.benchmarks.isEmpty else { return Set(names) }
    return Set(request.benchmarks.compactMap { chosen($0, names, "benchmark", "benchmarks") })
  }

  // MARK: - Parts of the suite

  private func setVariables(_ environment: Section?) {
    guard let entry = environment?["variables"] else { return }
    guard let entries = entry.value.entries else {
      report(
        "'variables' is a mapping, as in { TARGET_HOST: demo }; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return
    }
    for item in entries {
      guard let value = text(item.value, item.key, .text) else { continue }
      scope.defaults[item.key] = value
    }
  }

  private func target(_ entry: SourceEntry?) -> Target? {
    guard let entry else { return isRecorded ? .unknown : nil }
    guard let text = text(entry.value, entry.key, .text, use: .address) else { return nil }
    noteSecrets(inAddress: text, of: entry.value)
    if isRecorded { return text == "demo" ? .demo : .unknown }
    refuseTemplates(in: text, of: entry.value)
    if text == "demo" { return .demo }
    do throws(RequestAddress.Failure) {
      let address = try RequestAddress.parse(text)
      if address.path.contains("?") {
        report("'target' has a query. Write it in the benchmarks.", at: entry.value.position)
        return nil
      }
      return .address(address)
    } catch {
      report("'target': \(error.message)", at: entry.value.position)
      return nil
    }
  }

  private func targetText(_ target: Target?) -> String {
    switch target {
    case .demo: "demo"
    case .address(let address): address.origin
    case .unknown, nil: ""
    }
  }

  private func verdictLimits(_ entry: SourceEntry?) -> VerdictLimits {
    guard let entry else { return VerdictLimits() }
    if case .scalar = entry.value.content {
      return choice(entry, ["hard"]) == nil ? VerdictLimits() : .hard
    }
    guard let section = Section(.verdicts, entry.value, label: "'verdicts'", in: self) else {
      return VerdictLimits()
    }
    var limits = VerdictLimits()
    if let drift = section["drift"], let share = quantity(drift.value, drift.key, .share) {
      limits.drift = share
      if section["violation"] == nil { limits.violation = max(limits.violation, share) }
    }
    if let violation = section["violation"],
      let share = quantity(violation.value, violation.key, .share)
    {
      limits.violation = share
      if section["drift"] == nil { limits.drift = min(limits.drift, share) }
    }
    if limits.drift <= 0 || limits.violation < limits.drift {
      let seen =
        "\(ValueText.share(limits.drift)), violation \(ValueText.share(limits.violation))"
      report(
        "'verdicts': drift \(seen). Drift begins above 0%, and not above violation.",
        at: entry.value.position
      )
    }
    return limits
  }

  private func alerts(_ entry: SourceEntry?, _ names: [String]) -> [AlertRule] {
    guard let entry,
      let section = Section(.alerts, entry.value, label: "'alerts'", in: self)
    else { return [] }
    var rules: [AlertRule] = []
    for severity in [AlertRule.Severity.critical, .warning] {
      guard let list = section[severity.rawValue] else { continue }
      for node in elements(list.value) {
        guard let text = text(node, list.key, .comparison) else { continue }
        if text.hasPrefix("burn") || text.hasPrefix("left") {
          reportLater("an alert on '\(text.prefix(4))'", at: node.position)
          continue
        }
        do throws(BudgetExpression.Failure) {
          let expression = try BudgetExpression.parse(text)
          if let name = expression.benchmark, !names.contains(name) {
            let way =
              Spelling.hint(for: name, among: names)
              ?? "Benchmarks: \(names.prefix(20).joined(separator: ", "))."
            report("no benchmark '\(name)'. \(way)", at: node.position)
            continue
          }
          // What is written is when it fires; the rule holds the side that is good.
          let good: Comparison = expression.comparison == .atMost ? .atLeast : .atMost
          rules.append(
            AlertRule(
              severity: severity,
              benchmark: expression.benchmark,
              metric: expression.metric,
              comparison: good,
              limit: expression.value
            )
          )
        } catch {
          if error.isLater, isRecorded { continue }
          report(error.message, at: node.position)
        }
      }
    }
    return rules
  }

  // MARK: - Environments

  private func overrides(_ environment: Section?, _ names: [String]) -> [String: Section] {
    guard let entry = environment?["benchmarks"], let entries = entry.value.entries else {
      return [:]
    }
    var found: [String: Section] = [:]
    for item in entries where names.contains(item.key) {
      // Its mistakes are reported where all environments are read.
      let silent = SuiteReading(file: file, source: source, request: request)
      found[item.key] = Section(.override, item.value, label: "", in: silent)
    }
    return found
  }

  /// Reads the budgets of all environments and gives those of the one in force.
  private func environmentBudgets(
    _ environments: [(name: String, section: Section)],
    _ inForce: String?,
    _ place: BudgetPlace,
    _ names: [String]
  ) -> [BudgetEntry] {
    var result: [BudgetEntry] = []
    for item in environments {
      outOfForce(item.name != inForce) {
        var entries = budget(item.section["budget"], place)
        if item.name != inForce {
          _ = target(item.section["target"])
          _ = headers(item.section["headers"])
        }
        checkProfile(item.section)
        entries += overrideBudgets(
          item.name,
          item.section,
          place,
          names,
          isInForce: item.name == inForce
        )
        if item.name == inForce { result = entries }
      }
    }
    return result
  }

  private func checkProfile(_ environment: Section) {
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
    _ environment: String,
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
    for item in entries {
      guard names.contains(item.key) else {
        let list = names.prefix(20).joined(separator: ", ")
        let way = Spelling.hint(for: item.key, among: names) ?? "Benchmarks: \(list)."
        report("no benchmark '\(item.key)'. \(way)", at: item.position)
        continue
      }
      let label = "benchmark '\(item.key)'"
      guard let override = Section(.override, item.value, label: label, in: self) else { continue }
      var inside = place
      inside.subject = .benchmark(item.key)
      inside.benchmarks = nil
      result += budget(override["budget"], inside)
    }
    return result
  }

  private func commandLineBudgets(_ names: [String], _ limits: VerdictLimits) -> [BudgetEntry] {
    var result: [BudgetEntry] = []
    for text in request.budgets {
      do throws(BudgetExpression.Failure) {
        let expression = try BudgetExpression.parse(text)
        if let name = expression.benchmark, chosen(name, names, "benchmark", "benchmarks") == nil {
          continue
        }
        for name in expression.benchmark.map({ [$0] }) ?? names {
          let objective = Objective(
            subject: .benchmark(name),
            metric: expression.metric,
            comparison: expression.comparison,
            budget: expression.value,
            limits: .hard
          )
          if let complaint = Self.complaint(about: objective) {
            report("--budget '\(text)': \(complaint)", at: nil)
            break
          }
          result.append(
            BudgetEntry(
              subject: objective.subject,
              metric: objective.metric,
              objectives: [objective],
              position: nil
            )
          )
        }
      } catch {
        report("--budget: \(error.message)", at: nil)
      }
    }
    return result
  }

  // MARK: - Objectives in force

  /// What holds when later layers take the place of earlier ones, metric by metric; with the default
  /// on errors where a benchmark says nothing about them.
  private func objectives(
    _ layers: [[BudgetEntry]],
    _ names: [String],
    _ limits: VerdictLimits
  )
    -> [Objective]
  {
    struct Slot: Hashable {
      var subject: Subject
      var metric: Metric
    }
    var order: [Slot] = []
    var inForce: [Slot: [Objective]] = [:]
    for layer in layers {
      var touched: Set<Slot> = []
      for entry in layer {
        let slot = Slot(subject: entry.subject, metric: entry.metric)
        if inForce[slot] == nil { order.append(slot) }
        if touched.insert(slot).inserted {
          inForce[slot] = entry.objectives
        } else {
          inForce[slot, default: []] += entry.objectives
        }
      }
    }
    var result: [Objective] = []
    for name in names {
      let subject = Subject.benchmark(name)
      let slots = order.filter { $0.subject == subject }
      for slot in slots { result += inForce[slot] ?? [] }
      if !slots.contains(where: { $0.metric.isAboutErrors }) {
        var standard = Objective(
          subject: subject,
          metric: .errorRate,
          budget: 0.01,
          limits: limits
        )
        standard.isDefault = true
        result.append(standard)
      }
    }
    for slot in order where slot.subject == .suite { result += inForce[slot] ?? [] }
    return result
  }
}
