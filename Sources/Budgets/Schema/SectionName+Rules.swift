/// Every key of the suite file. The reader, "did you mean", "not available yet" and the JSON Schema
/// all come from these tables.
extension SectionName {
  /// The keys of this mapping, in the order in which they are best written.
  var rules: [KeyRule] {
    switch self {
    case .suite: Self.suiteRules
    case .verdicts: Self.verdictRules
    case .alerts: Self.alertRules
    case .profile: Self.profileRules
    case .stage: Self.stageRules
    case .benchmark: Self.benchmarkRules
    case .http: Self.httpRules
    case .graphql: Self.graphQLRules
    case .step: Self.stepRules
    case .expect: Self.expectRules
    case .data: Self.dataRules
    case .stdin: Self.stdinRules
    case .stream: Self.streamRules
    case .k6: Self.k6Rules
    case .locust: Self.locustRules
    case .workers: Self.workerRules
    case .swift: Self.swiftRules
    case .process: Self.processRules
    case .userClass: Self.classRules
    case .environment: Self.environmentRules
    case .override: Self.overrideRules
    case .objective: Self.objectiveRules
    case .tls: Self.tlsRules
    }
  }

  private static let suiteRules: [KeyRule] = [
    .key("suite", .text, "The name of the suite; the file's name if it is left out."),
    .key("about", .text, "One line about it."),
    .key("target", .text, "Where requests go: a URL, or 'demo' for the embedded server."),
    .key("tls", .section(.tls), "Whose certificates are believed; those of the system unless set."),
    .key("headers", .map(.text), "Header fields of every request."),
    .key(
      "verdicts",
      .either([.choice(["hard"]), .section(.verdicts)]),
      "Where drift and violation begin; 'hard' makes every breach a violation."
    ),
    .key(
      "tolerance",
      .choice(Tolerance.allCases.map(\.rawValue)),
      "The band drawn around budgets: 2, 5 or 10 %. It never changes a verdict."
    ),
    .key(
      "trust",
      .choice(["report", "require"]),
      "'require': an untrusted measurement cannot be judged."
    ),
    .key("alerts", .section(.alerts), "Limits that raise an alert, whatever the verdict."),
    .key(
      "record_urls",
      .choice(["cut", "full"]),
      "Whether recordings keep the query strings of URLs."
    ),
    .key("profiles", .map(.section(.profile)), "How load is applied; the first is the default."),
    .key("budget", .budget, "The budget of the suite as a whole."),
    .key("benchmarks", .map(.section(.benchmark)), "What is measured."),
    .key("environments", .map(.section(.environment)), "What differs from place to place."),
    .key("swift", .section(.swift), "The Swift package whose functions are benchmarks."),
    .key(
      "interleave",
      .choice(["true", "false"]),
      "Whether commands and functions take turns, run by run."
    ),
    .key(
      "processes",
      .list(.either([.section(.process), .choice(["host"])])),
      "Processes that are watched on the same timeline; 'host' is the whole machine."
    ),
    .key("classes", .map(.section(.userClass)), "Classes of users with benchmarks of their own."),
    .key("seed", .count, "The seed of everything random; another one each time unless set."),
    .later("confirm", "How often what would block is measured again."),
    .later("regression", "Limits against the baseline."),
    .later("min_change", "The least change that counts as a difference."),
    .later("notify", "Who is told of a violation."),
  ]

  private static let verdictRules: [KeyRule] = [
    .key("drift", .share, "The consumption above which a verdict is drift; 100% unless set."),
    .key("violation", .share, "The consumption above which it is a violation; 110% unless set."),
  ]

  private static let alertRules: [KeyRule] = [
    .key(
      "critical",
      .either([.comparison, .list(.comparison)]),
      "What raises a critical alert."
    ),
    .key("warning", .either([.comparison, .list(.comparison)]), "What raises a warning."),
  ]

  private static let profileRules: [KeyRule] = [
    .key("users", .count, "Users at the same time; with 'rate', the most requests in flight."),
    .key("rate", .rate, "Arrivals per second that do not wait for answers (open model)."),
    .key("duration", .duration, "How long it runs; 30s unless set."),
    .key("iterations", .count, "Requests after which it ends."),
    .key("warmup", .duration, "Load before the measured part, kept out of every figure."),
    .key("stages", .list(.section(.stage)), "Phases of load, one after the other."),
    .key(
      "arrivals",
      .choice(LoadProfile.Arrivals.allCases.map(\.rawValue)),
      "How arrivals are spread over time (open model)."
    ),
    .key("in_flight", .count, "The most requests in flight (open model)."),
    .key("budget", .budget, "Budgets of this profile; 'name.p95' for one benchmark."),
    .key(
      "classes",
      .either([.list(.text), .map(.number)]),
      "The classes of its users, or their weights; all unless set."
    ),
    .later("search", "Looks for the highest load that keeps every budget."),
  ]

  private static let stageRules: [KeyRule] = [
    .key("users", .count, "The users at the end of this stage."),
    .key("rate", .rate, "The arrivals per second at the end of this stage."),
    .key("over", .duration, "A ramp from the stage before, or from 0, that takes this long."),
    .key("for", .duration, "Flat for this long."),
  ]

  private static let environmentRules: [KeyRule] = [
    .key("profile", .text, "The profile to run."),
    .key("target", .text, "Where requests go."),
    .key("tls", .section(.tls), "Whose certificates are believed, in place of the suite's."),
    .key("headers", .map(.text), "Header fields of every request."),
    .key("variables", .map(.text), "Values of ${NAME} where nothing else sets them."),
    .key("budget", .budget, "Budgets of this environment; 'name.p95' for one benchmark."),
    .key("benchmarks", .map(.section(.override)), "What differs in single benchmarks."),
  ]

  private static let overrideRules: [KeyRule] = [
    .key("headers", .map(.text), "Header fields of this request."),
    .key("expect", .section(.expect), "What counts as an answer."),
    .key(
      "timeout",
      .duration,
      "After which an answer, or the end of a command, is not waited for."
    ),
    .key("retries", .count, "How often a failed try is repeated."),
    .key("retry_after", .duration, "The pause before a failed try is repeated."),
    .key("weight", .number, "Its share of the load."),
    .key("think", .durationRange, "The pause of a user after it."),
    .key("data", .either([.text, .section(.data)]), "A CSV file for {{ row.NAME }}."),
    .key("samples", .count, "How many runs of a command, or calls of a function, are measured."),
    .key("warmup", .count, "Runs or calls before the measured ones."),
    .key("duration", .duration, "How long it is measured at least."),
    .key("env", .map(.text), "Environment variables of a command."),
    .key("budget", .budget, "Its budgets."),
  ]

  private static let tlsRules: [KeyRule] = [
    .key("verify", .choice(["true", "false"]), "'false': any certificate is taken, unchecked."),
    .key("ca", .text, "A PEM file with certificates that are believed beside the system's."),
  ]

  private static let objectiveRules: [KeyRule] = [
    .key("at_most", .anything, "The most that is allowed."),
    .key("at_least", .anything, "The least that is allowed."),
    .key("in_every", .duration, "Judged in each window of this length, not over the whole run."),
    .key("error_budget", .share, "The share of bad events that is allowed."),
  ]
}
