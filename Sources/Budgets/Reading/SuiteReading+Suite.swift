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
    hasFunctions = top["swift"] != nil || request.declaresFunctions

    let around = surroundings(top, environment?.section)
    let ofSuite = tls(top["tls"])
    let trusted = tls(environment?.section["tls"]) ?? ofSuite ?? TLSTrust()

    let read = self.benchmarks(benchmarks, environment?.section, around)
    let watched = processes(top["processes"], Set(read.flatMap(\.entry.names)))
    roster = Roster(entries: read.map(\.entry), processes: watched.map(\.label))
    checkNames(read.map(\.entry), benchmarks.map(\.section.position))
    checkSubset()

    let limits = verdictLimits(top["verdicts"])
    let inSuite = BudgetPlace(subjects: [.suite], owner: nil, limits: limits)
    var layers = [budget(top["budget"], inSuite), ownBudgets(benchmarks, limits)]
    let classes = classes(top["classes"])
    let chosenProfile = chosenProfile(environment?.section, profiles.map(\.name))
    var outlines: [LoadProfile] = []
    var chosenClasses: [(name: String, weight: Double?)]?
    for item in profiles {
      outOfForce(item.name != chosenProfile) {
        let entries = budget(item.section["budget"], inSuite)
        let own = self.chosenClasses(item.section["classes"], classes)
        if item.name == chosenProfile {
          layers.append(entries)
          chosenClasses = own
        }
        if let profile = profile(item.name, item.section) { outlines.append(profile) }
      }
    }
    layers += environmentBudgets(environments, environment?.name, inSuite)
    let expressions = commandLineExpressions()
    let single = commandLineBudgets(expressions)

    let engines = read.compactMap { isAsked($0.entry) ? $0.engine : nil }
    let found = measured(read, layers + [single])
    layers += [commandLineBudgets(expressions, for: found), single]

    if found.isEmpty, engines.isEmpty, problems.isEmpty, !isRecorded {
      report("no benchmark to run.", at: top["benchmarks"]?.value.position)
    }
    let base = outlines.first { $0.name == chosenProfile } ?? LoadProfile.standard
    var suite = Suite(
      name: suiteName(top["suite"]),
      profile: overridden(base),
      benchmarks: found,
      objectives: objectives(layers, found.map(\.name), limits)
    )
    suite.about = top["about"].flatMap { text($0.value, $0.key, .text) } ?? ""
    suite.folder = folder
    suite.target = targetText(around.target)
    suite.tls = trusted
    suite.environment = environment?.name
    suite.limits = limits
    suite.engines = engines
    if suite.isLocustOnly, let locust = engines[0].locust {
      suite.profile = locust.load(under: suite.profile, askedUsers: request.users)
    }
    suite.classes = inForce(classes, chosenClasses, found)
    suite.processes = watched
    suite.swiftProduct = swiftProduct(top["swift"])
    suite.profileNames = profiles.map(\.name)
    suite.environmentNames = environments.map(\.name)
    suite.profiles = outlines
    readFacts(top, into: &suite)
    addWarnings(suite, layers)
    addRecordable(root, to: &suite)
    suite.warnings = SuiteErrors(warnings).problems.map(\.headline)
    return suite
  }

  private func surroundings(_ top: Section, _ environment: Section?) -> Surroundings {
    var around = Surroundings()
    around.target = target(targetEntry)
    if environment?["target"] != nil { outOfForce(true) { _ = target(top["target"]) } }
    around.headers = headers(top["headers"])
    merge(headers(environment?["headers"]), into: &around.headers)
    return around
  }

  /// Reads what needs nothing else.
  private func readFacts(_ top: Section, into suite: inout Suite) {
    let tolerance = choice(top["tolerance"], Tolerance.allCases.map(\.rawValue))
    suite.tolerance = tolerance.flatMap(Tolerance.init)
    suite.requiresTrust = choice(top["trust"], ["report", "require"]) == "require"
    suite.interleaves = choice(top["interleave"], ["true", "false"]) == "true"
    suite.seed = seed(top["seed"])
    suite.recordsFullURLs = keepsQueries
    suite.alerts = alerts(top["alerts"])
  }

  /// The folder that relative paths are meant from.
  private var folder: String {
    guard let slash = file.lastIndex(of: "/") else { return "" }
    let path = file[...slash]
    guard path.dropLast().split(separator: "/").last == "budgets" else { return String(path) }
    return String(path.dropLast("budgets/".count))
  }
}

extension LoadProfile {
  /// The profile of a suite without any: 10 users for 30 s.
  static let standard = LoadProfile(
    name: "default",
    model: .closed,
    stages: [Stage(from: 10, to: 10, nanoseconds: SuiteReader.defaultLength)]
  )
}
