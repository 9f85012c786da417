/// One mapping of the file, its keys checked against their table.
struct Section {
  /// Which one.
  let name: SectionName
  /// Where it begins.
  let position: SourcePosition
  /// Whether it has keys whose turn has not come.
  private(set) var hasLaterKeys = false
  /// Whether it has keys that nobody knows.
  private(set) var hasUnknownKeys = false
  private var entries: [String: SourceEntry] = [:]

  /// The entry of an available key; nil if it is not there.
  subscript(_ key: String) -> SourceEntry? { entries[key] }

  /// A mapping; unknown keys and keys whose turn has not come are reported.
  ///
  /// Nil, with a problem, if it is none.
  init?(_ name: SectionName, _ node: SourceNode, label: String, in reading: SuiteReading) {
    self.name = name
    position = node.position
    guard let found = node.entries else {
      if case .scalar(let text, isPlain: true) = node.content, let missing = MissingBlank(text),
        name.rules.contains(where: { $0.name == missing.key })
      {
        reading.report(missing.complaint + ".", at: node.position)
        return nil
      }
      if !node.isNull || name == .benchmark || name == .suite {
        reading.report(
          "\(label) is a mapping, as in \(name.example); here is \(node.kindName).",
          at: node.position
        )
      } else {
        reading.report("\(label) is empty. Write \(name.example).", at: node.position)
      }
      return nil
    }
    let rules = name.rules
    for entry in found where name != .suite || !entry.key.hasPrefix(Self.freePrefix) {
      guard let rule = rules.first(where: { $0.name == entry.key }) else {
        hasUnknownKeys = true
        guard reading.canReport else { continue }
        reading.report(Self.complaint(about: entry.key, in: name), at: entry.position)
        continue
      }
      if rule.isAvailable {
        entries[entry.key] = entry
      } else {
        hasLaterKeys = true
        reading.reportLater("'\(entry.key)'", at: entry.position)
      }
    }
  }

  /// The keys that are there, in the order of their table.
  var keys: [String] { name.rules.map(\.name).filter { entries[$0] != nil } }

  /// Keys of the suite that begin so are left alone: a place for anchors.
  static let freePrefix = "x-"

  /// Takes the entries of another mapping in place of its own.
  mutating func override(by other: Section, except: Set<String>) {
    for (key, entry) in other.entries where !except.contains(key) { entries[key] = entry }
  }

  /// Takes an entry in place of its own.
  mutating func set(_ entry: SourceEntry) { entries[entry.key] = entry }

  private static func complaint(about key: String, in section: SectionName) -> String {
    if let place = misplaced[section]?[key] {
      return "'\(key)' has no place in \(section.noun). \(place)"
    }
    let names = section.rules.map(\.name)
    if let missing = MissingBlank(key), names.contains(missing.key) || slips[missing.key] != nil {
      return missing.complaint + "."
    }
    let slip = slips[key].flatMap { names.contains($0) ? $0 : nil }
    let meant = slip ?? Spelling.nearest(to: key, among: names)
    let way =
      meant.map { "Did you mean '\($0)'?" }
      ?? "Keys here: " + section.rules.filter(\.isAvailable).map(\.name).joined(separator: ", ")
      + "."
    return "unknown key '\(VisibleText.of(key))' in \(section.noun). \(way)"
  }

  /// Keys that stand elsewhere.
  private static let misplaced: [SectionName: [String: String]] = [
    .benchmark: [
      "swift": "Write it beside 'benchmarks'; a benchmark without http, command … is a function.",
      "processes": "Write it beside 'benchmarks'.",
      "classes": "Write it beside 'benchmarks'.",
      "capture": "Write it in a step of a flow.",
      "interleave": "Write it beside 'benchmarks'.",
    ],
    .step: ["data": "Write it beside 'flow'.", "budget": "Write STEP.p95 in the flow's budget."],
    .override: ["command": "What is measured is the same everywhere. Use a variable."],
  ]

  private static let slips = [
    "vus": "users", "name": "suite", "description": "about", "url": "http", "request": "http",
    "get": "http", "path": "url", "uri": "url", "base_url": "target", "host": "target",
    "concurrency": "users", "rps": "rate", "budgets": "budget", "thresholds": "budget",
    "threshold": "budget", "slo": "budget", "objectives": "budget", "sleep": "think",
    "wait": "think", "pause": "think", "length": "duration", "time": "duration",
    "requests": "iterations", "count": "iterations", "payload": "body", "runs": "samples",
    "min_runs": "samples", "setup": "prepare", "teardown": "cleanup", "params": "with",
    "parameters": "with", "working_directory": "cwd", "dir": "cwd", "environment": "env",
    "cmd": "command", "ws": "websocket", "steps": "flow", "cli": "command", "message": "send",
    "extract": "capture", "saveAs": "capture", "arguments": "args", "input": "stdin",
    "locustfile": "locust", "group_by": "by",
    "check": "expect", "checks": "expect", "assert": "expect", "scenarios": "profiles",
    "envs": "environments", "tests": "benchmarks", "max": "at_most", "min": "at_least",
    "most": "at_most", "least": "at_least", "window": "in_every", "warm_up": "warmup",
    "ramp": "over", "duration": "for", "target": "users",
  ]
}
