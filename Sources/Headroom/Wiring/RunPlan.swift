import Budgets
import Glibc
import Measurements
import Sessions

/// A run as the command line asks for it.
struct RunPlan {
  /// The suite's text.
  var source: SuiteSource
  /// What is laid over the suite.
  var choice = SuiteChoice()
  /// Which parts of the suite are in force.
  var parts = SuiteParts()
  /// Whose certificates are believed; nil for what the suite says.
  var tls: TLSTrust?
  /// How it is shown and recorded.
  var session: SessionOptions
  /// How requests are sent.
  var engine = EngineChoice()
  /// Whether only what a file grows by is read.
  var skipsExisting = false
  /// Whether what needs a program that is not there is skipped; else it is an error.
  var skipsMissing = false
  /// Whether much load on another machine is wanted.
  var isConfirmed = false

  /// A run of this suite as it is.
  init(source: SuiteSource, session: SessionOptions) {
    self.source = source
    self.session = session
  }

  /// The suite with everything that was asked for.
  func suite() throws(SuiteErrors) -> Suite {
    var suite = try read(choice)
    if let tls { suite.tls = tls }
    if !suite.tls.verifies {
      suite.warnings.append("certificates are not checked: whoever answers is believed")
    }
    return suite
  }

  /// The suite with all of its benchmarks, whatever was chosen of them.
  func wholeSuite() throws(SuiteErrors) -> Suite {
    var whole = choice
    whole.benchmarks = []
    return try read(whole)
  }

  /// The seed that the command line or the suite asks for; nil for another one each time.
  func seed(of suite: Suite) -> UInt64? { engine.seed ?? suite.seed }

  private func read(_ choice: SuiteChoice) throws(SuiteErrors) -> Suite {
    var request = SuiteRequest(choice)
    request.declaresFunctions = DeclaredFunctions.current != nil
    request.profile = parts.profile
    request.environment = parts.environment
    request.variables = Variables(parts.assignments).value
    return try source.suite(request)
  }

  /// What is known of the session before it starts.
  func head(_ suite: Suite, target: String, git: GitFacts, clock: some TimeSource) -> SessionHead {
    let now = clock.wallNanoseconds()
    let zone = HostFacts.timeZone(atNanoseconds: now)
    var head = SessionHead(
      suite: suite.name,
      profile: suite.profile.name,
      startedNanoseconds: now
    )
    head.program = "headroom " + HeadroomCommandLine.version
    head.suiteText = suite.recordableText
    head.variables = suite.recordableVariables
    head.choice = choice
    head.environment = suite.environment
    head.target = target
    head.seed = seed(of: suite) ?? UInt64.random(in: 1...0xFFFF_FFFF)
    head.utcOffsetSeconds = zone.offset
    head.timeZone = zone.name
    head.intervalNanoseconds = session.pace.interval ?? 1_000_000_000
    head.host = HostFacts.host()
    head.commit = git.commit
    head.branch = git.branch
    head.isDirty = git.isDirty
    head.label = session.recording.label
    return head
  }
}

/// The values of `${NAME}`: those of the command line, then the environment's.
struct Variables: Sendable {
  private let assigned: [String: String]

  /// Later assignments of a name win.
  init(_ assignments: [VariableAssignment]) {
    assigned = Dictionary(
      assignments.map { ($0.name, $0.value) },
      uniquingKeysWith: { _, last in last }
    )
  }

  /// The value of a variable; nil if it is not set.
  var value: @Sendable (String) -> String? {
    { [assigned] name in assigned[name] ?? getenv(name).map { String(cString: $0) } }
  }
}

extension SuiteRequest {
  /// A request for a suite with `choice` laid over it.
  init(_ choice: SuiteChoice) {
    self.init()
    benchmarks = choice.benchmarks
    users = choice.users
    rate = choice.rate
    durationNanoseconds = choice.durationNanoseconds
    iterations = choice.iterations
    warmupNanoseconds = choice.warmupNanoseconds
    budgets = choice.budgets
  }
}

extension Suite {
  /// Where requests go, without credentials and queries: the target, or the origins of whole URLs.
  var shownTarget: String {
    if target == "demo" { return target }
    var places: [String] = []
    for url in loadURLs(from: target) {
      let place = url == target ? target.withoutQueryAndUser : url.origin
      if !places.contains(place), !place.isEmpty { places.append(place) }
    }
    return places.joined(separator: ", ")
  }
}

extension String {
  /// Scheme, host and port of a URL, without its user part.
  fileprivate var origin: String {
    let shown = withoutQueryAndUser
    guard let mark = shown.firstRange(of: "://") else { return shown }
    let end = shown[mark.upperBound...].firstIndex(of: "/") ?? shown.endIndex
    return String(shown[..<end])
  }
}
