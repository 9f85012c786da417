import Glibc
import Sessions
import TestSupport
import Testing

@Suite struct CommandTests {
  private func summary(_ text: String) throws -> Summary {
    try Summary(JSON(parsing: String(text.dropLast())))
  }

  private func recording(in folder: TemporaryFolder) throws -> String {
    let names = folder.names(in: "recordings").filter { $0.hasSuffix(".hlog") }
    try #require(names.count == 1)
    return "recordings/" + names[0]
  }

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
    #expect(result.errors.contains("'30' has no unit. Write 30ms"))
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
    try server.wait(withinSeconds: 30)
    program.signal(number)
    let run = try program.result(withinSeconds: 30)
    #expect(run.status == status)
    let figures = try #require(try summary(run.output).benchmarks.first)
    #expect(figures.count + figures.cutOff == UInt64(server.count))
    let file = try recording(in: folder)
    let replay = try Program.run(["replay", file, "--format", "json"], in: folder.path)
    #expect(replay.output == run.output)
    #expect(!replay.errors.contains("did not end"))
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

  @Test func aRunBecomesTheBaselineThatOthersAreHeldAgainst() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = [server.url, "-u", "1", "-n", "50", "--format", "json", "--interval", "100ms"]
    #expect(try Program.run(run, in: folder.path).status == 0)
    let refused = try Program.run(["baseline", "show"], in: folder.path)
    #expect(refused.status == 66)
    #expect(
      refused.errors
        == "headroom: no baseline yet. `headroom baseline set` makes the last session one\n"
    )
    let set = try Program.run(["baseline", "set"], in: folder.path)
    #expect(set.status == 0)
    #expect(set.output.hasPrefix("Baseline of 127.0.0.1-"))
    let list = try Program.run(["recordings", "--format", "json"], in: folder.path)
    let session = try #require(try JSON(parsing: list.output)["recordings"]?.arrayValue?.first)
    let name = try #require(session["baseline"]?.stringValue)
    #expect(
      folder.text("recordings/baselines/\(name).hlog") == folder.text(try recording(in: folder))
    )
    let replay = try Program.run(["replay", "baseline", "--format", "json"], in: folder.path)
    #expect(replay.status == 0)
    #expect(try summary(replay.output).benchmarks.first?.count == 50)
    let unasked = try Program.run(["baseline", "remove"], in: folder.path)
    #expect(unasked.status == 64)
    #expect(unasked.errors == "headroom: nobody can be asked here: confirm it with --yes.\n")
    #expect(try Program.run(["baseline", "remove", "--yes"], in: folder.path).status == 0)
    #expect(folder.text("recordings/baselines/\(name).hlog").isEmpty)
  }

  @Test func pruningRemovesOnlyWithAYes() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder(["recordings/other.hlog": "not ours\n"])
    #expect(try Program.run([server.url, "-u", "1", "-n", "5"], in: folder.path).status == 0)
    let names = folder.names(in: "recordings")
    let file = try #require(names.first { $0 != "other.hlog" })
    folder.write("{}\n", to: "recordings/\(file).notes.jsonl")
    let said = try Program.run(["prune", "--recordings", "0s"], in: folder.path)
    #expect(said.status == 0)
    #expect(said.output.contains("This would remove 1 recording"))
    #expect(said.output.contains("recordings/\(file)"))
    #expect(said.output.contains("and its notes, 3B"))
    #expect(folder.names(in: "recordings").count == 3)
    let kept = try Program.run(["prune", "--recordings", "30d", "--yes"], in: folder.path)
    #expect(kept.output == "Nothing in recordings/ is that old.\n")
    let removed = try Program.run(["prune", "--recordings", "0d", "--yes"], in: folder.path)
    #expect(removed.output.contains("Removed 1 recording"))
    #expect(folder.names(in: "recordings") == ["other.hlog"])
    #expect(try Program.run(["prune"], in: folder.path).status == 64)
  }

  @Test func aChosenSessionStandsBesideTheResultAndAMissingOneIsSaid() throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = [server.url, "-u", "1", "-n", "50", "--interval", "100ms"]
    #expect(!(try Program.run(run, in: folder.path)).output.contains("last run"))
    #expect(try Program.run(["baseline", "set"], in: folder.path).status == 0)
    let beside = try Program.run(run + ["--ghost", "baseline"], in: folder.path)
    #expect(beside.output.contains("\n    baseline "))
    #expect(!(try Program.run(run + ["--no-ghost"], in: folder.path)).output.contains("change"))
    let missing = try Program.run(run + ["--ghost", "nothing"], in: folder.path)
    #expect(missing.status == 0)
    #expect(missing.errors.contains("no session behind this one: nothing: neither a file nor"))
  }

  @Test func twoCommandsTakeTurnsAndAreCompared() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(
      ["-c", "sleep 0.01", "-c", "sleep 0.05", "-r", "12", "-w", "0", "--format", "text"],
      in: folder.path
    )
    #expect(result.status == 0)
    #expect(result.output.contains("sleep 0.01 ran "))
    #expect(result.output.contains(" times faster than sleep 0.05\n"))
    let recorded = folder.text(try recording(in: folder))
    #expect(recorded.contains(#""active":["sleep 0.01","sleep 0.05"]"#))
    let replayed = try Program.run(["replay", "last", "--format", "json"], in: folder.path)
    let summary = try summary(replayed.output)
    #expect(summary.benchmarks.map(\.count) == [12, 12])
  }

  @Test func aCommandThatIsNotThereIsUnavailable() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["--", "no-such-program"], in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("there is no program 'no-such-program' in PATH."))
    #expect(folder.names(in: "recordings").isEmpty)
  }

  @Test func ctrlCEndsACommandAndKeepsWhatWasMeasured() throws {
    let folder = TemporaryFolder()
    let program = try Program(["-w", "0", "--", "sleep", "0.2"], in: folder.path)
    let deadline = Deadline(seconds: 20)
    while deadline.leftMilliseconds > 0,
      !(folder.names(in: "recordings").first.map { folder.text("recordings/" + $0) } ?? "")
        .contains("Headroom interval")
    { usleep(20_000) }
    program.signal(SIGINT)
    let result = try program.result(withinSeconds: 20)
    #expect(result.status == 130)
    let summary = try #require(folder.text(try recording(in: folder)).split(separator: "\n").last)
    #expect(summary.contains(#""failed":0"#))
  }

  @Test func aSuiteOfCommandsIsSavedAndRuns() throws {
    let folder = TemporaryFolder(["budgets/other.yaml": ""])
    let saved = try Program.run(
      ["--save", "quick", "-r", "5", "--budget", "p95<10s", "--", "true"],
      in: folder.path
    )
    #expect(saved.status == 0)
    #expect(folder.text("budgets/quick.yaml").contains(#"command: ["true"]"#))
    let result = try Program.run(["run", "quick", "--format", "json"], in: folder.path)
    #expect(try summary(result.output).benchmarks.first?.count == 5)
  }
}
