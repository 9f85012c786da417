import ArgumentParser
import Budgets
import Sessions
import Testing

@testable import Headroom

@Suite struct CommandLineTests {
  private func message(_ arguments: [String]) -> String {
    do {
      _ = try HeadroomCommandLine.parseAsRoot(arguments)
      return ""
    } catch {
      return HeadroomCommandLine.message(for: error)
    }
  }

  private func exitCode(_ arguments: [String]) -> Int32 {
    do {
      _ = try HeadroomCommandLine.parseAsRoot(arguments)
      return 0
    } catch {
      return HeadroomCommandLine.exitCode(for: error).rawValue
    }
  }

  @Test func optionsOfARunBecomeItsChoice() throws {
    let command = try #require(
      try HeadroomCommandLine.parseAsRoot([
        "run", "notes-api", "list", "get", "-u", "50", "--duration", "1m30s", "--warmup", "5s",
        "-n", "1000", "--set", "A=b=c", "--budget", "p95<200ms", "--strict", "--format", "json",
        "--stop-on", "violation", "--label", "rc4", "--seed", "7", "--interval", "500ms",
      ]) as? RunCommand
    )
    #expect(command.suite == "notes-api")
    #expect(command.choice.benchmarks == ["list", "get"])
    #expect(command.choice.users == 50)
    #expect(command.choice.durationNanoseconds == 90_000_000_000)
    #expect(command.choice.warmupNanoseconds == 5_000_000_000)
    #expect(command.choice.iterations == 1000)
    #expect(command.choice.budgets == ["p95<200ms"])
    #expect(command.parts.assignments == [VariableAssignment(name: "A", value: "b=c")])
    #expect(command.session.output.strict && command.session.output.format == .json)
    #expect(command.session.output.stopOn == .violation)
    #expect(command.session.recording.label == "rc4")
    #expect(command.engine.seed == 7 && command.session.pace.interval == 500_000_000)
  }

  @Test func aRateIsPerSecondOrPerMinute() throws {
    let command = try #require(
      try HeadroomCommandLine.parseAsRoot(["run", "-r", "90/min"]) as? RunCommand
    )
    #expect(command.choice.rate == 1.5)
  }

  @Test(arguments: [
    (["run", "--duration", "30"], "'30' has no unit. Write 30s;"),
    (["run", "--duration", "30sec"], "Did you mean 's'?"),
    (["run", "--rate", "200"], "'200' has no unit. Write 200/s"),
    (["run", "--rate", "0/s"], "--rate is more than 0/s"),
    (["run", "--users", "0"], "--users is 1 to 100000, and not 0."),
    (["run", "--interval", "10ms"], "--interval is 100ms to 60s"),
    (["run", "--set", "1x=2"], "'1x' is no name of a variable"),
    (["run", "--set", "x"], "'x' is no NAME=VALUE."),
    (["run", "--record", "a", "--no-record"], "exclude each other"),
    (["run", "--format", "yaml"], "text"),
    (["run", "--ghost", "last", "--no-ghost"], "--ghost and --no-ghost exclude each other."),
    (["prune"], "how old may they become?"),
    (["prune", "--recordings", "xd"], "'xd' is no age. Write it as in 30d, 2w or 12h."),
    (["prune", "--baselines", "30"], "'30' has no unit. Write 30d"),
    (["http://x/", "-H", "novalue"], "'novalue' is no 'Name: value'."),
    (["http://x/", "--budget", "p59<"], "p59"),
    (["http://x/", "--json", "{}", "--body", "x"], "exclude each other"),
  ])
  func aWrongValueSaysWhatWouldBeRight(_ arguments: [String], _ expected: String) {
    #expect(message(arguments).contains(expected))
    #expect(exitCode(arguments) == 64)
  }

  @Test(arguments: [("30d", 30 * 24), ("2w", 14 * 24), ("12h", 12), ("0d", 0)])
  func anAgeIsInDaysOrWeeksToo(_ text: String, _ hours: Int64) throws {
    #expect(try OptionValue.age(text) == hours * 3_600_000_000_000)
  }

  @Test func anUnknownOptionIsAUsageError() {
    #expect(exitCode(["run", "--no-such-option"]) == 64)
  }

  @Test func everyCommandShowsAnExample() {
    for command in HeadroomCommandLine.configuration.subcommands {
      let help = HeadroomCommandLine.helpMessage(for: command)
      let name = command.configuration.commandName ?? ""
      #expect(help.contains("Example"))
      #expect(help.contains("  headroom \(name == "url" ? "http" : name)"))
    }
  }

  @Test func aURLIsARunWithoutASuite() throws {
    let command = try #require(
      try HeadroomCommandLine.parseAsRoot([
        "http://127.0.0.1:8080/notes", "-u", "50", "-d", "30s", "--json", #"{"a":1}"#,
        "-H", "X-Team: a", "--budget", "p95<200ms", "--http2",
      ]) as? QuickCommand
    )
    let suite = try command.suiteText("http://127.0.0.1:8080/notes")
    #expect(suite.method == "POST")
    #expect(suite.users == 50)
    #expect(suite.headers.map(\.name) == ["X-Team"])
    #expect(suite.headers.map(\.value) == ["a"])
    #expect(suite.budgets == ["p95<200ms"])
    #expect(suite.version == .two)
    #expect(suite.name == "127.0.0.1-8080-notes")
  }

  @Test func optionsMayComeBeforeTheURL() throws {
    let command = try HeadroomCommandLine.parseAsRoot(["-u", "5", "http://127.0.0.1/"])
    #expect((command as? QuickCommand)?.url == "http://127.0.0.1/")
  }

  @Test func nothingAtAllIsHome() throws {
    let command = try #require(try HeadroomCommandLine.parseAsRoot([]) as? QuickCommand)
    #expect(command.url == nil)
  }
}

