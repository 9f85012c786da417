import Glibc
import Sessions
import TestSupport
import Testing

/// Commands that are measured, without a suite and with one.
struct MeasuredCommandTests {
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
    let end = try summary(replayed.output)
    #expect(end.benchmarks.map(\.count) == [12, 12])
  }

  @Test func aCommandThatIsNotThereIsUnavailable() throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["--", "no-such-program"], in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("there is no program 'no-such-program' in PATH."))
    #expect(folder.names(in: "recordings").isEmpty)
  }

  @Test func whatIsNotThereIsSkippedWithItsReason() throws {
    let suite = """
      benchmarks:
        here: { command: "true", samples: 3, warmup: 0 }
        gone: { command: no-such-program, samples: 3, budget: { p95: 1s } }
      """
    let folder = TemporaryFolder(["budgets/some.yaml": suite])
    let result = try Program.run(["run", "--format", "text"], in: folder.path)
    let reason = "there is no program 'no-such-program' in PATH"
    #expect(result.status == 0)
    #expect(result.output.contains("gone skipped: \(reason)\n"))
    #expect(result.output.contains("passes; skipped: gone (\(reason))."))
    let replayed = try summary(
      Program.run(["replay", "last", "--format", "json"], in: folder.path).output
    )
    #expect(replayed.benchmarks.map(\.skipped) == [nil, reason])
    #expect(replayed.benchmarks.map { "\($0.verdict)" } == ["pass", "skipped"])
    let nothing = try Program.run(["run", "some", "gone", "--no-record"], in: folder.path)
    #expect(nothing.status == 3)
    #expect(nothing.output.contains("nothing ran; skipped: gone (\(reason))"))
  }

  @Test func ctrlCEndsACommandAndKeepsWhatWasMeasured() throws {
    let folder = TemporaryFolder()
    let program = try Program(["-w", "0", "--", "sleep", "0.2"], in: folder.path)
    let deadline = Deadline()
    while deadline.leftMilliseconds > 0,
      !(folder.names(in: "recordings").first.map { folder.text("recordings/" + $0) } ?? "")
        .contains("Headroom interval")
    { usleep(20_000) }
    program.signal(SIGINT)
    let result = try program.result()
    #expect(result.status == 130)
    let last = try #require(folder.text(try recording(in: folder)).split(separator: "\n").last)
    #expect(last.contains(#""failed":0"#))
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
