import Testing

@testable import Budgets

@Suite struct CommandSuiteTextTests {
  private func readBack(_ written: WrittenSuite) throws -> Budgets.Suite {
    var request = SuiteRequest()
    request.variables = { written.variables[$0] }
    return try read(written.text, request)
  }

  @Test func aWrittenSuiteOfCommandsIsCommentedAndReadsBack() throws {
    var suite = CommandSuiteText(
      name: "encode",
      programs: [
        CommandSuiteText.Program(
          name: "./old",
          kind: .command(["./old", "--mb", "1", "a b", "${X}"])
        ),
        CommandSuiteText.Program(name: "new", kind: .shell("./new | wc")),
      ]
    )
    suite.sampling.samples = 40
    suite.prepare = ["sync"]
    suite.expectedStatuses = [0...0, 3...5]
    suite.budgets = ["p95<200ms", "rss<64MB"]
    let written = suite.write()
    #expect(
      written.text == """
        # What is measured, and the budgets that it has to keep.
        # Run it with `headroom run encode`; `headroom check encode` explains it.
        suite: encode

        # They take turns, run by run, so that a drift of the machine hits all of them alike.
        interleave: true

        benchmarks:
          "./old":
            command: [./old, --mb, "1", "a b", "$${X}"]
            samples: 40
            prepare: [sync]
            exit: [0, 3..5]
            # Every percentile, min, mean, max, error_rate, availability and throughput can have one.
            # A comparison is hard: every breach is a violation. `p95: 200ms` allows a drift of 10 %.
            budget:
              p95: "<= 200ms"
              rss: "<= 64MB"
          new:
            shell: "./new | wc"
            samples: 40
            prepare: [sync]
            exit: [0, 3..5]
            # Every percentile, min, mean, max, error_rate, availability and throughput can have one.
            # A comparison is hard: every breach is a violation. `p95: 200ms` allows a drift of 10 %.
            budget:
              p95: "<= 200ms"
              rss: "<= 64MB"

        """
    )
    let read = try readBack(written)
    #expect(read.interleaves)
    guard case .command(let old) = read.benchmarks[0].workload,
      case .command(let new) = read.benchmarks[1].workload
    else { throw ProgramKindTests.NoSuchKind() }
    #expect(old.arguments == ["./old", "--mb", "1", "a b", "${X}"])
    #expect(old.sampling.samples == 40)
    #expect(old.expectedStatuses == [0...0, 3...5])
    #expect(new.usesShell)
    #expect(new.arguments.last == "./new | wc")
  }

  @Test(arguments: [
    ["--token", "hunter2", "x"], ["--password=hunter2"], ["a", "ghp_hunter2hunter2hunter2"],
  ])
  func secretsAreLeftToVariables(words: [String]) throws {
    let suite = CommandSuiteText(
      name: "s",
      programs: [CommandSuiteText.Program(name: "s", kind: .command(["ls"] + words))]
    )
    let written = suite.write()
    #expect(!written.text.contains("hunter2"))
    let read = try readBack(written)
    guard case .command(let command) = read.benchmarks[0].workload else {
      throw ProgramKindTests.NoSuchKind()
    }
    #expect(command.arguments == ["ls"] + words)
  }

  @Test(arguments: [
    "-", "a,b", "{x}", "[y]", "#z", "null", "1.5", "", "a: b", "日本", "&a", "*", "'",
  ])
  func anyWordReadsBack(word: String) throws {
    var suite = CommandSuiteText(
      name: "s",
      programs: [CommandSuiteText.Program(name: "s", kind: .command(["ls", word, "{{ n }}"]))]
    )
    suite.parameters = [("n", ["1", "a, b"])]
    let read = try readBack(suite.write())
    #expect(
      read.benchmarks.map { benchmark -> [String] in
        guard case .command(let command) = benchmark.workload else { return [] }
        return command.arguments
      } == [["ls", word, "1"], ["ls", word, "a, b"]]
    )
  }
}
