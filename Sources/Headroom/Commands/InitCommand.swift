import ArgumentParser
import Budgets
import Glibc
import Sessions

/// `headroom init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Ask three questions and write a commented suite to budgets/.",
    discussion: """
      What an option says is not asked for; without a terminal nothing is, and --url is needed.

      Examples:
        headroom init
        headroom init --url http://127.0.0.1:8080/notes --users 20 --budget 'p95<200ms'
      """
  )

  @Option(help: ArgumentHelp("What is measured.", valueName: "url"))
  var url: String?

  @Option(name: .shortAndLong, help: "Users at the same time (10).")
  var users: Int?

  @Option(
    name: .shortAndLong,
    help: "Requests per second in place of users: 200/s.",
    transform: OptionValue.rate
  )
  var rate: Double?

  @Option(
    name: .shortAndLong,
    help: "How long a run takes (30s).",
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(
    help: ArgumentHelp("A budget ('p95<200ms').", valueName: "budget"),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @Option(help: ArgumentHelp("What the suite is called.", valueName: "name"))
  var name: String?

  @Flag(help: "Replace the file if there is one.")
  var force = false

  func validate() throws {
    try OptionValue.check("--users", users, in: 1...100_000)
    if users != nil && rate != nil { throw ValidationError("--users or --rate, not both.") }
  }

  func run() throws {
    let interview = Interview(ask: Question.ask, complain: StandardStreams.complain)
    let address = try interview.answer("What is measured? A URL: ", given: url) {
      guard let target = QuickTarget($0) else {
        throw ValidationError("'\(Visible.text($0))' is no URL: write http://localhost:8080/path.")
      }
      return target.url
    }
    guard let address else { throw ValidationError("--url is needed where nobody can be asked.") }
    var suite = SuiteText(name: name ?? QuickTarget.name(of: address), url: address)
    try load(&suite, interview)
    suite.durationNanoseconds = duration
    suite.budgets = budget
    if budget.isEmpty {
      let answer = try interview.answer(
        "Which limit has to be kept? [p95<200ms] ",
        default: "p95<200ms",
        BudgetText.read
      )
      suite.budgets = [answer ?? "p95<200ms"]
    }
    let written = suite.write()
    try NewSuite(name: suite.name, text: written.text).write(replacing: force)
    for variable in written.variables.keys.sorted() {
      StandardStreams.print("It needs \(variable) in the environment.\n")
    }
  }

  private func load(_ suite: inout SuiteText, _ interview: Interview) throws {
    (suite.users, suite.rate) = (users, rate)
    guard users == nil, rate == nil else { return }
    let answer = try interview.answer(
      "How much load? Users, or a rate as in 200/s [10] ",
      default: "10",
      LoadAnswer.read
    )
    switch answer {
    case .rate(let rate): suite.rate = rate
    case .users(let users): suite.users = users
    case nil: suite.users = 10
    }
  }
}

/// How much load, as somebody answers.
enum LoadAnswer: Equatable {
  /// So many users.
  case users(Int)
  /// So many requests a second.
  case rate(Double)

  /// Reads `20` or `200/s`.
  static func read(_ text: String) throws -> LoadAnswer {
    if text.contains("/") { return .rate(try OptionValue.rate(text)) }
    guard let users = Int(text) else {
      throw ValidationError("'\(Visible.text(text))' is neither a number of users nor a rate.")
    }
    try OptionValue.check("the number of users", users, in: 1...100_000)
    return .users(users)
  }
}
