import ArgumentParser
import Budgets
import Sessions

/// `headroom URL`: one request without a suite; without a URL, what there is.
struct QuickCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "url",
    abstract: "Run one request without a suite.",
    usage: "headroom <url> [<options>]",
    discussion: """
      It is shown, recorded and judged as a suite is. Without -u or -r there are 10 users, without \
      -d or -n it takes 30s. A body makes it a POST unless -X says otherwise. --save writes the \
      suite file for it and runs nothing.

      Examples:
        headroom http://127.0.0.1:8080/ -u 50 -d 30s --budget 'p95<200ms'
        headroom localhost:8080/notes -r 200/s --json @note.json -H 'X-Team: a'
        headroom https://127.0.0.1:8443/ --http2 -u 200 --insecure
        headroom http://127.0.0.1:8080/ -u 50 --budget 'p95<200ms' --save notes
      """,
    shouldDisplay: false
  )

  @Argument(help: ArgumentHelp("Where the request goes.", valueName: "url"))
  var url: String?

  @Option(
    name: [.customShort("X"), .customLong("method")],
    help: ArgumentHelp("The method; else GET, or POST with a body.", valueName: "method"),
    transform: OptionValue.method
  )
  var method: String?

  @Option(
    name: [.customShort("H"), .customLong("header")],
    help: ArgumentHelp("A header field: 'Name: value'.", valueName: "field"),
    transform: HeaderText.read
  )
  var headers: [HeaderField] = []

  @Option(help: ArgumentHelp("A JSON body, or @FILE.", valueName: "json"))
  var json: String?

  @Option(
    name: [.customLong("body"), .customLong("data")],
    help: ArgumentHelp("A body, or @FILE.", valueName: "text")
  )
  var body: String?

  @Flag(
    name: .customLong("http2"),
    help: "Speak HTTP/2: by ALPN over TLS, else at once (prior knowledge)."
  )
  var http2 = false

  @Option(
    help: ArgumentHelp("A hard budget: 'p95<200ms', 'error_rate<=1%'.", valueName: "budget"),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @OptionGroup(title: "Load") var load: LoadOptions
  @OptionGroup(title: "TLS") var tls: TLSOptions
  @OptionGroup(title: "Measuring") var engine: EngineOptions
  @OptionGroup var quick: QuickOptions

  @Flag(name: .shortAndLong, help: "Send much load to another machine without asking.")
  var yes = false

  func validate() throws {
    if json != nil && body != nil {
      throw ValidationError("--json and --body exclude each other.")
    }
    if load.rate != nil && load.iterations != nil && load.duration != nil {
      throw ValidationError("--iterations or --duration: one of them ends the run.")
    }
  }

  func run() throws {
    guard let url else {
      throw try HomeRun().run().exitCode
    }
    guard let target = QuickTarget(url) else {
      throw UnknownCommand(word: url, suites: SuiteLookup().all().map(\.name))
    }
    try quick.run(try suiteText(target.url).write(), naming: Self.option) { plan in
      plan.tls = tls.trust
      plan.engine = engine.choice
      plan.isConfirmed = yes
    }
  }

  /// The option that a part of the suite comes from.
  private static func option(_ part: SuitePart) -> String {
    switch part {
    case .header: "--header"
    case .json: "--json"
    case .body: "--body"
    case .authority: "--ca"
    case .load: "the load"
    case .budget: "--budget"
    default: "the URL"
    }
  }

  /// The suite that the options stand for.
  func suiteText(_ url: String) throws -> SuiteText {
    var suite = SuiteText(name: quick.save ?? QuickTarget.name(of: url), url: url)
    suite.json = try json.map { try BodyText.read($0) }
    suite.body = try body.map { try BodyText.read($0) }
    suite.method = method ?? (json == nil && body == nil ? "GET" : "POST")
    suite.headers = headers
    suite.version = http2 ? .two : .one
    suite.tls = tls.trust ?? TLSTrust()
    suite.users = load.users
    suite.rate = load.rate
    suite.durationNanoseconds = load.duration
    suite.iterations = load.iterations
    suite.warmupNanoseconds = load.warmup
    suite.budgets = budget
    return suite
  }
}
