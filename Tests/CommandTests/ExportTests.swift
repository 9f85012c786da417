import Sessions
import TestSupport
import Testing

@Suite struct ExportTests {
  /// A short run against a server of our own; the folder has `r.hlog`.
  private func recorded() throws -> TemporaryFolder {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try Program.run(
      [server.url + "/x", "-u", "2", "-d", "300ms", "--interval", "100ms", "--record", "r.hlog"],
      in: folder.path
    )
    try #require(run.status == 0 || run.status == 3)
    return folder
  }

  @Test func everyFormatHasEverySample() throws {
    let folder = try recorded()
    let replay = try Program.run(["replay", "r.hlog", "--format", "json"], in: folder.path)
    let summary = try Summary(JSON(parsing: String(replay.output.dropLast())))
    let count = try #require(summary.benchmarks.first?.count)
    let name = try #require(summary.benchmarks.first?.name)

    let table = try Program.run(["export", "r.hlog", "--format", "csv"], in: folder.path)
    #expect(table.status == 0)
    let rows = table.output.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.reduce(0) { $0 + (UInt64($1[3]) ?? 0) } == count)

    let lines = try Program.run(["export", "r.hlog", "--format", "json"], in: folder.path)
    let objects = try lines.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(objects.count == rows.count)
    #expect(objects.allSatisfy { $0["series"]?.arrayValue?.first?["benchmark"] == .string(name) })

    let distribution = try Program.run(["export", "r.hlog", "--format", "hgrm"], in: folder.path)
    let total = String(repeating: " ", count: 12 - String(count).count) + String(count)
    #expect(distribution.output.contains("Total count    = \(total)]"))

    let standard = try Program.run(
      ["export", "r.hlog", "--format", "hlog-standard", "--output", "plain.hlog"],
      in: folder.path
    )
    #expect(standard.status == 0 && standard.output.isEmpty)
    #expect(!folder.text("plain.hlog").contains("Headroom"))
    let again = try Program.run(["replay", "plain.hlog", "--format", "json"], in: folder.path)
    let plain = try Summary(JSON(parsing: String(again.output.dropLast())))
    #expect(plain.benchmarks.map(\.name) == [name])
    #expect(plain.benchmarks.first?.latency == summary.benchmarks.first?.latency)
  }

  @Test func aFolderGetsAFileForEachSeries() throws {
    let folder = try recorded()
    let export = try Program.run(
      ["export", "r.hlog", "--format", "hgrm", "--output", "out/"],
      in: folder.path
    )
    #expect(export.status == 0)
    #expect(folder.names(in: "out").allSatisfy { $0.hasSuffix(".hgrm") })
    #expect(!folder.names(in: "out").isEmpty)
  }

  @Test func whatIsThereAlreadyIsLeftAsItIs() throws {
    let folder = try recorded()
    folder.write("precious", to: "mine.csv")
    let export = try Program.run(
      ["export", "r.hlog", "--format", "csv", "--output", "mine.csv"],
      in: folder.path
    )
    #expect(export.status == 73)
    #expect(
      export.errors
        == "headroom: there is a mine.csv already, and it is left as it is. Take another name.\n"
    )
    #expect(folder.text("mine.csv") == "precious")
  }

  @Test(
    arguments: [
      (["export", "none.hlog", "--format", "csv"], 66, "no such recording"),
      (["export", "r.hlog", "--format", "xml"], 64, "hlog-standard"),
      (["export", "r.hlog"], 64, "--format"),
      (["export", "r.hlog", "--format", "csv", "--benchmark", "b"], 64, "has no benchmark 'b'"),
      (["export", "r.hlog", "--format", "csv", "--output", "x/"], 64, "names a folder"),
      (["export", "notes.txt", "--format", "csv"], 65, "not a recording"),
    ] as [([String], Int32, String)]
  )
  func mistakesAreNamed(arguments: [String], status: Int32, text: String) throws {
    let folder = try recorded()
    folder.write("once upon a time\n", to: "notes.txt")
    let export = try Program.run(arguments, in: folder.path)
    #expect(export.status == status)
    #expect(export.errors.contains(text))
    #expect(export.output.isEmpty)
  }
}
