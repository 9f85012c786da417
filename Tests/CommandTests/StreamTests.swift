import Sessions
import TestSupport
import Testing

@Suite struct StreamTests {
  /// Runs the program on a file of these lines.
  private func attach(
    _ arguments: [String],
    lines: String,
    in folder: TemporaryFolder
  ) throws -> Program.Result {
    folder.write(lines, to: "lines.jsonl")
    return try Program.run(["attach", "lines.jsonl"] + arguments, in: folder.path)
  }

  @Test func aFileOfMeasurementsIsJudgedRecordedAndReplayed() throws {
    let folder = TemporaryFolder()
    let lines = (0..<40).map { #"{"measure":"parse","ms":1.\#($0 % 10)}"# }.joined(separator: "\n")
    let run = try attach(
      [
        "-d", "1s", "--interval", "100ms", "--format", "json", "--record", "run.hlog", "--budget",
        "parse.p95<1ms",
      ],
      lines: lines + "\n",
      in: folder
    )
    #expect(run.status == 2)
    let live = try summary(run.output)
    #expect(live.benchmarks.first { $0.name == "parse" }?.count == 40)
    let replay = try Program.run(["replay", "run.hlog", "--format", "json"], in: folder.path)
    #expect(replay.status == 2)
    #expect(try summary(replay.output).benchmarks == live.benchmarks)
  }

  @Test func standardInputIsReadToItsEnd() throws {
    let folder = TemporaryFolder()
    let run = try Program.run(["-", "--no-record", "--headless"], in: folder.path)
    #expect(run.status == 3)
    #expect(run.output.contains("nothing could be judged"))
  }

  @Test func aProgramThatFailsBeforeItMeasuresIsUnavailable() throws {
    let folder = TemporaryFolder([
      "budgets/perf.yaml": """
      benchmarks:
        perf:
          stream: [sh, -c, "echo no such module >&2; exit 3"]
          budget: { parse.p95: 1ms }
      """
    ])
    let run = try Program.run(["run", "perf", "--no-record"], in: folder.path)
    #expect(run.status == 69)
    #expect(run.output.contains("perf ended with status 3: no such module"))
  }

  @Test func aMissingEngineLeavesNoRecording() throws {
    let folder = TemporaryFolder([
      "budgets/perf.yaml": """
      benchmarks:
        shop:
          k6: { script: load.js, program: ./no-k6 }
          budget: { home.p95: 1ms }
      """
    ])
    let run = try Program.run(["run", "perf"], in: folder.path)
    #expect(run.status == 69)
    #expect(run.errors.contains("no-k6"))
    #expect(folder.names(in: "recordings").isEmpty)
  }

  @Test func anImportIsARecordingThatReplaysAndCompares() throws {
    let folder = TemporaryFolder()
    let lines = (0..<100).map {
      #"{"measure":"parse","ms":\#($0 + 1),"at":\#(1_795_230_000 + $0 / 10)}"#
    }
    folder.write(lines.joined(separator: "\n") + "\n", to: "lines.jsonl")
    let result = try Program.run(
      ["import", "lines.jsonl", "--record", "a.hlog", "--budget", "parse.p50<=51ms"],
      in: folder.path
    )
    #expect(result.status == 0)
    #expect(result.output.contains("100 samples of 1 name"))
    let replay = try Program.run(["replay", "a.hlog", "--format", "json"], in: folder.path)
    #expect(replay.status == 0)
    let parse = try #require(try summary(replay.output).benchmarks.first { $0.name == "parse" })
    #expect(parse.count == 100)
    let compared = try Program.run(["compare", "a.hlog", "a.hlog", "--headless"], in: folder.path)
    #expect(compared.status == 0)
    let again = try Program.run(
      ["import", "lines.jsonl", "--record", "a.hlog"],
      in: folder.path
    )
    #expect(again.status == 73)
  }

  @Test func whatHasOnlySummariesIsRefused() throws {
    let folder = TemporaryFolder(["report.json": #"{"latencies":{"mean":5,"50th":4}}"#])
    let result = try Program.run(["import", "report.json"], in: folder.path)
    #expect(result.status == 65)
    #expect(result.errors.contains("vegeta encode --to json"))
    let missing = try Program.run(["import", "nothing.json"], in: folder.path)
    #expect(missing.status == 66)
  }

  @Test func theSuiteOfAStreamCanBeKept() throws {
    let folder = TemporaryFolder()
    let saved = try Program.run(
      ["-", "--save", "perf", "--budget", "parse.p95<1ms"],
      in: folder.path
    )
    #expect(saved.status == 0)
    let checked = try Program.run(["check", "perf"], in: folder.path)
    #expect(checked.status == 0)
    #expect(checked.output.contains("parse"))
  }

  @Test func aBudgetWithoutANameIsOfEveryBenchmarkOfAFile() throws {
    let folder = TemporaryFolder([
      "go.txt": (0..<20).map {
        "BenchmarkA-8 1000 \(100 + $0) ns/op\nBenchmarkB.x-8 1000 9000 ns/op\n"
      }
      .joined()
    ])
    let made = try Program.run(
      ["import", "go.txt", "--record", "go.hlog", "--budget", "p95<1us"],
      in: folder.path
    )
    #expect(made.status == 0, "\(made.errors)")
    let replay = try Program.run(["replay", "go.hlog", "--format", "json"], in: folder.path)
    #expect(replay.status == 2)
    let verdicts = try summary(replay.output).benchmarks.map { ($0.name, "\($0.verdict)") }
    #expect(verdicts.map(\.0).sorted() == ["A", "B.x"])
    #expect(verdicts.allSatisfy { ($0.0 == "A") == ($0.1 == "pass") })
  }
}
