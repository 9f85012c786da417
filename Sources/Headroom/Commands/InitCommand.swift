import ArgumentParser
import Budgets
import Glibc
import Sessions

/// `headroom init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Ask three questions and write a suite to budgets/.",
    usage: "headroom init [<options>]",
    discussion: """
      The questions are: which URL, how much load, which limit. An option answers its question \
      beforehand. Without a terminal nothing is asked, and --url is needed.

      Examples:
        headroom init
        headroom init --url localhost:8080/notes -u 20 --budget 'p95<200ms'
      """
  )

  @Option(help: ArgumentHelp("What is measured.", valueName: "url"))
  var url: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Users at the same time (10).", valueName: "count")
  )
  var users: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Requests per second instead of users: 200/s.", valueName: "rate"),
    transform: OptionValue.rate
  )
  var rate: Double?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How long a run takes (30s).", valueName: "time"),
    transform: OptionValue.duration
  )
  var duration: Int64?

  @Option(
    help: ArgumentHelp("A hard budget (p95<200ms).", valueName: "budget"),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @Option(help: ArgumentHelp("What the suite is called.", valueName: "name"))
  var name: String?

  @Flag(help: "Replace the file if there is one.")
  var force = false

  func validate() throws {
    try LoadOptions.check(users: users, rate: rate, duration: duration)
    if users != nil && rate != nil { throw ValidationError("--users or --rate, not both.") }
  }

  func run() throws {
    let interview = Interview(ask: Question.ask, complain: StandardStreams.complain)
    let answer = try interview.answer("What is measured? A URL: ", given: url, suite(of:))
    guard var suite = answer else {
      throw ValidationError("--url is needed where there is no terminal to ask on.")
    }
    try load(&suite, interview)
    suite.budgets = budget
    if budget.isEmpty {
      let answer = try interview.answer(
        "Which limit has to be kept? [p95<200ms] ",
        default: "p95<200ms"
      ) {
        var limited = suite
        limited.budgets = [try BudgetText.read($0)]
        if let mistakes = limited.write().mistakes(Self.option) { throw mistakes }
        return limited
      }
      suite = answer ?? suite
      if answer == nil { suite.budgets = ["p95<200ms"] }
    }
    let written = suite.write()
    try NewSuite(name: suite.name, written: written).write(replacing: force, naming: Self.option)
    for variable in written.variables.keys.sorted() {
      StandardStreams.print("It needs \(variable) in the environment.\n")
    }
  }

  /// A suite of an address, if requests can go there.
  private func suite(of word: String) throws -> SuiteText {
    guard let target = QuickTarget(word) else {
      throw ValidationError(
        "'\(Visible.text(word))' is not a URL: write http://localhost:8080/path."
      )
    }
    var suite = SuiteText(name: name ?? QuickTarget.name(of: target.url), url: target.url)
    suite.durationNanoseconds = duration
    if let mistakes = suite.write().mistakes(Self.option) { throw mistakes }
    return suite
  }

  /// The option that a part of the suite comes from.
  private static func option(_ part: SuitePart) -> String {
    switch part {
    case .name: "--name"
    case .load: "the load"
    case .budget: "--budget"
    default: "--url"
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

/// How much load, as it is answered.
enum LoadAnswer: Equatable {
  /// So many users.
  case users(Int)
  /// So many requests a second.
  case rate(Double)

  /// Reads `20` or `200/s`.
  static func read(_ text: String) throws -> LoadAnswer {
    if text.contains("/") {
      let rate = try OptionValue.rate(text)
      try LoadOptions.check(users: nil, rate: rate, duration: nil)
      return .rate(rate)
    }
    guard let users = Int(text) else {
      throw ValidationError("'\(Visible.text(text))' is neither a number of users nor a rate.")
    }
    try OptionValue.check("the number of users", users, in: 1...100_000)
    return .users(users)
  }
}
