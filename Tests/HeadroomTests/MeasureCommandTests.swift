import ArgumentParser
import Budgets
import Testing

@testable import Headroom

@Suite struct MeasureCommandTests {
  @Test(
    arguments: [
      ["--", "ls"], ["-c", "ls"], ["--command=ls"], ["-r", "5", "--", "ls", "-c"],
      ["--budget", "p95<1s", "--command", "ls"],
    ]
  )
  func commandsAreMeant(arguments: [String]) {
    #expect(MeasuredCommands.areMeant(by: arguments))
  }

  @Test(
    arguments: [
      [], ["run", "a", "--", "-c"], ["http://x/"], ["compare", "-c"], ["--version"],
      ["help", "run"],
    ]
  )
  func somethingElseIsMeant(arguments: [String]) {
    #expect(!MeasuredCommands.areMeant(by: arguments))
  }

  @Test func theyAreCalledAsTheyWereTyped() {
    let programs = MeasuredCommands.programs(
      [["./old", "-x"], ["./old", "-x"], ["suite"], ["a"], ["\u{1B}[2J"]],
      names: [],
      usesShell: false
    )
    #expect(programs.map(\.name) == ["./old -x", "./old -x (2)", "suite (2)", "a", "^[[2J"])
    let named = MeasuredCommands.programs([["a"], ["b"]], names: ["first"], usesShell: false)
    #expect(named.map(\.name) == ["first", "b"])
    let secret = MeasuredCommands.programs(
      [["./x", "--token", "sesame"]],
      names: [],
      usesShell: false
    )
    #expect(secret.map(\.name) == ["./x --token ***"])
    #expect(MeasuredCommands.suiteName([["./bin/old", "x"], ["/usr/bin/new"]]) == "old-new")
    #expect(MeasuredCommands.suiteName([["old", "x"], ["old", "y"]]) == "old")
  }

  private func words(_ suite: CommandSuiteText) -> [[String]] {
    suite.programs.compactMap { if case .command(let words) = $0.kind { words } else { nil } }
  }

  @Test func optionsBecomeASuite() throws {
    let command = try #require(
      try MeasureCommand.parseAsRoot([
        "-c", "./old 'a b'", "-c", "./new", "-w", "5", "-r", "100", "-p", "sync now", "-N", "-i",
        "--timeout", "2s", "--budget", "p95<200ms", "-n", "one",
      ]) as? MeasureCommand
    )
    let suite = try command.suiteText()
    #expect(suite.name == "old-new")
    #expect(suite.programs.map(\.name) == ["one", "./new"])
    #expect(words(suite) == [["./old", "a b"], ["./new"]])
    #expect(suite.sampling.warmup == 5)
    #expect(suite.sampling.samples == 100)
    #expect(suite.prepare == ["sync", "now"])
    #expect(suite.timeoutNanoseconds == 2_000_000_000)
    #expect(suite.expectedStatuses == [0...255])
    #expect(suite.budgets == ["p95<200ms"])
  }

  @Test func whatFollowsTheDashesIsTheCommand() throws {
    let command = try #require(
      try MeasureCommand.parseAsRoot(["--runs", "3", "--", "grep", "-c", "--", "x y"])
        as? MeasureCommand
    )
    #expect(words(try command.suiteText()) == [["grep", "-c", "--", "x y"]])
    #expect(command.runs == 3)
  }

  @Test func aShellTakesALineAsItIs() throws {
    let command = try #require(
      try MeasureCommand.parseAsRoot(["-S", "-c", "ls | wc -l"]) as? MeasureCommand
    )
    let suite = try command.suiteText()
    guard case .shell("ls | wc -l") = try #require(suite.programs.first).kind else {
      Issue.record("no line for a shell")
      return
    }
    #expect(suite.programs.map(\.name) == ["ls | wc -l"])
  }

  @Test(
    arguments: [
      (["-r", "3"], "there is no command. Write it after --, or with -c."),
      (["-c", "a", "-r", "0"], "--runs is 1 to 100000000, and not 0."),
      (["-c", "a", "-S", "-N"], "--shell and --no-shell exclude each other."),
      (["-c", "a", "-n", "x", "-n", "y"], "there are more names than commands."),
    ]
  )
  func mistakesAreSaid(arguments: [String], text: String) {
    do {
      _ = try MeasureCommand.parseAsRoot(arguments)
      Issue.record("no error")
    } catch {
      #expect(MeasureCommand.message(for: error) == text)
    }
  }

  @Test func anOperatorOfTheShellIsNoWord() throws {
    let command = try #require(
      try MeasureCommand.parseAsRoot(["-c", "ls | wc"]) as? MeasureCommand
    )
    #expect(throws: ValidationError.self) { try command.suiteText() }
  }
}