@Suite struct QuickTargetTests {
  @Test(arguments: [
    ("http://x.example/a", "http://x.example/a"), ("localhost:8080", "http://localhost:8080"),
    ("127.0.0.1/x", "http://127.0.0.1/x"), ("localhost", "http://localhost"),
  ])
  func addressesAreTaken(_ word: String, _ url: String) {
    #expect(QuickTarget(word)?.url == url)
  }

  @Test(arguments: [
    ("rum", "unknown command 'rum'. Did you mean 'run'?"),
    ("notes", "to run a suite: headroom run notes"),
    ("a.yaml", "to run a suite: headroom run a.yaml"),
    ("x.hlog", "to open a recording: headroom replay x.hlog"),
    ("http:/localhost", "'http:/localhost' is not a URL. Did you mean 'http://localhost'?"),
    ("https:/a", "'https:/a' is not a URL. Did you mean 'https://a'?"),
  ])
  func anythingElseSaysWhatToType(_ word: String, _ expected: String) {
    #expect(QuickTarget(word) == nil)
    #expect(UnknownCommand(word: word, suites: ["notes"]).text.hasPrefix(expected))
  }

  @Test func aWordThatIsNoCommandIsToldWhateverComesBehindIt() {
    #expect(UnknownCommand(opening: ["replya", "last"])?.word == "replya")
    #expect(UnknownCommand(opening: ["help", "nosuch"])?.word == "nosuch")
    for known in [
      [], ["help"], ["help", "run"], ["run", "x"], ["localhost:80", "-u", "5"], ["-c", "ls"],
      ["url", "http://a"], ["ls", "--", "x"], ["--help"], ["-"],
    ] {
      #expect(UnknownCommand(opening: known) == nil, "\(known)")
    }
  }

  @Test func usersAndARateExcludeEachOther() {
    #expect(throws: (any Error).self) {
      try QuickCommand.parse(["http://127.0.0.1:1", "-u", "5", "-r", "20/s"])
    }
  }

  @Test func aComparisonIsOfTheLastTwoUnlessSaidOtherwise() throws {
    let last = try CompareCommand.parse([])
    #expect((last.base, last.current) == ("last~1", "last"))
    #expect(try last.output.leastChange() == 0.01)
    let chosen = try CompareCommand.parse(["baseline", "--min-change", "2.5%", "--format", "md"])
    #expect((chosen.base, chosen.current) == ("baseline", "last"))
    #expect(try chosen.output.leastChange() == 0.025)
    #expect(chosen.output.format == .md)
    #expect(throws: (any Error).self) { try CompareCommand.parse(["--min-change", "2"]) }
  }

  @Test func whatComesLaterSaysSo() {
    #expect(LaterCommand(["trend"])?.text == "a trend is not available yet.")
    #expect(LaterCommand(["import", "a"]) == nil)
    #expect(LaterCommand(["--", "ls"]) == nil)
    #expect(LaterCommand(["run"]) == nil)
    #expect(LaterCommand([String]()) == nil)
  }

  @Test func aDashIsAStreamOnStandardInput() throws {
    #expect(AttachCommand.spelledOut(["-", "--plain"]) == ["attach", "-", "--plain"])
    #expect(AttachCommand.spelledOut(["run", "-"]) == ["run", "-"])
    let attach = try AttachCommand.parse(["-", "--lines", "go", "--budget", "a.p95<1ms"])
    #expect(attach.suiteText.source == .standardInput)
    #expect(attach.suiteText.name == "stdin")
    #expect(attach.suiteText.format == .go)
    #expect(throws: (any Error).self) { try AttachCommand.parse(["-", "--new"]) }
    #expect(throws: (any Error).self) { try AttachCommand.parse(["x", "--lines", "csv"]) }
    #expect(AttachCommand.name(of: "a/b.c.jsonl") == "b.c")
    #expect(AttachCommand.name(of: "a/suite.jsonl") == "stream")
    #expect(AttachCommand.name(of: ".x") == ".x")
  }

  @Test func aNameHasNoCredentialsAndNoQuery() {
    #expect(QuickTarget.name(of: "http://user:pw@h.example:80/a/b?token=x") == "h.example-80-a-b")
    #expect(QuickTarget.name(of: "http://[::1]:8080/") == "1-8080")
  }
}
