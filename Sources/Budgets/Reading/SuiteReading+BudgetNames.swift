/// Who is named in a budget, before anybody knows whether they exist.
enum BudgetNames {
  /// The metrics in `name: { p95: 200ms }`; nil for anything else, above all for
  /// `p95: { at_most: 400ms }`.
  static func metrics(of entry: SourceEntry) -> [SourceEntry]? {
    guard let inside = entry.value.entries, MetricName.parse(entry.key) == .unknown else {
      return nil
    }
    let keys = SectionName.objective.rules.map(\.name)
    return inside.contains { keys.contains($0.key) } ? nil : inside
  }

  /// The names in a budget, in order, and whether it has metrics without a name.
  static func scan(_ budget: SourceNode?) -> (names: [String], hasOwn: Bool) {
    var names: [String] = []
    var hasOwn = false
    func note(_ name: String?) {
      guard let name else {
        hasOwn = true
        return
      }
      if !names.contains(name) { names.append(name) }
    }
    switch budget?.content {
    case .mapping(let entries)?:
      for entry in entries {
        note(metrics(of: entry) == nil ? MetricName.split(entry.key).benchmark : entry.key)
      }
    case .sequence(let nodes)?:
      for case .scalar(let text, _) in nodes.map(\.content) { note(name(in: text)) }
    case .scalar(let text, _)?: note(name(in: text))
    case nil: break
    }
    return (names, hasOwn)
  }

  private static func name(in comparison: String) -> String? {
    var left = comparison.prefix { !"<>≤≥".contains($0) }
    while left.last == " " { left.removeLast() }
    return MetricName.split(left.drop { $0 == " " }).benchmark
  }
}

extension SuiteReading {
  /// What a name in a budget stands for; nil, with a problem, if nothing is called so.
  func subjects(
    named name: String,
    _ place: BudgetPlace,
    at position: SourcePosition?
  ) -> [Subject]? {
    if let owner = place.owner {
      if let found = roster.subjects(name, inside: owner) { return found }
      // The name of a step may have a text in it that the recording withholds.
      guard !isRecorded else { return nil }
      let parts = roster.entry(of: owner)?.parts ?? []
      let list = parts.map { "\(VisibleText.of($0)).p95" }.joined(separator: ", ")
      let way =
        Spelling.hint(for: name, among: parts)
        ?? (parts.isEmpty
          ? "Leave it out, or write it in a profile." : "Here can stand \(list).")
      report("'\(name).' names a benchmark inside a benchmark. \(way)", at: position)
      return nil
    }
    if let found = roster.subjects(name) { return found }
    if let (engine, delivered) = roster.delivered(name) {
      if let other = roster.entry(of: delivered), other.name != engine {
        report("'\(delivered)' is measured by '\(other.name)' already.", at: position)
        return nil
      }
      roster.adopt(delivered, deliveredBy: engine)
      return [.benchmark(delivered)]
    }
    guard !isRecorded else { return nil }
    let names = roster.names
    var way = Spelling.hint(for: name, among: names)
    if way == nil, let engine = roster.entries.first(where: { $0.kind?.isEngine ?? false })?.name {
      let shown = VisibleText.of(name)
      way = "If '\(engine)' delivers it, write \(engine).\(shown)."
    }
    let list = names.prefix(20).map { VisibleText.of($0) }.joined(separator: ", ")
    report("no benchmark '\(name)'. \(way ?? "Benchmarks: \(list).")", at: position)
    return nil
  }

  /// Whether each subject can have a metric; a problem that says which can, if not.
  func isPossible(_ metric: Metric, of subjects: [Subject], at position: SourcePosition?) -> Bool {
    for subject in subjects {
      guard let complaint = complaint(about: metric, of: subject) else { continue }
      report(complaint, at: position)
      return false
    }
    return true
  }

  /// Why a subject can't have a metric; nil if it can.
  func complaint(about metric: Metric, of subject: Subject) -> String? {
    let name = VisibleText.of(subject.name)
    switch subject {
    case .process:
      guard !metric.isOfAnyProcess else { return nil }
      let names = Metric.ofProcesses.map(\.name).joined(separator: ", ")
      return "'\(metric.name)' is not of processes. '\(name)' has \(names)."
    case .suite:
      guard !metric.isOfRequests else { return nil }
      return "'\(metric.name)' is of \(metric.owners), not of the suite as a whole. Write "
        + "NAME.\(metric.name)."
    case .benchmark(let benchmark):
      guard let kind = roster.entry(of: benchmark)?.kind, !kind.has(metric) else { return nil }
      let way =
        metric.isOfAnyProcess
        ? "Watch a process: processes: [ \(SectionName.process.example) ], and budget "
          + "notes-server.\(metric.name)."
        : "Remove it."
      return "'\(metric.name)' is of \(metric.owners), and '\(name)' is \(kind.noun). \(way)"
    }
  }

  /// Why no benchmark can meet an objective; nil if one can.
  static func complaint(about objective: Objective) -> String? {
    let metric = objective.metric
    let isShare = metric == .errorRate || metric == .availability
    let shown = ValueText.value(objective.budget, unit: metric.unit)
    if isShare, objective.budget > 1 {
      return "\(shown) is more than all. Write at most 100%."
    }
    if metric == .availability, objective.comparison == .atMost {
      return "'\(metric.name)' is good when it is high. Write at_least, or >=."
    }
    if metric == .errorRate, objective.comparison == .atLeast {
      return "'error_rate' is good when it is low. Write at_most, or <=."
    }
    if objective.comparison == .atMost, objective.budget < leastBudget(of: metric) {
      let need = metric.unit.need
      return "no benchmark can meet a budget of 0. Write \(need.noun), as in \(need.example)."
    }
    if metric.unit == .nanoseconds, objective.budget > 3_600_000_000_000 {
      return "\(shown) is longer than 1h, the longest that is measured."
    }
    return nil
  }

  /// The least that can be met of what is at most something; 0 if nothing at all can be met.
  private static func leastBudget(of metric: Metric) -> Double {
    switch metric.unit {
    case .nanoseconds, .bytes: 1
    case .count: metric == .threads ? 1 : 0
    case .share, .perSecond: 0
    }
  }
}

extension Metric {
  /// Whether it is about the share of bad events.
  var isAboutErrors: Bool { self == .errorRate || self == .availability }

  /// What a watched process has.
  static let ofProcesses: [Metric] = [
    .residentMemory, .cpu, .threads, .openFiles, .contextSwitches,
  ]

  /// Whether watched processes have it.
  var isOfAnyProcess: Bool { Self.ofProcesses.contains(self) }

  /// Whether it is about how requests, runs and calls went, not about what a process took.
  var isOfRequests: Bool { isLatency || isAboutErrors || self == .throughput }

  /// Who has it, in words.
  fileprivate var owners: String {
    switch self {
    case .userTime, .systemTime: "commands"
    case .residentMemory: "commands and watched processes"
    case .cpu, .threads, .openFiles, .contextSwitches: "watched processes"
    default: "benchmarks"
    }
  }
}
