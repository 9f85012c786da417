import Glibc
import Sessions
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test func theVersionIsOneLine() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["--version"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output == "0.1.0\n")
  }

  @Test func aloneInAnEmptyFolderItOffersTheDemo() throws {
    let folder = TemporaryFolder()
    let result = try Program.run([], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output.contains("headroom demo"))
  }

  @Test func anUnknownSuiteIsNoInput() throws {
    let folder = TemporaryFolder(["budgets/notes.yaml": ""])
    let result = try Program.run(["run", "note"], in: folder.path)
    #expect(result.status == 66)
    #expect(
      result.errors == "headroom: unknown suite 'note'. Did you mean 'notes'? There is: notes.\n"
    )
    #expect(result.output == "")
  }

  @Test func aWrongOptionIsAUsageError() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["run", "--duration", "30"], in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains("'30' has no unit. Write 30s;"))
  }

  @Test func checkNamesEveryMistakeWithItsPlace() throws {
    let folder = TemporaryFolder([
      "budgets/bad.yaml": "benchmarks:\n  a:\n    htp: GET /\n    budget: { p99: 1s, p95: 5 }\n"
    ])
    let result = try Program.run(["check"], in: folder.path)
    #expect(result.status == 65)
    #expect(result.errors.contains("budgets/bad.yaml:3:5: "))
    #expect(result.errors.contains("budgets/bad.yaml:4:29: "))
    #expect(result.errors.contains("    ^"))
  }

  @Test func anUnknownProfileIsAUsageErrorThatNamesTheOthers() throws {
    let folder = TemporaryFolder([
      "budgets/a.yaml": """
      target: http://127.0.0.1:9
      profiles: { smoke: { users: 1, duration: 1s } }
      benchmarks: { a: { http: / } }
      """
    ])
    let result = try Program.run(["run", "--profile", "smok"], in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains("smoke"))
  }

  @Test func aRunAccountsForEveryRequestAndItsReplaySaysTheSame() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try Program.run(
      [
        server.url + "/x?token=sesame", "-u", "4", "-d", "1s", "--warmup", "300ms", "--format",
        "json",
        "--budget", "p95<10s", "--interval", "100ms",
      ],
      in: folder.path
    )
    #expect(run.status == 0)
    let figures = try #require(try summary(run.output).benchmarks.first)
    #expect(figures.count > 0 && figures.warmup > 0)
    #expect(figures.count + figures.warmup + figures.cutOff == UInt64(server.count))
    let file = try recording(in: folder)
    let replay = try Program.run(["replay", file, "--format", "json"], in: folder.path)
    #expect(replay.output == run.output)
    #expect(replay.status == 0)
    #expect(!folder.text(file).contains("sesame"))
  }

  @Test func aRecordingCanBeJudgedByAnotherSuiteAndInPart() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let arguments = [server.url, "-u", "1", "-d", "1s", "--interval", "100ms", "--format", "json"]
    let run = try Program.run(arguments + ["--budget", "max<10s"], in: folder.path)
    #expect(run.status == 0)
    let whole = try #require(try summary(run.output).benchmarks.first)
    let file = try recording(in: folder)
    folder.write(
      "benchmarks: { \(whole.name): { http: 'http://a.example/', budget: { max: 1ns } } }",
      to: "strict.yaml"
    )
    func replay(_ options: String...) throws -> Program.Result {
      try Program.run(["replay", file, "--format", "json"] + options, in: folder.path)
    }
    let strict = try replay("--suite", "strict.yaml")
    #expect(strict.status == 2, "\(strict.errors)")
    #expect(try summary(strict.output).benchmarks.first?.count == whole.count)
    let (early, late) = try (replay("--to", "+500ms"), replay("--from", "+500ms"))
    let counts = try [early, late].map { try summary($0.output).benchmarks.first?.count ?? 0 }
    #expect(counts.allSatisfy { $0 > 0 })
    #expect(counts.reduce(0, +) == whole.count)
    #expect(try replay("--from", "+2s", "--to", "+1s").status == 64)
    #expect(try replay("--at", "soon").errors.contains("'soon' is no time such as 14:03"))
    #expect(try replay("--suite", "nothing.yaml").status == 66)
  }

  @Test func theTableEndsWithTheStatusAndTheCommandThatOpensTheRecording() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let arguments = [server.url, "-u", "1", "-n", "50", "--budget", "max<1ns"]
    let run = try Program.run(arguments, in: folder.path)
    #expect(run.status == 2)
    let file = try recording(in: folder)
    #expect(run.output.hasSuffix("Open it: headroom replay \(file)\n"))
    #expect(run.output.contains("Status 2: violation: "))
    #expect(run.errors.hasPrefix("running "))
    let again = try Program.run(arguments + ["--no-record"], in: folder.path)
    #expect(again.output.contains("last run"))
    #expect(again.output.hasSuffix("It was not recorded.\n"))
  }

  @Test(arguments: [(Int32(2), Int32(130)), (Int32(15), Int32(143)), (Int32(1), Int32(129))])
  func aSignalEndsARunWithAWholeRecording(_ number: Int32, _ status: Int32) throws {
    let server = try CountingServer(milestone: 20)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let program = try Program(
      [server.url, "-u", "2", "-d", "10m", "--format", "json", "--interval", "100ms"],
      in: folder.path
    )
    try server.wait()
    program.signal(number)
    let run = try program.result()
    #expect(run.status == status)
    let figures = try #require(try summary(run.output).benchmarks.first)
    #expect(figures.count + figures.cutOff == UInt64(server.count))
    let file = try recording(in: folder)
    let replay = try Program.run(["replay", file, "--format", "json"], in: folder.path)
    #expect(replay.output == run.output)
    #expect(!replay.errors.contains("did not end"))
  }

  @Test func aResultThatCannotBeWrittenIsSaid() throws {
    let folder = TemporaryFolder([
      "budgets/a.yaml": "benchmarks: { a: { http: http://127.0.0.1:9/ } }"
    ])
    let arguments = [
      ["--help"], ["help", "run"], ["--version"], ["check", "a"], ["recordings"], ["schema"],
      ["--generate-completion-script", "bash"],
    ]
    for words in arguments {
      let program = try WindowProgram(words, in: folder.path, redirections: ">/dev/full")
      try program.wait("the complaint") { program.output.contains("No space left on device") }
      #expect(try program.end() == .exited(74), "\(words)")
      #expect(program.output.contains("can't write to standard output"), "\(words)")
    }
  }

  @Test func aTargetThatNeverAnswersIsUnavailable() throws {
    let server = try CountingServer()
    server.stop()
    let folder = TemporaryFolder()
    let run = try Program.run(
      [server.url, "-u", "2", "-d", "2s", "--interval", "100ms", "--no-record"],
      in: folder.path
    )
    #expect(run.status == 69)
    #expect(run.output.contains("Status 69: nothing ever answered at \(server.url): "))
    #expect(run.errors.contains("no answer yet: "))
  }

  @Test func aRecordingThatCannotBeWrittenIsToldAndDoesNotEndTheRun() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder(["recordings": "a file, not a folder"])
    let run = try Program.run(
      [server.url, "-u", "1", "-n", "50", "--budget", "p95<10s"],
      in: folder.path
    )
    #expect(run.status == 74)
    #expect(run.errors.contains("can't be written"))
    #expect(run.output.contains("✓ pass") || run.output.contains("+ pass"))
  }

  @Test func aRecordingIsNeverWrittenOver() throws {
    let folder = TemporaryFolder(["mine.hlog": "precious"])
    let run = try Program.run(
      ["http://127.0.0.1:9", "-n", "1", "--record", "mine.hlog"],
      in: folder.path
    )
    #expect(run.status == 73)
    #expect(folder.text("mine.hlog") == "precious")
  }

  @Test func whatIsSavedRunsAndHoldsNoSecret() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let save = try Program.run(
      [
        server.url + "/notes", "-H", "Authorization: Bearer sesame", "-u", "1", "-d", "1s",
        "--save",
        "notes",
      ],
      in: folder.path
    )
    #expect(save.status == 0)
    #expect(server.count == 0)
    #expect(!folder.text("budgets/notes.yaml").contains("sesame"))
    let unset = try Program.run(["run"], in: folder.path)
    #expect(unset.status == 65)
    #expect(unset.errors.contains("AUTHORIZATION"))
    let run = try Program.run(
      ["run", "notes", "-n", "30", "--set", "AUTHORIZATION=Bearer sesame", "--record", "r.hlog"],
      in: folder.path
    )
    #expect(run.status == 0 || run.status == 3)
    #expect(server.count == 30)
    #expect(!folder.text("r.hlog").contains("sesame"))
  }

  @Test func aRecordingHoldsNoSecret() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder([
      "budgets/a.yaml": """
      target: http://user:sesame-url@127.0.0.1:\(server.port)
      headers: { X-Api-Key: "${KEY}" }
      profiles: { p: { users: 1, iterations: 20 } }
      benchmarks:
        a: { http: POST /x?token=sesame-query, body: "${SECRET}", headers: { Cookie: sesame-cookie } }
      """
    ])
    let run = try Program.run(
      ["run", "--set", "SECRET=sesame-body"],
      in: folder.path,
      environment: ["KEY=sesame-key"]
    )
    #expect(run.status == 0 || run.status == 3)
    #expect(server.count == 20)
    let file = try recording(in: folder)
    #expect(folder.text(file).contains("127.0.0.1"))
    for text in [folder.text(file), run.output, run.errors] { #expect(!text.contains("sesame")) }
  }

  @Test func controlCharactersNeverReachTheTerminal() throws {
    let folder = TemporaryFolder([
      "budgets/a.yaml": """
      about: "\\e[31mred"
      target: http://127.0.0.1:9
      benchmarks: { "a\\e[2J": { http: / } }
      """
    ])
    for arguments in [["check"], ["run", "-n", "5", "--no-record"], ["run", "a\u{1B}[2J"], []] {
      let result = try Program.run(arguments, in: folder.path)
      let text = result.output + result.errors
      #expect(!text.isEmpty)
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" })
    }
  }

  @Test func theSuiteOfTheDemoNeedsNoFile() throws {
    let folder = TemporaryFolder()
    let run = try Program.run(
      ["run", "demo", "get-note", "-u", "2", "-n", "20", "--no-record"],
      in: folder.path
    )
    #expect([0, 2, 3].contains(run.status))
    #expect(run.output.contains("get-note"))
  }

  @Test func muchLoadOnAnotherMachineNeedsAYes() throws {
    let folder = TemporaryFolder()
    let run = try Program.run(["http://192.0.2.1/", "-u", "51", "-d", "1s"], in: folder.path)
    #expect(run.status == 64)
    #expect(run.errors.contains("confirm it with --yes"))
  }

  @Test func tooFewDescriptorsNameBothNumbers() throws {
    let folder = TemporaryFolder()
    let run = try Program.run(
      ["http://127.0.0.1:9/", "-u", "90000", "-d", "1s"],
      in: folder.path,
      environment: ["prlimit", "--nofile=1000:1000"]
    )
    #expect(run.status == 69)
    #expect(run.errors.contains("90064") && run.errors.contains("1000"))
  }

  @Test func theSchemaIsJSON() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["schema"], in: folder.path)
    let schema = try JSON(parsing: result.output)
    #expect(schema["$defs"]?["suite"]?["properties"]?["benchmarks"] != nil)
  }

  @Test func initWritesASuiteThatCheckTakes() throws {
    let folder = TemporaryFolder()
    let written = try Program.run(
      [
        "init", "--url", "http://127.0.0.1:9/x", "--users", "3", "--budget", "p99<1s", "--name",
        "x",
      ],
      in: folder.path
    )
    #expect(written.status == 0)
    let check = try Program.run(["check"], in: folder.path)
    #expect(check.status == 0)
    #expect(check.output.contains("p99"))
    let again = try Program.run(
      [
        "init", "--url", "http://127.0.0.1:9/x", "--name", "x", "--users", "1", "--budget",
        "p95<1s",
      ],
      in: folder.path
    )
    #expect(again.status == 73)
  }
}
