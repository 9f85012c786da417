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
    if environment?.section["target"] != nil { outOfForce(true) { _ = target(top["target"]) } }
    around.headers = headers(top["headers"])
    merge(headers(environment?.section["headers"]), into: &around.headers)

    let ofSuite = tls(top["tls"])
    let trusted = tls(environment?.section["tls"]) ?? ofSuite ?? TLSTrust()

    let limits = verdictLimits(top["verdicts"])
    let names = benchmarks.map(\.name)
    let inSuite = BudgetPlace(subject: .suite, benchmarks: Set(names), limits: limits)
    var layers: [[BudgetEntry]] = [budget(top["budget"], inSuite)]

    let overrides = overrides(environment?.section, names)
    let subset = subset(of: names)
    var found: [Benchmark] = []
    var ofBenchmarks: [BudgetEntry] = []
    for item in benchmarks {
      outOfForce(!subset.contains(item.name)) {
        let isLater = item.section["http"] == nil
        let override = overrides[item.name]
        if let benchmark = benchmark(item.name, item.section, override: override, around),
          subset.contains(item.name)
        {
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
    layers += environmentBudgets(environments, environment?.name, inSuite, names)
    layers += commandLineBudgets(names)

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
    suite.tls = trusted
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
}
