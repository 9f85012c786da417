import Sessions
import TestSupport
import Testing

/// Baselines, old recordings, and the session that stands beside another.
struct KeptSessionTests {
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
    let begun = String(name.dropLast())
    let unknown = try Program.run(["baseline", "remove", begun, "--yes"], in: folder.path)
    #expect(unknown.status == 66)
    #expect(unknown.errors == "headroom: no baseline \(begun). There is: \(name)\n")
    let unasked = try Program.run(["baseline", "remove", name], in: folder.path)
    #expect(unasked.status == 64)
    #expect(unasked.errors == "headroom: there is no terminal to ask on: confirm it with --yes.\n")
    #expect(try Program.run(["baseline", "remove", name, "--yes"], in: folder.path).status == 0)
    #expect(folder.text("recordings/baselines/\(name).hlog").isEmpty)
  }

  @Test func timesAreThoseOfTheReaderAndAnotherZoneIsNamed() throws {
    let folder = TemporaryFolder()
    func run(_ zone: String, _ arguments: [String]) throws -> String {
      try Program.run(arguments, in: folder.path, environment: ["TZ=\(zone)"]).output
    }
    _ = try run("JST-9", ["-w", "0", "-r", "3", "--label", "far", "--", "true"])
    let list = try run("UTC", ["recordings", "--format", "json"])
    let session = try #require(try JSON(parsing: list)["recordings"]?.arrayValue?.first)
    let started = try #require(session["started"]?.stringValue)
    #expect(session["time_zone"] == "JST-9")
    let here = "\(started.prefix(10)) \(started.dropFirst(11).prefix(5))"
    let there = try run("JST-9", ["recordings"])
    #expect(!there.contains("measured in") && !there.contains(here))
    for text in [
      try run("UTC", ["recordings"]), try run("UTC", ["compare", "last", "last", "--headless"]),
    ] {
      #expect(text.contains(here), "\(text)")
      #expect(text.contains("JST-9, UTC+9"))
    }
  }

  @Test func whatIsNoRecordingIsSaidAlikeByAll() throws {
    let passwd = "root:x:0:0:root:/root:/bin/bash\n"
    let folder = TemporaryFolder(["recordings/users.hlog": passwd, "recordings/void.hlog": ""])
    let list = try Program.run(["recordings"], in: folder.path).output
    #expect(list.contains("not a log") && list.contains("empty"))
    let path = "recordings/users.hlog"
    for arguments in [
      ["replay", path], ["compare", path, path], ["export", path, "--format", "csv"],
    ] {
      let said = try Program.run(arguments, in: folder.path)
      #expect(said.status == 65)
      #expect(said.errors.contains("not a recording: none of its lines is one of a log"))
    }
    let imported = try Program.run(["import", "/dev/zero"], in: folder.path)
    #expect(imported.status == 66)
    #expect(imported.errors.contains("is a device"))
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
}
